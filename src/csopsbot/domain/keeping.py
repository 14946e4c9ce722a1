"""Who goes on having a problem that gets a new issue, where only the tracker knows them."""

from collections.abc import Sequence

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor


def keeper(escalation: Escalation, history: Sequence[e.Event]) -> Actor | None:
    """Return whom the issue is to be given to, by their account in its tracker.

    That is who had the problem before this issue was made for it, in the same tracker. Once anybody
    was named on the issue, the tracker knows better.
    """
    who = escalation.assignee
    links = [place for place, one in enumerate(history) if isinstance(one, e.IssueLinked)]
    if who is None or who.system != "tracker" or len(links) < 2:
        return None
    named = any(isinstance(one, e.IssueChanged) and one.assignee for one in history[links[-1] :])
    return None if named or not _is_its_own(history, links, who) else who


def _is_its_own(history: Sequence[e.Event], links: Sequence[int], who: Actor) -> bool:
    """Return whether the last issue was made for it, in a tracker that knows WHO as a person.

    Where nobody was named, an issue itself stands for who moved it.
    """
    linked = [one for one in (history[place] for place in links) if isinstance(one, e.IssueLinked)]
    present = linked[-1]
    trackers = {one.ref.tracker for one in linked}
    keys = {one.ref.key for one in history if isinstance(one, e.IssueLinked | e.IssueChanged)}
    return present.by is None and len(trackers) == 1 and who.id not in keys
