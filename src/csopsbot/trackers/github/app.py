"""Acting as a GitHub App: signed for by its key, and let in with a token that lasts an hour.

https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

import jwt
from pydantic import BaseModel, ConfigDict, Field

from csopsbot.app.failures import AuthError, Blocked, NotFound
from csopsbot.trackers.github.access import AppAccess
from csopsbot.trackers.github.place import full_name
from csopsbot.trackers.github.shapes import UserShape
from csopsbot.trackers.github.verdict import Elsewhere
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

_SIGNED_FOR = timedelta(minutes=9)  # GitHub takes ten at most
_CLOCKS_APART = timedelta(seconds=60)
_RENEWED_BEFORE = timedelta(minutes=5)
_BRAND_NEW = timedelta(minutes=1)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class AppShape(_Shape):
    """What GitHub knows of our App; EVENTS are those it is told of."""

    slug: str
    events: tuple[str, ...] = ()


class TokenShape(_Shape):
    """A token of an installation, and what it is good for."""

    token: str
    expires_at: datetime
    permissions: dict[str, str] = Field(default_factory=dict)


class _InstallationShape(_Shape):
    id: int


@dataclass(frozen=True, slots=True)
class _Token:
    shape: TokenShape = field(repr=False)
    made_at: datetime


def signed(app: AppAccess, now: datetime) -> str:
    """Return the App's proof of who it is, good for some minutes; raises `AuthError`."""
    issued, expires = now - _CLOCKS_APART, now + _SIGNED_FOR - _CLOCKS_APART
    claims = {"iat": int(issued.timestamp()), "exp": int(expires.timestamp()), "iss": app.id}
    try:
        return jwt.encode(claims, app.key, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        # The error would quote the key.
        raise AuthError("the GitHub App's private key cannot be read: it has to be PEM") from None


class AppEntry:
    """Our App where it is installed; SIGNED asks as the App itself, by its key."""

    def __init__(self, app: AppAccess, signed_http: Http, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._http = signed_http
        self._clock = clock
        self._lock = asyncio.Lock()
        self._installation = app.installation
        self._token: _Token | None = None
        self._forgotten = 0
        self.renewals = 0

    async def headers(self) -> Mapping[str, str]:
        """Return the header of a token that is still good; who come together wait for the same."""
        return {"Authorization": f"Bearer {(await self._current()).token}"}

    async def account(self, http: Http, /) -> UserShape:
        """Return the bot that the App acts as."""
        login = f"{(await self.shown()).slug}[bot]"
        return await http.ask(UserShape, Request("GET", f"users/{quote(login, safe='')}"))

    async def shown(self) -> AppShape:
        """Return what GitHub knows of the App."""
        return await self._http.ask(AppShape, Request("GET", "app"))

    async def permissions(self) -> Mapping[str, str]:
        """Return what the App may do where it is installed."""
        return (await self._current()).permissions

    async def prove_installed(self, repository: str) -> None:
        """Return if we act in REPOSITORY; raises `Blocked` where another installation would have to.

        One that has another name by now is followed, and not looked for by its old one.
        """
        await self._current()
        try:
            found = await self._installed_in(full_name(repository))
        except Elsewhere:
            return
        if found != self._installation:
            raise Blocked(
                f"{repository} belongs to installation {found} of the GitHub App, and we act in "
                f"installation {self._installation} alone: use a token whose account sees both, or "
                "keep the repositories under one owner"
            )

    def refused(self, renewals: int) -> bool:
        """Forget the token that was refused, the RENEWALS-th; False if another is no better."""
        if renewals != self.renewals or 0 < renewals == self._forgotten:
            return True
        if self._token is None or self._clock() - self._token.made_at < _BRAND_NEW:
            return False
        self._token, self._forgotten = None, renewals
        return True

    async def _current(self) -> TokenShape:
        async with self._lock:
            now = self._clock()
            if self._token is None or self._token.shape.expires_at - now < _RENEWED_BEFORE:
                self._token = _Token(await self._renewed(), now)
                self.renewals += 1
            return self._token.shape

    async def _renewed(self) -> TokenShape:
        installation = self._installation or await self._found()
        path = f"app/installations/{installation}/access_tokens"
        try:
            # Two tokens are as good as one: nothing of anybody's is changed by it.
            shape = await self._http.ask(TokenShape, Request("POST", path, changes=False))
        except NotFound as failure:
            raise AuthError(
                f"the GitHub App has no installation {installation}: install it, or mend its number"
            ) from failure
        self._installation = installation
        return shape

    async def _found(self) -> int:
        if self._app.repository:
            return await self._installed_in(full_name(self._app.repository))
        request = Request("GET", "app/installations", {"per_page": "2"})
        every = await self._http.ask(list[_InstallationShape], request)
        if len(every) != 1:
            count = "in several places" if every else "nowhere"
            raise Blocked(f"the GitHub App is installed {count}: install it, or set which is meant")
        return every[0].id

    async def _installed_in(self, repository: str) -> int:
        request = Request("GET", f"repos/{repository}/installation")
        try:
            return (await self._http.ask(_InstallationShape, request)).id
        except NotFound as failure:
            raise Blocked(
                f"the GitHub App is not installed in {repository}: install it"
            ) from failure
