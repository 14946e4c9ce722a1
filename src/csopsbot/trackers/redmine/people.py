"""Finding somebody by their address, which Redmine lets only administrators search for.

Everybody else may look through the members of the projects they are in, one by one; whoever hides
their address is not found. What was seen is kept for some minutes, for it takes many requests.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.trackers.redmine import arrangement
from csopsbot.trackers.redmine.queries import Queries, place

_PAGE = 100
_MOST = 1_000
_KEPT_FOR = timedelta(minutes=10)


class People:
    """Whom we can see in Redmine."""

    def __init__(self, queries: Queries, clock: Callable[[], datetime]) -> None:
        self._queries = queries
        self._clock = clock
        self._members: tuple[datetime, list[arrangement.UserShape]] | None = None

    async def find(self, address: str) -> arrangement.UserShape | None:
        """Return the one who has exactly ADDRESS; nobody if there are several."""
        wanted = address.strip().casefold()
        same = [one for one in await self._among(wanted) if one.mail.casefold() == wanted]
        return same[0] if wanted and len(same) == 1 else None

    async def called(self, words: str) -> list[arrangement.UserShape]:
        """Return those whose name, login or id WORDS are."""
        wanted = words.strip().casefold()
        return [one for one in await self._among(wanted) if wanted in one.names]

    async def _among(self, wanted: str) -> Sequence[arrangement.UserShape]:
        """Return whom Redmine lets us look through for WANTED."""
        try:
            params = {"name": wanted, "limit": str(_PAGE)}
            return (await self._queries.get(arrangement.UsersShape, place("users"), params)).users
        except Forbidden:
            return await self._known()

    async def _known(self) -> list[arrangement.UserShape]:
        """Return everybody in the projects that we are in, as seen some minutes ago at most."""
        now = self._clock()
        if self._members is None or now - self._members[0] >= _KEPT_FOR:
            self._members = (now, await self._look())
        return self._members[1]

    async def _look(self) -> list[arrangement.UserShape]:
        ours = (await self._queries.prove()).memberships
        projects = dict.fromkeys(one.project.id for one in ours if one.project)
        ids = dict.fromkeys([one for name in projects for one in await self._of_project(name)])
        found = [await self._user(user_id) for user_id in list(ids)[:_MOST]]
        return [one for one in found if one]

    async def _of_project(self, project: str) -> list[str]:
        found: list[str] = []
        for offset in range(0, _MOST, _PAGE):
            page = await self._queries.get(
                arrangement.MembershipsShape,
                place("projects", project, "memberships"),
                {"limit": str(_PAGE), "offset": str(offset)},
            )
            found += [one.user.id for one in page.memberships if one.user]
            if offset + _PAGE >= page.total:
                break
        return found

    async def _user(self, user_id: str) -> arrangement.UserShape | None:
        try:
            return (await self._queries.get(arrangement.OneUserShape, place("users", user_id))).user
        except NotFound:
            # Somebody whom we may not see, or who has left.
            return None
