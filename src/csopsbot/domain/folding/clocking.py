"""What becomes of an escalation as its clocks pass a threshold and somebody is called."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.standing import Alert


@after.register
def _(event: e.ThresholdPassed, state: Escalation, record: e.Recorded) -> Escalation:
    alert = Alert(
        number=record.seq,
        key=event.key,
        at=event.at,
        policy=event.policy,
        severity=event.severity,
        target_s=event.target_s,
        late_s=event.late_s,
        speaks_for=len(event.speaks_for),
    )
    return replace(state, alerts=(*state.alerts, alert))


@after.register
def _(event: e.Alerted, state: Escalation, record: e.Recorded) -> Escalation:
    alerts = (
        replace(one, calls=(*one.calls, record.seq), called_at=record.at)
        if one.number == event.alert
        else one
        for one in state.alerts
    )
    return replace(state, alerts=tuple(alerts))
