"""What a state of a team's workflow means to us, and which state means what we want.

Teams name their states as they like; the type of each tells. There may be types we do not know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.linear.shapes import StateShape, TeamShape

_TYPES: Mapping[Category, tuple[str, ...]] = {
    Category.OPEN: ("unstarted", "backlog", "triage"),
    Category.IN_PROGRESS: ("started",),
    Category.DONE: ("completed",),
    Category.REJECTED: ("canceled",),
    Category.DUPLICATE: ("duplicate",),
}
_MEANT = {kind: category for category, kinds in _TYPES.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Meanings:
    """PREFERRED names, for a category, the state to choose in a team that has one so called."""

    preferred: Mapping[Category, str] = field(default_factory=dict)

    def category(self, state: StateShape) -> Category:
        """Return what STATE means; one of a type that we do not know is open."""
        return _MEANT.get(state.type, Category.OPEN)

    def tells(self, state: StateShape) -> bool:
        """Return whether we know what states of that type mean."""
        return state.type in _MEANT

    def status(self, state: StateShape) -> Status:
        """Return STATE as an issue's status."""
        return Status(state.name, self.category(state))

    def statuses(self, team: TeamShape) -> tuple[tuple[str, Category], ...]:
        """Return every state of TEAM and what it means, in the order of its workflow."""
        states = sorted(team.states.nodes, key=_place)
        return tuple((one.name, self.category(one)) for one in states)

    def fits(self, state: StateShape, target: Category, name: str = "") -> bool:
        """Return whether STATE means TARGET, or is the very one called NAME."""
        if name:
            return state.name.casefold() == name.casefold()
        return self.category(state) is target

    def state(self, team: TeamShape, target: Category, name: str = "") -> StateShape | None:
        """Return the state of TEAM to bring an issue to that should be TARGET, or the one called NAME.

        The one preferred here comes first, then the one where TEAM's issues begin, then the first.
        """
        states = [one for one in team.states.nodes if _leads_to(one, target, name)]
        wanted = self.preferred.get(target, "").casefold()
        begins = team.default_issue_state.id if team.default_issue_state else ""

        def rank(state: StateShape) -> tuple[bool, bool, int, float]:
            return state.name.casefold() != wanted, state.id != begins, *_place(state)

        return min(states, key=rank, default=None)

    def options(self, states: Iterable[StateShape]) -> tuple[str, ...]:
        """Return where an issue could go, in words for a person."""
        return tuple(one.name for one in sorted(states, key=_place))


def _leads_to(state: StateShape, target: Category, name: str) -> bool:
    return state.name.casefold() == name.casefold() if name else state.type in _TYPES[target]


def _place(state: StateShape) -> tuple[int, float]:
    """Return where STATE stands: positions count within a type only."""
    kinds = list(_MEANT)
    order = kinds.index(state.type) if state.type in kinds else len(kinds)
    return order, state.position
