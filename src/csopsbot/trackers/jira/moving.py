"""Bringing an issue to what a status means, through several steps where no single one leads there."""

from csopsbot.app.failures import Conflict, Invalid
from csopsbot.app.tracker import MoveResult
from csopsbot.domain.issue import Status
from csopsbot.trackers.jira import shapes
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.workflow import Goal, Step, choose, detour, options

_MOST_STEPS = 3


class Mover:
    """Takes issues through their workflow; every step is one POST, and none is repeated."""

    def __init__(self, site: Site, queries: Queries, meanings: Meanings) -> None:
        self._site = site
        self._queries = queries
        self._meanings = meanings

    async def move(self, issue_id: str, goal: Goal) -> MoveResult:
        """Bring the issue to GOAL, over statuses in between if there is no step to it.

        The statuses on the way are read again after each step, and none is visited twice.
        """
        begun = here = await self._status(issue_id)
        seen: set[str] = set()
        for left in reversed(range(_MOST_STEPS)):
            if goal.is_reached(here, self._meanings):
                return MoveResult("moved" if seen else "already", here.name)
            seen.add(here.name)
            offered = await self._offered(issue_id)
            if step := choose(offered, goal, self._meanings):
                return await self._arrive(issue_id, step, goal)
            on = await self._detour(offered, here, goal, seen) if left else None
            if on is None:
                return self._stuck(begun, here, goal, offered)
            await self._take(issue_id, on)
            here = await self._status(issue_id)
        raise AssertionError("the last round takes no detour")

    async def _detour(
        self,
        offered: tuple[shapes.TransitionShape, ...],
        here: Status,
        goal: Goal,
        seen: set[str],
    ) -> Step | None:
        """Return a step that brings GOAL nearer; to a status that there is not, none does."""
        on = detour(offered, here.category, goal, seen, self._meanings)
        if on and goal.status and not await self._queries.knows_status(goal.status):
            return None
        return on

    def _stuck(
        self,
        begun: Status,
        here: Status,
        goal: Goal,
        offered: tuple[shapes.TransitionShape, ...],
    ) -> MoveResult:
        reopened = begun.category.closed and not (goal.category.closed or here.category.closed)
        if reopened and not goal.status:
            # A workflow that reopens into work and no further has reopened it all the same.
            return MoveResult("moved", here.name)
        return MoveResult("impossible", here.name, options(offered, self._meanings))

    async def _arrive(self, issue_id: str, step: Step, goal: Goal) -> MoveResult:
        if step.missing:
            why = "the step to it asks for this field, which only a person can fill"
            raise Invalid(
                f"Jira asks for {', '.join(step.missing)} on the way to {step.status}",
                fields=dict.fromkeys(step.missing, why),
            )
        try:
            await self._take(issue_id, step)
        except (Invalid, Conflict):
            # Somebody may have been quicker, and brought it where we wanted it.
            here = await self._status(issue_id)
            if not goal.is_reached(here, self._meanings):
                raise
            return MoveResult("already", here.name)
        return MoveResult("moved", step.status)

    async def _take(self, issue_id: str, step: Step) -> None:
        body: dict[str, object] = {"transition": {"id": step.id}}
        if step.fields:
            body["fields"] = step.fields
        path = place("issue", issue_id, "transitions")
        await self._site.tell(Call("POST", path, body=body))

    async def _offered(self, issue_id: str) -> tuple[shapes.TransitionShape, ...]:
        path = place("issue", issue_id, "transitions")
        found = await self._queries.get(shapes.TransitionsShape, path, expand="transitions.fields")
        return tuple([await self._whole(one) for one in found.transitions])

    async def _whole(self, step: shapes.TransitionShape) -> shapes.TransitionShape:
        to = step.to
        if not (to.id or to.name):
            to = to.model_copy(update={"name": step.name})
        return step.model_copy(update={"to": await self._queries.whole(to)})

    async def _status(self, issue_id: str) -> Status:
        shape = await self._queries.get(
            shapes.IssueShape, place("issue", issue_id), fields="status,resolution"
        )
        return self._meanings.status(await self._queries.with_category(shape.fields))
