"""Bringing an issue to what a status means, and making sure that it got there.

Redmine says 204 to a change of status that the workflow does not allow, and leaves the issue where
it is; so each step is read back. Before version 5 it does not say what is allowed either.
"""

from collections.abc import Iterable

from csopsbot.app.tracker import MoveResult
from csopsbot.domain.issue import Category
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.shapes import IssueShape, StatusShape

_MOST_STEPS = 3
_INCLUDE = "allowed_statuses,relations"


class Mover:
    """Takes issues through their workflow; every step is one PUT, and none is repeated."""

    def __init__(self, http: Http, queries: Queries, meanings: Meanings) -> None:
        self._http = http
        self._queries = queries
        self._meanings = meanings

    async def move(self, issue_id: str, target: Category) -> MoveResult:
        """Bring the issue to TARGET, over statuses in between if there is no step to it."""
        here = await self._read(issue_id)
        tried: set[str] = set()
        moved = False
        for _ in range(_MOST_STEPS):
            if self._meanings.status(here).category is target:
                return MoveResult("moved" if moved else "already", here.status.name)
            tried.add(here.status.id)
            step = self._step(await self._offered(here), here, target, tried)
            if step is None:
                break
            tried.add(step.id)
            there = await self._take(here, step)
            moved = moved or there.status.id == step.id
            here = there
        return await self._ended(here, target, moved=moved)

    async def _ended(self, here: IssueShape, target: Category, *, moved: bool) -> MoveResult:
        if self._meanings.status(here).category is target:
            return MoveResult("moved" if moved else "already", here.status.name)
        offered = await self._offered(here)
        options = tuple(one.name for one in offered if one.id != here.status.id)
        return MoveResult("impossible", here.status.name, options)

    def _step(
        self, offered: Iterable[StatusShape], here: IssueShape, target: Category, tried: set[str]
    ) -> StatusShape | None:
        """Return the first status offered that means TARGET, else one that brings it nearer."""
        fresh = [one for one in offered if one.id not in tried]
        ways = (target, *_via(self._meanings.of(here.status), target))
        return next((one for way in ways for one in fresh if self._meanings.of(one) is way), None)

    async def _take(self, here: IssueShape, step: StatusShape) -> IssueShape:
        body = {"issue": {"status_id": step.id}}
        await self._http.tell(Request("PUT", place("issues", here.id), body=body))
        return await self._read(here.id)

    async def _offered(self, here: IssueShape) -> tuple[StatusShape, ...]:
        return await self._queries.statuses() if here.allowed is None else here.allowed

    async def _read(self, issue_id: str) -> IssueShape:
        return await self._queries.issue(issue_id, _INCLUDE)


def _via(here: Category, target: Category) -> tuple[Category, ...]:
    """Return what may lie between HERE and TARGET; a detour to closing is one through work."""
    if target is Category.DONE and here is Category.OPEN:
        return (Category.IN_PROGRESS,)
    if target is Category.IN_PROGRESS and here.closed:
        return (Category.OPEN,)
    return (Category.IN_PROGRESS,) if target is Category.OPEN and here.closed else ()
