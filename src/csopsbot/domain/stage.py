"""How far an escalation has come, and the steps that bring it further."""

from enum import StrEnum

from csopsbot.domain.issue import Category


class Stage(StrEnum):
    """How far engineering has come with an escalation."""

    NEW = "new"
    TAKEN = "taken"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def closed(self) -> bool:
        """Whether engineering has nothing more to do with it."""
        return self in (Stage.RESOLVED, Stage.DECLINED, Stage.WITHDRAWN)

    @property
    def for_itself(self) -> bool:
        """Whether it was closed for reasons that say nothing of others that wait on its issue."""
        return self in (Stage.DECLINED, Stage.WITHDRAWN)

    @property
    def category(self) -> Category:
        """The status category that the issue in the tracker should have."""
        return _CATEGORIES[self]


class Step(StrEnum):
    """What an engineer can do with an escalation by one reaction, one button or one move."""

    TAKE = "take"
    START = "start"
    ASK = "ask"
    RESOLVE = "resolve"
    DECLINE = "decline"
    REOPEN = "reopen"


_CATEGORIES = {
    Stage.NEW: Category.OPEN,
    Stage.TAKEN: Category.OPEN,
    Stage.IN_PROGRESS: Category.IN_PROGRESS,
    Stage.RESOLVED: Category.DONE,
    Stage.DECLINED: Category.REJECTED,
    Stage.WITHDRAWN: Category.REJECTED,
}

_STEPS = {
    Category.OPEN: Step.REOPEN,
    Category.IN_PROGRESS: Step.START,
    Category.DONE: Step.RESOLVE,
    Category.REJECTED: Step.DECLINE,
}


def step_towards(category: Category, stage: Stage) -> Step | None:
    """Return the step a move of the issue to CATEGORY means, None where STAGE says as much.

    A duplicate says nothing of what waits on it, but that it goes on elsewhere.
    """
    step = _STEPS.get(category)
    return None if _STEPS[stage.category] is step else step
