"""Calling people about a clock: whom, when, and when again, until somebody answers."""

from datetime import datetime

from csopsbot.app.ports import Deadline
from csopsbot.app.writing import Writing
from csopsbot.domain import events as e
from csopsbot.domain.calling import TEAM, ladder_of
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.ladder import Call, calls
from csopsbot.domain.sla.policy import Policy, Rung
from csopsbot.domain.sla.thresholds import Threshold
from csopsbot.domain.standing import Alert

KIND = "ladder"


def ring(writing: Writing, desk: Desk) -> None:
    """Make the calls that are due about each alert, and keep when the next one is."""
    for alert in writing.state.alerts:
        if writing.state.rings(alert):
            _climb(writing, alert, desk)
        elif writing.before.rings(alert):
            writing.work.deadlines.cancel(_key(writing.state, alert))


def _climb(writing: Writing, alert: Alert, desk: Desk) -> None:
    policy = _policy(alert, desk.agreements)
    ladder = ladder_of(policy, alert.key)
    plan = _plan(alert, policy, ladder, desk.agreements)
    for call in _due(plan, ladder, alert.called_at, writing.now):
        channel = ladder[call[-1].rung].channel
        writing.write(
            e.Alerted(
                alert=alert.number,
                rung=call[-1].rung,
                nth=call[-1].nth,
                who=tuple(dict.fromkeys(who for one in call for who in ladder[one.rung].who)),
                channel=desk.team(writing.state.team).channel if channel == TEAM else channel,
            )
        )
    ahead = [call for call in plan if call.at > seconds(writing.now)]
    if ahead:
        writing.work.deadlines.set(_next(writing.state, alert, ahead[0], desk))


def _plan(
    alert: Alert, policy: Policy | None, ladder: tuple[Rung, ...], agreements: Agreements
) -> tuple[Call, ...]:
    """Return all calls about ALERT from its beginning to the last."""
    metric = alert.key.clock.rpartition("/")[2]
    target = policy.target(metric, alert.severity) if policy else None
    if target is None:
        return (Call(seconds(alert.at), 0, 1),)
    threshold = Threshold(alert.key, seconds(alert.at), 0)
    return calls(threshold, ladder, agreements.calendars[target.calendar])


def _policy(alert: Alert, agreements: Agreements) -> Policy | None:
    return next((one for one in agreements.policies if one.name == alert.policy), None)


def _due(
    plan: tuple[Call, ...], ladder: tuple[Rung, ...], since: datetime | None, now: datetime
) -> list[list[Call]]:
    """Return the calls that are due and not made, those that go one way as one, the latest last."""
    behind = (call for call in plan if call.at <= seconds(now))
    due: dict[str, list[Call]] = {}
    for call in behind:
        if since is None or call.at > seconds(since):
            due.setdefault(ladder[call.rung].channel, []).append(call)
    return sorted(due.values(), key=lambda calls: (calls[-1].at, calls[-1].rung))


def _next(escalation: Escalation, alert: Alert, call: Call, desk: Desk) -> Deadline:
    key, due_at = _key(escalation, alert), moment(call.at)
    rank = desk.severity(escalation.intake.severity).rank
    return Deadline(key, due_at, KIND, escalation.id, alert.number, rank)


def _key(escalation: Escalation, alert: Alert) -> str:
    return f"{KIND}:{escalation.id}:{alert.number}"
