"""What people say of an escalation besides engineering's steps: how bad, whose, what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.abilities import Capabilities
from csopsbot.app.following import catching_up
from csopsbot.app.ordering import former, show_former_card
from csopsbot.app.ports import NoSuchEscalation, Work
from csopsbot.app.reactions import TEAM_CARD
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, why_not_member
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible


@dataclass(frozen=True, slots=True)
class OnEscalation:
    """What a person does with an escalation."""

    person: Person
    escalation_id: str


def change_severity(
    work: Work, command: OnEscalation, severity: str, desk: Desk, now: datetime
) -> None:
    """Record that it is worse, or less bad, than was thought; raises `NotPossible`."""
    escalation = opened(work, command)
    if severity not in (one.key for one in desk.severities):
        raise NotPossible("no_such_severity", known=", ".join(one.key for one in desk.severities))
    if severity == escalation.intake.severity:
        raise NotPossible("same_severity")
    changed = e.SeverityChanged(by=command.person.actor, severity=severity)
    record(work, escalation, [changed], desk, now)


def start_waiting(
    work: Work,
    command: OnEscalation,
    reason: e.WaitReason,
    note: str,
    since: datetime | None,
    desk: Desk,
    now: datetime,
) -> None:
    """Record whom it waits for, and SINCE when if it was so before; raises `NotPossible`."""
    escalation = opened(work, command)
    if escalation.waits_for(reason):
        raise NotPossible("already_waiting")
    _check_past(escalation, since, now)
    if since is not None and not note.strip():
        raise NotPossible("needs_note")
    by = command.person.actor
    waits = e.WaitStarted(by=by, reason=reason, note=note.strip(), since=since)
    record(work, escalation, [waits], desk, now)


def end_waiting(
    work: Work, command: OnEscalation, reason: e.WaitReason, desk: Desk, now: datetime
) -> None:
    """Record that nobody needs to wait for that any more; raises `NotPossible`."""
    escalation = opened(work, command)
    if not escalation.waits_for(reason):
        raise NotPossible("not_waiting")
    ended = e.WaitEnded(by=command.person.actor, reason=reason)
    record(work, escalation, [ended], desk, now)


def customer_wrote(
    work: Work, command: OnEscalation, at: datetime | None, desk: Desk, now: datetime
) -> None:
    """Record that the customer wrote, AT an instant of their own; raises `NotPossible`.

    What was closed is open again, unless it was merged into another.
    """
    escalation = of_member(work, command)
    if escalation.into:
        raise NotPossible("merged", name=escalation.into)
    _check_past(escalation, at, now)
    by = command.person.actor
    again = [e.Reopened(by=by)] if escalation.stage.closed else []
    record(work, escalation, [*again, e.CustomerWrote(by=by, at=at)], desk, now)


def tell_freely(work: Work, command: OnEscalation, text: str, desk: Desk, now: datetime) -> None:
    """Record that the customer was told TEXT in an agent's own words; raises `NotPossible`.

    A draft that waits is settled by it.
    """
    escalation = of_member(work, command)
    waiting = (draft.number for draft in escalation.drafts if draft.state == "open")
    number = next(waiting, escalation.version + 1)
    told = e.CustomerTold(by=command.person.actor, draft=number, text=text)
    record(work, escalation, [told], desk, now)


def hand_over(work: Work, command: OnEscalation, team: str, desk: Desk, now: datetime) -> None:
    """Let another team answer for it; raises `NotPossible`.

    The team's card stays in its channel and says who has it now; the issue stays where it is.
    """
    escalation = opened(work, command)
    if team not in (one.key for one in desk.teams):
        raise NotPossible("no_such_team", known=", ".join(one.key for one in desk.teams))
    if team == escalation.team:
        raise NotPossible("same_team")
    work.surfaces.rename(escalation.id, TEAM_CARD, former(escalation.team))
    work.surfaces.rename(escalation.id, former(team), TEAM_CARD)
    handed = e.HandedOver(by=command.person.actor, team=team)
    after = record(work, escalation, [handed], desk, now)
    work.outbox.put(show_former_card(after, escalation.team, desk), now)


def withdraw(work: Work, command: OnEscalation, reason: str, desk: Desk, now: datetime) -> None:
    """Record that support needs nothing any more; raises `NotPossible`.

    Others that were merged into it still need it.
    """
    escalation = opened(work, command)
    if escalation.merged:
        raise NotPossible("others_merged", name=escalation.merged[0].name)
    withdrawn = e.Withdrawn(by=command.person.actor, reason=reason.strip())
    record(work, escalation, [withdrawn], desk, now)


def merge(work: Work, command: OnEscalation, into: int, desk: Desk, now: datetime) -> None:
    """Let the escalation of the number INTO go on for both; raises `NotPossible`."""
    escalation = opened(work, command)
    try:
        other = work.escalations.numbered(into)
    except NoSuchEscalation:
        raise NotPossible("no_such_escalation", name=f"ESC-{into}") from None
    if other.id == escalation.id:
        raise NotPossible("same_escalation")
    if other.stage.closed:
        raise NotPossible("other_closed", name=other.name)
    by, caught_up = command.person.actor, catching_up(work, escalation, other)
    merged = e.Withdrawn(by=by, into=other.name, goes_on=other.issue)
    record(work, escalation, [merged, *caught_up], desk, now)


def unmerge(work: Work, command: OnEscalation, desk: Desk, now: datetime) -> None:
    """Let what was merged into another go on by itself again; raises `NotPossible`."""
    escalation = of_member(work, command)
    if not escalation.into:
        raise NotPossible("not_merged")
    parted = e.Reopened(by=command.person.actor, out_of=escalation.into)
    record(work, escalation, [parted], desk, now)


def log_work(
    work: Work,
    command: OnEscalation,
    seconds: int,
    note: str,
    trackers: Mapping[str, Capabilities],
    desk: Desk,
    now: datetime,
) -> None:
    """Keep that the person spent time on it until now; raises `NotPossible`.

    TRACKERS says which of them count hours.
    """
    escalation = of_member(work, command)
    if escalation.issue is None:
        raise NotPossible("no_issue")
    if escalation.issue_trouble == "gone":
        raise NotPossible("issue_gone", name=escalation.issue.key)
    can = trackers.get(escalation.issue.tracker)
    if can is None or not can.work_log:
        raise NotPossible("no_hours", name=escalation.issue.key)
    spent = e.WorkLogged(by=command.person.actor, seconds=seconds, note=note.strip())
    record(work, escalation, [spent], desk, now)


def acknowledge(work: Work, command: OnEscalation, desk: Desk, now: datetime) -> None:
    """Answer the alerts there are, so that nobody is called any more; raises `NotPossible`."""
    escalation = of_member(work, command)
    if not any(escalation.rings(alert) for alert in escalation.alerts):
        raise NotPossible("nothing_rings")
    record(work, escalation, [e.Acknowledged(by=command.person.actor)], desk, now)


def explain_breach(
    work: Work,
    command: OnEscalation,
    clock: str,
    cycle: int,
    reason: str,
    note: str,
    desk: Desk,
    now: datetime,
) -> None:
    """Record why a clock was missed; raises `NotPossible`."""
    escalation = of_member(work, command)
    events = (one.event for one in work.escalations.history(escalation.id))
    missed = {(one.clock, one.cycle) for one in events if isinstance(one, e.ClockMissed)}
    if (clock, cycle) not in missed:
        raise NotPossible("not_missed")
    if reason not in desk.breach_reasons:
        raise NotPossible("no_such_reason")
    by = command.person.actor
    explained = e.BreachExplained(by=by, clock=clock, cycle=cycle, reason=reason, note=note.strip())
    record(work, escalation, [explained], desk, now)


def opened(work: Work, command: OnEscalation) -> Escalation:
    """Return the escalation, which is open, for somebody who may steer it; raises `NotPossible`."""
    escalation = of_member(work, command)
    if escalation.stage.closed:
        raise NotPossible("closed")
    return escalation


def of_member(work: Work, command: OnEscalation) -> Escalation:
    """Return the escalation, for somebody who may say something of it; raises `NotPossible`."""
    if why := why_not_member(command.person):
        raise NotPossible(why)
    return work.escalations.get(command.escalation_id)


def _check_past(escalation: Escalation, at: datetime | None, now: datetime) -> None:
    if at is None:
        return
    if at > now:
        raise NotPossible("in_the_future")
    if at < escalation.opened_at:
        raise NotPossible("before_opening")
