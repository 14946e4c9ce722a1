"""What happens to an escalation, told to those that were merged into it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from csopsbot.app.ports import NoSuchEscalation, Work
from csopsbot.app.writing import Step, Writing
from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import OURSELVES, Actor, Side
from csopsbot.domain.stage import Stage

_CONCERN_ALL = (
    e.Taken,
    e.Started,
    e.Asked,
    e.Resolved,
    e.Declined,
    e.Explained,
    e.Reopened,
    e.FixPlanned,
    e.FixReleased,
    e.HandedOver,
    e.Withdrawn,
)


def told_to_others(writing: Writing) -> Iterator[tuple[Escalation, list[e.Event]]]:
    """Yield what other escalations hear of what was WRITTEN, each as it stands by then."""
    before, after, work = writing.before, writing.state, writing.work
    if before.into != after.into:
        yield from _left(work, before, _by(writing))
        yield from _joined(work, after, _by(writing))
    for one in after.merged:
        duplicate = work.escalations.get(one.id)
        steps = (step for step in writing.steps if one in step.before.merged)
        heard = (_heard(work, duplicate, step) for step in steps)
        events = [event for event in heard if event is not None]
        if events:
            yield duplicate, events


def catching_up(work: Work, escalation: Escalation, other: Escalation) -> Iterator[e.Followed]:
    """Yield how far OTHER has come, where the escalation that is merged into it has not."""
    begun = (Stage.TAKEN, Stage.IN_PROGRESS)
    if escalation.stage is not Stage.NEW or other.stage not in begun:
        return
    step = e.Started if other.stage is Stage.IN_PROGRESS else e.Taken
    steps = (one.seq for one in work.escalations.history(other.id) if isinstance(one.event, step))
    for seq in sorted(steps)[-1:]:
        yield e.Followed(id=other.id, name=other.name, seq=seq, about="progress")


def heir(work: Work, escalation: Escalation) -> Escalation:
    """Return the escalation that goes on for this one, itself where it was not merged."""
    seen: set[str] = set()
    while escalation.into and escalation.id not in seen:
        seen.add(escalation.id)
        escalation = named(work, escalation.into) or escalation
    return escalation


def duplicates(work: Work, escalations: Sequence[Escalation]) -> list[Escalation]:
    """Return those that were merged into these ESCALATIONS, directly or by way of another."""
    found: dict[str, Escalation] = {}
    ahead = [one.id for escalation in escalations for one in escalation.merged]
    while ahead:
        id = ahead.pop()
        if id not in found:
            found[id] = work.escalations.get(id)
            ahead += [one.id for one in found[id].merged]
    return list(found.values())


def named(work: Work, name: str) -> Escalation | None:
    """Return the escalation that people call NAME, None if there is none."""
    try:
        return work.escalations.numbered(int(name.rpartition("-")[2]))
    except (NoSuchEscalation, ValueError):
        return None


def _by(writing: Writing) -> Actor:
    return next((by for step in writing.steps if (by := _actor(step.entry.event))), OURSELVES)


def _actor(event: e.Event) -> Actor | None:
    return getattr(event, "by", None)


def _left(
    work: Work, escalation: Escalation, by: Actor
) -> Iterator[tuple[Escalation, list[e.Event]]]:
    other = named(work, escalation.into) if escalation.into else None
    if other and any(one.id == escalation.id for one in other.merged):
        left = e.DuplicateLeft(
            by=by,
            id=escalation.id,
            name=escalation.name,
            customer=escalation.intake.customer,
            issue=escalation.issue,
        )
        yield other, [left]


def _joined(
    work: Work, escalation: Escalation, by: Actor
) -> Iterator[tuple[Escalation, list[e.Event]]]:
    other = named(work, escalation.into) if escalation.into else None
    if other:
        joined = e.DuplicateJoined(
            by=by,
            id=escalation.id,
            name=escalation.name,
            customer=escalation.intake.customer,
            issue=escalation.issue,
        )
        yield other, [joined]


def _heard(work: Work, duplicate: Escalation, step: Step) -> e.Event | None:
    """Return what DUPLICATE hears of STEP, None where it does not concern it."""
    seq, origin, event = step.entry.seq, step.after, step.entry.event
    match event:
        case e.Followed():
            return event if event.id != duplicate.id else None
        case e.Shared():
            return event
        case e.Asked(body=body) if not body.blocks:
            return None
        case e.Undone():
            return _undone(work, duplicate, origin, event)
        case e.Amended() if event.shared:
            return _amended(work, duplicate, origin, event)
        case _ if isinstance(event, _CONCERN_ALL):
            draft = origin.draft(seq)
            about = draft.about if draft else ""
            return e.Followed(id=origin.id, name=origin.name, seq=seq, about=about)
        case _:
            return None


def _undone(
    work: Work, duplicate: Escalation, origin: Escalation, event: e.Undone
) -> e.Undone | None:
    """Return that the step which EVENT takes back is taken back for DUPLICATE too."""
    step = work.escalations.record(origin.id, event.seq)
    original = (
        (step.event.id, step.event.seq)
        if isinstance(step.event, e.Followed)
        else (origin.id, step.seq)
    )
    followed = (
        one.seq
        for one in reversed(work.escalations.history(duplicate.id))
        if isinstance(one.event, e.Followed) and (one.event.id, one.event.seq) == original
    )
    seq = next(followed, None)
    return e.Undone(by=event.by, seq=seq, step=event.step) if seq else None


def _amended(
    work: Work, duplicate: Escalation, origin: Escalation, event: e.Amended
) -> e.Amended | None:
    """Return that what was passed on to DUPLICATE's support says something else now."""
    said = work.escalations.record(origin.id, event.shared).event
    passed_on = (one.seq for one in work.escalations.history(duplicate.id) if one.event == said)
    seq = next(passed_on, None)
    if seq is None:
        return None
    return replace(event, of=seq, said=Side.ENGINEERING, shared=seq)
