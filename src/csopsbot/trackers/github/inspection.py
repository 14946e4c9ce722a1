"""Whether our account can do its work in a repository: what GitHub shows, judged."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import datetime

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Blocked, Invalid, NotFound
from csopsbot.trackers.github.app import AppEntry
from csopsbot.trackers.github.hooks import Hooks
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import IssueShape, RepositoryShape
from csopsbot.trackers.hooks import Registration, judged, no_secret, unseen
from csopsbot.trackers.http import Http
from csopsbot.trackers.inspecting import (
    LOOKED_AT,
    lacks_scope,
    public,
    runs_out,
    sharing,
    usable,
)
from csopsbot.trackers.marked import is_marked
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.renamed import renamed

_NEEDED = {"issues": "write", "metadata": "read"}
_RANKS = {"": 0, "read": 1, "write": 2, "admin": 3}
_SCOPES = frozenset({"repo", "public_repo"})
_EXPIRES = "github-authentication-token-expiration"
_GUIDE = "docs/github.md"
_OF_REPOSITORY = Registration("the repository's Settings, Webhooks")
# What an App listens to, and whether at all, is set on its page alone.
_OF_APP = Registration("the App's settings, Webhook", by_hand=("disabled", "events"))


class Inspection:
    """Looks at our account, the repository and its webhook; changes nothing."""

    def __init__(
        self,
        http: Http,
        queries: Queries,
        hooks: Hooks,
        app: AppEntry | None,
        clock: Callable[[], datetime],
        *,
        proves_deliveries: bool,
    ) -> None:
        self._http = http
        self._queries = queries
        self._hooks = hooks
        self._app = app
        self._clock = clock
        self._proves_deliveries = proves_deliveries

    async def of(self, project: str, hook_url: str) -> AsyncIterator[Finding]:
        """Yield what is to be said; what bars everything else comes last."""
        try:
            async for finding in self._account():
                yield finding
            if self._app:
                await self._app.prove_installed(project)
            repository = await self._queries.repository(project)
        except (Blocked, Invalid) as failure:
            yield Finding("fault", str(failure), f"see {_GUIDE}, steps 1 and 2")
            return
        of_itself = of_repository(repository, is_app=self._app is not None)
        for finding in (*renamed(project, repository.full_name), *of_itself):
            yield finding
        if repository.has_issues and not self._app:
            yield await self._sharing(repository)
        if hook_url:
            for finding in await self._webhook(project, hook_url):
                yield finding

    async def _account(self) -> AsyncIterator[Finding]:
        if self._app:
            login = (await self._queries.prove()).login
            yield Finding("fine", f"we act as {login}, the account of a GitHub App")
            for finding in of_permissions(await self._app.permissions()):
                yield finding
            return
        answer = await self._http.tell(Request("GET", "user"))
        yield Finding("fine", f"we act as {(await self._queries.prove()).login}")
        for finding in of_token(answer.headers, self._clock()):
            yield finding

    async def _sharing(self, repository: RepositoryShape) -> Finding:
        account = await self._queries.account()
        bounds = {"creator": account.login, "state": "all", "per_page": str(LOOKED_AT)}
        request = Request("GET", f"repositories/{repository.id}/issues", bounds)
        made = await self._http.ask(list[IssueShape], request)
        foreign = [f"#{one.number}" for one in made if not is_marked(one.body or "")]
        return sharing(account.login, foreign, _GUIDE)

    async def _webhook(self, project: str, url: str) -> tuple[Finding, ...]:
        if not self._proves_deliveries:
            return (no_secret("GitHub", "CSOPSBOT_TRACKERS__GITHUB__WEBHOOK_SECRET"),)
        registration = _OF_APP if self._app else _OF_REPOSITORY
        elsewhere = "" if self._app else "one of the organisation"
        try:
            return judged(await self._hooks.of(project), url, registration, unseen=elsewhere)
        except AuthError:
            raise
        except (Blocked, NotFound):
            return (unseen(url, "administrators", registration.page),)


def of_repository(repository: RepositoryShape, *, is_app: bool) -> Iterator[Finding]:
    """Yield what REPOSITORY itself lets us do."""
    name = repository.full_name
    yield from usable(name, tracks_issues=repository.has_issues, archived=repository.archived)
    rights = repository.permissions
    if not (is_app or rights.triage or rights.push or rights.admin):
        says = f"our account may only read in {name}: labels, statuses and assignees are beyond it"
        yield Finding("fault", says, "give it the role Triage, or Write for milestones")
    elif not (is_app or rights.push or rights.admin):
        says = f"our account cannot set milestones in {name}, which stand for versions"
        yield Finding("doubt", says, "give it the role Write, if versions are set from Slack")
    if not repository.private:
        yield public(name, "use a private repository for customers' problems")


def of_permissions(permissions: Mapping[str, str]) -> Iterator[Finding]:
    """Yield which of the App's permissions are missing."""
    for name, wanted in _NEEDED.items():
        if _RANKS.get(permissions.get(name, ""), 0) < _RANKS[wanted]:
            says = f"the GitHub App lacks the permission {name}: {wanted}"
            remedy = "set it in the App's settings, and accept it where the App is installed"
            yield Finding("fault", says, remedy)


def of_token(headers: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Yield what GitHub tells of a token: a classic one's scopes, and when it runs out."""
    if "x-oauth-scopes" in headers:
        scopes = {one.strip() for one in headers["x-oauth-scopes"].split(",")}
        if not scopes & _SCOPES:
            yield lacks_scope("repo")
    ends = _moment(headers.get(_EXPIRES, ""))
    yield from runs_out(ends.date() if ends else None, now.date(), "make a new one in time")


def _moment(text: str) -> datetime | None:
    """Return the time that GitHub writes as 2026-12-24 18:00:00 UTC, or with an offset."""
    try:
        return datetime.strptime(text.replace("UTC", "+0000"), "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
