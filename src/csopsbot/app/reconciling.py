"""Keeping in step with trackers whose webhooks get lost: asking for what changed, not for everything.

Each project is asked what changed since the newest change that was seen in it; and of every issue that
is followed it is asked, less often, whether it is still there. What turns out to be newer than what we
know is read again. Both are effects, so that a tracker that is away or asks for patience is no matter
of this module.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Capabilities
from csopsbot.app.effects import Order, Urgency
from csopsbot.app.freshness import notice_outage
from csopsbot.app.ordering import read_issue
from csopsbot.app.ports import EVERYTHING, Kept, Reconciliation, Routine, Work
from csopsbot.app.receipts import ChangesSeen, IssueRead, IssuesSighted
from csopsbot.app.tracker import Gone, Sighting
from csopsbot.app.tracking import issue_read
from csopsbot.domain.desk import Desk

OVERLAP = timedelta(minutes=5)
"""By how much an index may lag, and clocks may differ."""
FOLLOWED = timedelta(days=14)
"""For how long an issue that nothing open waits on may still come to life again."""
AT_ONCE = 100
Comparison = Callable[[Sighting, Kept], bool]
_SILENT = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
_SLOT = "reconcile"


@dataclass(frozen=True, slots=True)
class Often:
    """After how long a look follows another; UNHEARD where no webhooks tell the news before."""

    every: timedelta
    unheard: timedelta

    def bearable(self, tracker: str, project: str, can: Capabilities) -> Routine:
        """Return how often PROJECT is looked at, which is not more often than TRACKER can bear."""
        least = timedelta(seconds=can.min_poll_s)
        unheard = max(min(self.every, self.unheard), least)
        every = unheard if can.webhooks == "none" else max(self.every, least)
        return Routine(tracker, project, every, unheard)


def routines(
    desk: Desk, trackers: Mapping[str, Capabilities], changes: Often, issues: Often
) -> list[Routine]:
    """Return what is looked at: CHANGES of each project, and the ISSUES of each tracker."""
    projects = sorted({(team.project.tracker, team.project.project) for team in desk.teams})
    found = [
        changes.bearable(tracker, project, trackers[tracker])
        for tracker, project in projects
        if tracker in trackers
    ]
    return found + [issues.bearable(one, EVERYTHING, can) for one, can in trackers.items()]


def reconcile(work: Work, now: datetime) -> int:
    """Owe the looks that are due, each once on any number of replicas; return how many were."""
    due = work.reconciliations.due(now)
    if not due:
        return 0
    heard = {
        one.routine.tracker: one.heard_at for one in work.reconciliations.all() if one.heard_at
    }
    for one in due:
        _look(work, one, now)
        silent = now - heard.get(one.routine.tracker, now - 2 * _SILENT) > _SILENT
        every = one.routine.unheard if silent else one.routine.every
        work.reconciliations.put_off(one.routine, now + every)
    return len(due)


def _look(work: Work, one: Reconciliation, now: datetime) -> None:
    tracker, project = one.routine.tracker, one.routine.project
    if work.outbox.owes(_lane(tracker, project), _SLOT):
        return  # the look before is still under way, or the tracker away
    if project == EVERYTHING:
        _sight_after(work, tracker, "", now)
    else:
        versions = bool(work.issues.awaiting(tracker))
        look = fx.LookForChanges(tracker, project, one.cursor - OVERLAP, versions)
        work.outbox.put(_order(look, project, now), now)


def _sight_after(work: Work, tracker: str, after: str, now: datetime) -> None:
    """Owe a look at the next of the issues that are followed; after the last, all are in step."""
    ids = work.issues.followed(tracker, after, now - FOLLOWED, AT_ONCE)
    if ids:
        work.outbox.put(_order(fx.SightIssues(tracker, tuple(ids)), EVERYTHING, now, after), now)
    else:
        work.reconciliations.checked(tracker, EVERYTHING, now)


def changes_seen(work: Work, seen: ChangesSeen, now: datetime) -> None:
    """Owe a reading of what changed and is not known yet; go on where there is more."""
    _read_again(work, seen.tracker, seen.sightings, now, is_newer)
    if seen.released:
        _read_what_waited(work, seen.tracker, seen.released, now)
    if seen.sightings:
        newest = max(one.updated_at for one in seen.sightings)
        work.reconciliations.seen(seen.tracker, seen.project, newest)
    if seen.complete:
        work.reconciliations.checked(seen.tracker, seen.project, now)
        return
    since = seen.sightings[-1].updated_at
    more = fx.LookForChanges(seen.tracker, seen.project, since)
    work.outbox.put(_order(more, seen.project, now, since.isoformat()), now)


def issues_sighted(work: Work, sighted: IssuesSighted, desk: Desk, now: datetime) -> None:
    """Owe a reading of what is not as we know it, tell what is lost, and go on with the next."""
    tracker, kept = sighted.tracker, work.issues.kept(sighted.tracker, sighted.issue_ids)
    there: list[Sighting] = []
    for issue_id, seen in sighted.seen.items():
        if isinstance(seen, Sighting):
            there.append(seen)
            if seen.issue_id != issue_id and issue_id in kept:
                work.outbox.put(_reading(tracker, issue_id, now), now)  # it was moved
            continue
        reason = "gone" if isinstance(seen, Gone) else "hidden"
        if issue_id in kept and kept[issue_id].lost != reason:
            issue_read(work, IssueRead(tracker, issue_id, None, reason), desk, now)
    _read_again(work, tracker, there, now, is_other)
    _sight_after(work, tracker, sighted.issue_ids[-1], now)


def look_failed(work: Work, look: fx.Look, why: str, now: datetime) -> None:
    """Note why a project, or the issues, cannot be looked at."""
    project = look.project if isinstance(look, fx.LookForChanges) else EVERYTHING
    work.reconciliations.failed(look.tracker, project, why, now)
    notice_outage(work, look.tracker, now)


def _read_again(
    work: Work, tracker: str, seen: Iterable[Sighting], now: datetime, is_new: Comparison
) -> None:
    sightings = {one.issue_id: one for one in seen}
    if not sightings:
        return
    kept = work.issues.kept(tracker, tuple(sightings))
    newer = [
        id
        for id, one in sightings.items()
        if id in kept and (is_new(one, kept[id]) or _counts_others(work, tracker, one))
    ]
    work.outbox.put_all([_reading(tracker, id, now) for id in newer], now)


def _read_what_waited(work: Work, tracker: str, released: frozenset[str], now: datetime) -> None:
    """Owe a reading of the issues that were planned for versions that are out by now."""
    waiting = work.issues.awaiting(tracker)
    out = [id for id, versions in waiting.items() if versions & released]
    work.outbox.put_all([_reading(tracker, id, now) for id in out], now)


def is_newer(seen: Sighting, kept: Kept) -> bool:
    """Return whether an issue may be other than it was when it was read.

    A tracker that tells time in whole seconds may have changed it again after we read it; so may one
    that leaves the time as it is for a while.
    """
    if kept.lost or kept.updated_at is None or seen.updated_at > kept.updated_at:
        return True
    if seen.updated_at < kept.updated_at:
        return False
    rounded = timedelta(0) if seen.updated_at.microsecond else 2 * _A_SECOND
    return kept.read_at < seen.updated_at + max(rounded, seen.as_it_is)


def is_other(seen: Sighting, kept: Kept) -> bool:
    """Return the same of one that was looked at itself; its time goes back when a part is taken away."""
    return is_newer(seen, kept) or seen.updated_at != kept.updated_at


def _counts_others(work: Work, tracker: str, seen: Sighting) -> bool:
    """Return whether there are more comments, or fewer, than there were when the issue was read."""
    if seen.comments is None:
        return False
    known = work.issues.get(tracker, seen.issue_id)
    return known is not None and known.counted != seen.comments


def _reading(tracker: str, issue_id: str, now: datetime) -> Order:
    return read_issue(tracker, issue_id, f"seen:{now.isoformat()}", Urgency.ROUTINE)


def _lane(tracker: str, project: str) -> str:
    return f"reconcile:{tracker}:{project}"


def _order(look: fx.Look, project: str, now: datetime, page: str = "") -> Order:
    lane = _lane(look.tracker, project)
    return Order(f"{lane}:{now.isoformat()}:{page}", lane, look.tracker, look, slot=_SLOT)
