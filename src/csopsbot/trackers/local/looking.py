"""Finding the built-in tracker's issues, and what changed among them."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import SplitResult, unquote, urlsplit

from csopsbot.app.ports import Work
from csopsbot.app.tracker import Gone, Hidden, HistoryEntry, Sighting
from csopsbot.domain.issue import Issue, IssueRef
from csopsbot.trackers.local import translate
from csopsbot.trackers.local.ground import OnGround

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}-[1-9][0-9]{0,17}")
_LONGEST_ADDRESS = 2000


class Looking(OnGround):
    """Looks for issues on the boards."""

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - a ref is one issue's alone, on whatever board and since whenever
        """Return the issue made with REF."""

        def look(work: Work) -> Issue | None:
            issue = work.board.by_ref(ref)
            return self.ground.read(work, issue) if issue else None

        return await self.ground.database.read(look)

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments."""

        def look(work: Work) -> Issue | Gone:
            issue = work.board.get(issue_id)
            return self.ground.read(work, issue) if issue else Gone()

        return await self.ground.database.read(look)

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue whose page or key ADDRESS is; `Gone` if there was one of that key."""
        key = key_in(address, self.ground.base_url)
        if key is None:
            return None

        def look(work: Work) -> Issue | Gone | None:
            issue = work.board.by_key(key)
            if issue is None:
                return Gone() if work.board.was_made(key) else None
            return self.ground.read(work, issue)

        return await self.ground.database.read(look)

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later, the oldest change first.

        One that changes again while this goes on comes again, as what it is then.
        """
        last = Sighting("0", since)
        while page := await self._page(project, last):
            for one in page:
                yield one
            last = page[-1]

    async def _page(self, project: str, after: Sighting) -> list[Sighting]:
        size = self.ground.page
        return await self.ground.database.read(
            lambda work: work.board.changed(project, after, size)
        )

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each of the issues last changed, or that it is gone."""
        seen: dict[str, Sighting | Gone | Hidden] = dict.fromkeys(issue_ids, Gone())
        for start in range(0, len(issue_ids), self.ground.page):
            some = issue_ids[start : start + self.ground.page]
            there = await self.ground.database.read(lambda work: work.board.sight(some))  # noqa: B023 - read at once
            seen |= {one.issue_id: one for one in there}
        return seen

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        found = await self.ground.database.read(lambda work: work.board.history(ref.id, since))
        return tuple(map(translate.entry, found))


def key_in(address: str, base_url: str) -> str | None:
    """Return the key that ADDRESS is, or leads to below BASE_URL."""
    plain = address.strip()
    if len(plain) > _LONGEST_ADDRESS:
        return None
    if _KEY.fullmatch(plain):
        return plain
    try:
        there, here = urlsplit(plain), urlsplit(base_url)
    except ValueError:
        return None
    if _site(there) != _site(here):
        return None
    start, issues, rest = there.path.partition("/issues/")
    key = unquote(rest.removesuffix("/"))
    return key if start == here.path and issues and _KEY.fullmatch(key) else None


def _site(address: SplitResult) -> tuple[str, str]:
    """Return what has to be the same; a user and password before the host are not ours."""
    return address.scheme.lower(), address.netloc.lower()
