"""The workflow: statuses, the steps between them, and what a step's screen asks for."""

from dataclasses import dataclass, field

CATEGORIES = {
    "undefined": {"id": 1, "key": "undefined", "name": "No Category", "colorName": "medium-gray"},
    "new": {"id": 2, "key": "new", "name": "To Do", "colorName": "blue-gray"},
    "indeterminate": {
        "id": 4,
        "key": "indeterminate",
        "name": "In Progress",
        "colorName": "yellow",
    },
    "done": {"id": 3, "key": "done", "name": "Done", "colorName": "green"},
}
RESOLUTIONS = {"10000": "Done", "10001": "Won't Do", "10002": "Duplicate"}


@dataclass(frozen=True, slots=True)
class Status:
    """A state of an issue."""

    id: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one of the SOURCES; it resolves the issue as RESOLUTION unless its screen does.

    SCREEN holds field ids; those in REQUIRED have to be filled.
    """

    id: str
    name: str
    sources: frozenset[str]
    to: Status
    resolution: str | None = None
    screen: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


TO_DO = Status("10000", "To Do", "new")
IN_PROGRESS = Status("3", "In Progress", "indeterminate")
IN_REVIEW = Status("10001", "In Review", "indeterminate")
DONE = Status("10002", "Done", "done")

_RESOLUTION = frozenset({"resolution"})


def usual_transitions() -> list[Transition]:
    """Return a workflow in which nothing is done before it was started, but much is declined."""
    started = frozenset({"In Progress", "In Review"})
    return [
        Transition("11", "Start work", frozenset({"To Do"}), IN_PROGRESS),
        Transition("21", "Ask for review", frozenset({"In Progress"}), IN_REVIEW),
        Transition("25", "Needs more work", frozenset({"In Review"}), IN_PROGRESS),
        Transition("31", "Finish", started, DONE, "Done", _RESOLUTION),
        Transition("41", "Won't do", frozenset({"To Do"}), DONE, "Won't Do"),
        Transition("51", "Reopen", frozenset({"Done"}), IN_PROGRESS),
    ]


@dataclass(slots=True)
class Workflow:
    """Statuses and the steps between them."""

    statuses: list[Status] = field(default_factory=lambda: [TO_DO, IN_PROGRESS, IN_REVIEW, DONE])
    transitions: list[Transition] = field(default_factory=usual_transitions)

    @property
    def first(self) -> Status:
        """Return where an issue begins."""
        return self.statuses[0]

    def out_of(self, status: Status) -> list[Transition]:
        """Return the steps that may be taken from STATUS."""
        return [one for one in self.transitions if status.name in one.sources]
