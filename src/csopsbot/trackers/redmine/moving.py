"""Bringing an issue to what a status means, and making sure that it got there.

Redmine says 204 to a change of status that the workflow does not allow, and leaves the issue where
it is; so each step is read back. Before version 5 it does not say what is allowed either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from csopsbot.app.tracker import MoveResult
from csopsbot.domain.issue import Category
from csopsbot.trackers.redmine.meanings import Meanings, plain
from csopsbot.trackers.redmine.shapes import IssueShape, StatusShape
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.translate import step_body

_MOST_STEPS = 3
_INCLUDE = "allowed_statuses,relations"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an issue is to be brought: to CATEGORY, or to the one status called NAME there."""

    meanings: Meanings
    category: Category
    name: str = ""

    def reached(self, issue: IssueShape) -> bool:
        """Return whether the issue is there."""
        if self.name:
            return plain(issue.status.name) == plain(self.name)
        return self.meanings.status(issue).category is self.category

    def ways(self, here: StatusShape) -> tuple[Category, ...]:
        """Return what to go through from HERE, the best first.

        An end other than the one that is named is the last choice, for it looks like the end.
        """
        detours = _via(self.meanings.of(here), self.category)
        if self.name and self.category.closed:
            return (*detours, self.category)
        return (self.category, *detours)

    def step(
        self, offered: Iterable[StatusShape], here: IssueShape, tried: set[str]
    ) -> StatusShape | None:
        """Return the status OFFERED that is the goal, else one that brings it nearer."""
        fresh = [one for one in offered if one.id not in tried]
        exact = [one for one in fresh if self.name and plain(one.name) == plain(self.name)]
        ways = self.ways(here.status)
        near = (one for way in ways for one in fresh if self.meanings.of(one) is way)
        return next(chain(exact, near), None)


class Mover:
    """Takes issues through their workflow; every step is one PUT, and none is repeated."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def move(self, issue_id: str, goal: Goal, fields: Mapping[str, object]) -> MoveResult:
        """Bring the issue to GOAL, over statuses in between if there is no step to it.

        FIELDS go along with each step, for those that ask for them.
        """
        here = await self._read(issue_id)
        tried: set[str] = set()
        moved = False
        for _ in range(_MOST_STEPS if await self._there_is(goal) else 0):
            if goal.reached(here):
                break
            tried.add(here.status.id)
            step = goal.step(await self._offered(here), here, tried)
            if step is None:
                break
            tried.add(step.id)
            there = await self._take(here, step, fields)
            moved = moved or there.status.id == step.id
            here = there
        return await self._ended(here, goal, moved=moved)

    async def _there_is(self, goal: Goal) -> bool:
        """Return whether there is such a status at all: else no step is one towards it."""
        if not goal.name:
            return True
        every = await self._site.queries.statuses()
        return plain(goal.name) in {plain(one.name) for one in every}

    async def _ended(self, here: IssueShape, goal: Goal, *, moved: bool) -> MoveResult:
        if goal.reached(here):
            return MoveResult("moved" if moved else "already", here.status.name)
        offered = await self._offered(here)
        options = tuple(one.name for one in offered if one.id != here.status.id)
        return MoveResult("impossible", here.status.name, options)

    async def _take(
        self, here: IssueShape, step: StatusShape, fields: Mapping[str, object]
    ) -> IssueShape:
        await self._site.put(here.id, step_body(here, step, fields, self._site.markup))
        return await self._read(here.id)

    async def _offered(self, here: IssueShape) -> tuple[StatusShape, ...]:
        return await self._site.queries.statuses() if here.allowed is None else here.allowed

    async def _read(self, issue_id: str) -> IssueShape:
        return await self._site.queries.issue(issue_id, _INCLUDE)


def _via(here: Category, target: Category) -> tuple[Category, ...]:
    """Return what may lie between HERE and TARGET; a detour to closing is one through work."""
    if target is Category.DONE and here is Category.OPEN:
        return (Category.IN_PROGRESS,)
    if target is Category.IN_PROGRESS and here.closed:
        return (Category.OPEN,)
    return (Category.IN_PROGRESS,) if target is Category.OPEN and here.closed else ()
