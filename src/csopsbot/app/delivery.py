"""How an effect leaves: intent, call, done; each step one unit of work.

A definite no lets the lane rest. A lost answer keeps the intent: after the vendor must have settled,
the call is looked for and only made again if it is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from csopsbot.app.apart import in_line
from csopsbot.app.delays import watch
from csopsbot.app.effects import Look
from csopsbot.app.failures import (
    Blocked,
    Failure,
    NoIssue,
    NotFound,
    RateLimited,
    Refused,
    Stuck,
    TooLarge,
    Unanswered,
)
from csopsbot.app.freshness import look_again
from csopsbot.app.missing import what_is_missing
from csopsbot.app.ordering import in_turn, redirected
from csopsbot.app.patience import Patience, is_final, rest_until
from csopsbot.app.ports import Call, Claim, Entry, Outlet, Work
from csopsbot.app.receipts import Receipt
from csopsbot.app.receiving import receive
from csopsbot.app.reconciling import look_failed
from csopsbot.app.record import record
from csopsbot.app.staging import scene
from csopsbot.app.unsaid import put_apart, taken
from csopsbot.domain.desk import Desk
from csopsbot.domain.events import DeliveryFailed
from csopsbot.domain.people import Side

MOST_CRASHES = 5


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call to be made for the head of a lane; LOOK means it may have been made before."""

    claim: Claim
    entry: Entry
    call: Call
    look: bool


def next_attempt(
    work: Work,
    claim: Claim,
    outlets: Mapping[str, Outlet],
    patience: Patience,
    desk: Desk,
    now: datetime,
) -> Attempt | None:
    """Return the next call of a claimed lane, its intent noted; None gives the lane back."""
    while (entry := work.outbox.head(claim)) is not None:
        entry = _redirected(work, entry, desk)
        call = _prepared(work, entry, outlets, desk, now)
        if call is None:
            continue
        look = entry.tried_at is not None and not call.repeatable
        wait = _unsettled(entry, patience, now)
        if wait is None and not look:
            if _handed_on(work, entry, call):
                continue
            wait = work.budgets.take(call.budgets, now, entry.order.urgency)
        if wait is not None:
            work.outbox.pause(claim, wait)
            return None
        if not look:
            work.outbox.intend(entry, now)
        return Attempt(claim, entry, call, look)
    work.outbox.release(claim, now)
    return None


def _redirected(work: Work, entry: Entry, desk: Desk) -> Entry:
    """Return ENTRY for whom it is by now; what may have been done is looked for where it was."""
    if entry.tried_at is not None:
        return entry
    return replace(entry, order=redirected(work, entry.order, desk))


def _handed_on(work: Work, entry: Entry, call: Call) -> bool:
    """Put what rewrites an issue in that issue's lane, as old as it is; False where it is there.

    Until then it waits in its escalation's lane behind what was to be said before it, the making of
    the issue above all. What an issue refused is kept apart, and so is what follows on it.
    """
    order = in_turn(entry.order, call.rewrites) if call.rewrites else in_line(work, entry.order)
    if order.lane == entry.order.lane:
        return False
    work.outbox.done(entry)
    work.outbox.put(order, entry.created_at)
    return True


def _unsettled(entry: Entry, patience: Patience, now: datetime) -> datetime | None:
    """Return when an earlier call, whose answer was lost, must have taken effect or never will."""
    settled = entry.tried_at + patience.settle if entry.tried_at else now
    return settled if settled > now else None


def _prepared(
    work: Work, entry: Entry, outlets: Mapping[str, Outlet], desk: Desk, now: datetime
) -> Call | None:
    """Return the call of ENTRY; None, and the entry out of the way, where none is to be made."""
    try:
        outlet = _outlet(outlets, entry.order.target)
        shown = scene(work, entry, now)
        call = outlet.prepare(entry.order.effect, shown)
    except NoIssue:
        _set_aside(work, entry, now)
        return None
    except Refused as refusal:
        _give_up(work, entry, refusal, desk, now)
        return None
    if shown.checked_at and shown.escalation:
        look_again(work, shown.escalation.id, now)
    if call is None:
        work.outbox.done(entry)
    return call


def _set_aside(work: Work, entry: Entry, now: datetime) -> None:
    """Keep a notice until there is an issue; mirrors are ordered again with that."""
    if entry.order.slot is None:
        work.outbox.set_aside(entry, now)
    else:
        work.outbox.done(entry)


def _outlet(outlets: Mapping[str, Outlet], target: str) -> Outlet:
    if target not in outlets:
        raise Refused(f"There is no connection called {target}.")
    return outlets[target]


def not_found(work: Work, attempt: Attempt) -> None:
    """Note that a call whose answer was lost had not been made: it may be made again."""
    if work.outbox.holds(attempt.claim):
        at = attempt.entry.tried_at or attempt.entry.created_at
        work.outbox.again(attempt.claim, attempt.entry, at, outcome_known=True)


def succeeded(work: Work, attempt: Attempt, receipt: Receipt, desk: Desk, now: datetime) -> bool:
    """Record what came back and take the effect out; False if the lane is no longer ours."""
    if not work.outbox.holds(attempt.claim):
        return False
    work.outbox.done(attempt.entry)
    work.outbox.block(attempt.claim, "")
    receive(receipt, work, attempt.entry.order.escalation_id or "", desk, now)
    taken(work, attempt.entry, desk, now)
    return True


def failed(
    work: Work,
    attempt: Attempt,
    failure: Failure,
    patience: Patience,
    jitter: Callable[[], float],
    desk: Desk,
    now: datetime,
) -> None:
    """Let the lane rest, or give the effect up, as FAILURE and the attempts so far ask for."""
    claim, entry = attempt.claim, attempt.entry
    if not work.outbox.holds(claim):
        return
    if isinstance(entry.order.effect, Look):
        look_failed(work, entry.order.effect, str(failure), now)
    if isinstance(failure, NotFound):
        failure = what_is_missing(work, entry, failure, now)
    if is_final(failure, entry, patience, now):
        _give_up(work, entry, failure, desk, now)
        work.outbox.release(claim, now)
        return
    if not attempt.look and put_apart(work, entry, failure, desk, now):
        work.outbox.release(claim, now)
        return
    watch(work, entry, now)
    rest = rest_until(failure, entry.attempts, patience, jitter(), now)
    _let_rest(work, attempt, failure, rest)


def _let_rest(work: Work, attempt: Attempt, failure: Failure, until: datetime) -> None:
    """Let the lane rest, and all others whose calls FAILURE says to be too many."""
    claim, entry = attempt.claim, attempt.entry
    if isinstance(failure, RateLimited) and failure.retry_at and not attempt.look:
        for key in _stopped(attempt.call, failure):
            work.budgets.close(key, failure.retry_at)
    if isinstance(failure, Blocked):
        work.outbox.block(claim, str(failure))
    known = not attempt.look and not isinstance(failure, Unanswered)
    work.outbox.again(claim, entry, until, outcome_known=known)


def _stopped(call: Call, limit: RateLimited) -> list[str]:
    """Return which budgets are closed: where it is about an issue, the last is that issue's."""
    closed = call.budgets[-1:] if limit.scope == "issue" else call.budgets
    return sorted(budget.key for budget in closed)


def crashed(work: Work, claim: Claim, problem: str, patience: Patience, now: datetime) -> None:
    """Let a lane rest whose head we failed to handle; give the head up when it keeps failing."""
    entry = work.outbox.head(claim)
    if entry is None:
        work.outbox.release(claim, now)
    elif entry.attempts >= MOST_CRASHES:
        work.outbox.bury(entry, problem, now)
        work.outbox.release(claim, now)
    else:
        work.outbox.again(claim, entry, now + patience.settle, outcome_known=False)


def _give_up(work: Work, entry: Entry, failure: Failure, desk: Desk, now: datetime) -> None:
    """Take ENTRY out of its lane, and tell those who wait that it will not come."""
    order, reason = entry.order, str(failure)
    if isinstance(failure, Stuck):
        receive(failure.receipt, work, order.escalation_id or "", desk, now)
    if isinstance(order.effect, Look) or isinstance(failure, TooLarge):
        # The next look comes by itself, and a large file fits no better then.
        work.outbox.done(entry)
    else:
        work.outbox.bury(entry, reason, now)
    if order.escalation_id is None:
        return
    escalation = work.escalations.get(order.escalation_id)
    side = Side.SUPPORT if order.target == "slack" else Side.ENGINEERING
    lost = DeliveryFailed(what=order.effect.op, reason=reason, side=side)
    record(work, escalation, [lost], desk, now)
