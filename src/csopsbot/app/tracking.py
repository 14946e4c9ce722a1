"""What happens to an issue in its tracker, brought back to the escalations that wait on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from csopsbot.app.calming import bearable, storm
from csopsbot.app.following import duplicates
from csopsbot.app.movers import mover_of
from csopsbot.app.moves import brought, step_of
from csopsbot.app.news import news, shown_anew
from csopsbot.app.ordering import read_issue
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.record import record
from csopsbot.app.webhooks import Hint
from csopsbot.domain import events as e
from csopsbot.domain.changes import Change, Renamed, changes
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Issue, IssueRef
from csopsbot.domain.known_again import known_again


def receive_hint(work: Work, tracker: str, hint: Hint, now: datetime) -> None:
    """Keep a tracker's delivery, and owe a reading of each issue it names that we follow."""
    if not work.inbox.first(tracker, hint.delivery_id, now):
        return
    work.reconciliations.heard(tracker, now)
    for name in hint.issue_ids:
        issue_id = work.issues.known(tracker, name)
        if issue_id is None:
            work.inbox.hint(tracker, name, now)
        else:
            work.outbox.put(read_issue(tracker, issue_id, hint.delivery_id), now)


def issue_made(work: Work, escalation_id: str, made: IssueMade, desk: Desk, now: datetime) -> None:
    """Link a new issue to its escalation; read it again if it was spoken of meanwhile."""
    issue = made.issue
    work.issues.put(issue, now)
    linked = e.IssueLinked(ref=issue.ref, status=issue.status)
    record(work, work.escalations.get(escalation_id), [linked], desk, now)
    _read_what_was_hinted(work, issue.ref, "made", now)


def _read_what_was_hinted(work: Work, ref: IssueRef, cause: str, now: datetime) -> None:
    """Owe a reading of an issue that we now know by that reference, if it was spoken of before."""
    if any(work.inbox.was_hinted(ref.tracker, name) for name in (ref.id, ref.key)):
        work.outbox.put(read_issue(ref.tracker, ref.id, cause), now)


def issue_read(work: Work, reading: IssueRead, desk: Desk, now: datetime, owner: str = "") -> None:
    """Compare a reading with the last one, and tell every escalation that waits on the issue.

    It was read for the escalation OWNER, if for any of them.
    """
    issue = reading.issue
    if issue is None:
        _lost(work, reading, desk, now)
        return
    ids = tuple(dict.fromkeys((reading.issue_id, issue.ref.id)))  # one that was moved has two
    before = {id: work.issues.get(reading.tracker, id) for id in ids}
    if any(one and _is_older(issue, one, reading.before) for one in before.values()):
        return  # one that was read after it was recorded before it
    issue = known_again(before[issue.ref.id], issue)
    was_lost = any(one.lost for one in work.issues.kept(reading.tracker, ids).values())
    _keep(work, reading.issue_id, issue, now)
    found = {id: _changed(id, one, issue) for id, one in before.items()}
    if any(found.values()) or was_lost or reading.move:
        _tell(work, reading, issue, found, desk, now, owner)


def _is_older(issue: Issue, before: Issue, known: Issue | None) -> bool:
    """Return whether ISSUE was read before BEFORE was; KNOWN is what we knew when it was asked for.

    Its time goes back as well when what was newest on it is taken away. Then its own time does not,
    and nothing else was read meanwhile.
    """
    if issue.updated_at >= before.updated_at:
        return False
    if issue.steady_at is None or before != known:
        return True
    return issue.steady_at < (before.steady_at or issue.steady_at)


def _keep(work: Work, issue_id: str, issue: Issue, now: datetime) -> None:
    """Keep the last reading of ISSUE; what was moved is not known by ISSUE_ID any more."""
    ref = issue.ref
    work.issues.put(issue, now)
    if issue_id != ref.id:
        work.issues.move(ref.tracker, issue_id, ref.id)
        _read_what_was_hinted(work, ref, "moved", now)


def _changed(issue_id: str, before: Issue | None, issue: Issue) -> tuple[Change, ...]:
    """Return what is new of ISSUE to those who wait on it by the id ISSUE_ID."""
    if before is not None:
        return changes(before, issue)
    return (Renamed(issue.ref),) if issue_id != issue.ref.id else ()


def _tell(
    work: Work,
    reading: IssueRead,
    issue: Issue,
    found: Mapping[str, tuple[Change, ...]],
    desk: Desk,
    now: datetime,
    owner: str,
) -> None:
    """Tell those who wait on ISSUE what was FOUND to be new, by the ids it goes by."""
    both = [(one, id) for id in found for one in work.escalations.on_issue(reading.tracker, id)]
    others = {one.id for one in duplicates(work, [one for one, _ in both])}
    waiting = [one for one, _ in both if one.id not in others]
    new = {one.id: found[id] for one, id in both}
    steps = [step_of(work, one, waiting, reading, new[one.id], owner) for one in waiting]
    mover = mover_of(work, waiting, reading, issue, owner)
    for escalation, step in zip(waiting, steps, strict=True):
        passed = bearable(escalation, issue, new[escalation.id])
        told = news(work, escalation, issue, passed, step, mover, now)
        ours = brought(escalation, step, reading)
        storms = storm(work, escalation, new[escalation.id], passed, now)
        record(work, escalation, chain(_found_again(escalation), told, ours, storms), desk, now)
    for id in sorted(others & new.keys()):  # these hear of it by way of what they were merged into
        merged = work.escalations.get(id)
        record(work, merged, chain(_found_again(merged), shown_anew(issue, new[id])), desk, now)


def _found_again(escalation: Escalation) -> Iterator[e.Event]:
    if escalation.issue_trouble in ("gone", "hidden"):
        yield e.IssueReappeared()


def _lost(work: Work, reading: IssueRead, desk: Desk, now: datetime) -> None:
    reason = "gone" if reading.reason == "gone" else "hidden"
    work.issues.lose(reading.tracker, reading.issue_id, reason)
    for escalation in work.escalations.on_issue(reading.tracker, reading.issue_id):
        if escalation.issue_trouble != reason:
            lost = e.IssueLost(reason="gone" if reason == "gone" else "hidden")
            record(work, escalation, [lost], desk, now)
