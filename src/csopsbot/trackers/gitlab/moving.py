"""How a move ended."""

from csopsbot.app.tracker import MoveResult
from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.gitlab.meanings import Meanings


def moved(meanings: Meanings, there: Status, target: Category, *, wanted: str = "") -> MoveResult:
    """Return what came of moving an issue, now at THERE, to TARGET, or not to the status WANTED.

    GitLab leaves out, without a word, a label that our account may not set.
    """
    if there.category is target and not wanted:
        return MoveResult("moved", there.name)
    unreachable = {there.name} if wanted else {there.name, meanings.named(target)}
    others = (one.name for one in meanings.statuses() if one.name not in unreachable)
    return MoveResult("impossible", there.name, tuple(others))
