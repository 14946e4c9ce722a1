"""How an effect leaves: intent, call, done; each step one unit of work.

A definite no lets the lane rest. A lost answer keeps the intent: after the vendor must have settled,
the call is looked for and only made again if it is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csopsbot.app import receipts as rc
from csopsbot.app.consequences import link_issue
from csopsbot.app.conversation import gather
from csopsbot.app.effects import SyncIssue
from csopsbot.app.failures import Blocked, Deferred, Failure, RateLimited, Refused, Unanswered
from csopsbot.app.ports import Call, Claim, Entry, Outlet, Scene, Surface, Work
from csopsbot.app.reactions import TEAM_CARD
from csopsbot.app.record import record
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import DeliveryFailed, Undone
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Step

_EVER = datetime(1970, 1, 1, tzinfo=UTC)

MOST_CRASHES = 5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: SETTLE after a lost answer, backing off from FIRST up to LONGEST.

    An effect whose answers keep getting lost is given up after GIVE_UP; one that surely was not done
    never is.
    """

    settle: timedelta = timedelta(seconds=15)
    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(minutes=1)
    blocked: timedelta = timedelta(minutes=5)
    give_up: timedelta = timedelta(days=1)


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
    now: datetime,
) -> Attempt | None:
    """Return the next call of a claimed lane, its intent noted; None gives the lane back."""
    while (entry := work.outbox.head(claim)) is not None:
        call = _prepared(work, entry, outlets, now)
        if call is None:
            continue
        look = entry.tried_at is not None and not call.repeatable
        wait = _unsettled(entry, patience, now)
        if wait is None and not look:
            wait = work.budgets.take(call.budgets, now, entry.order.urgency)
        if wait is not None:
            work.outbox.pause(claim, wait)
            return None
        if not look:
            work.outbox.intend(entry, now)
        return Attempt(claim, entry, call, look)
    work.outbox.release(claim, now)
    return None


def _unsettled(entry: Entry, patience: Patience, now: datetime) -> datetime | None:
    """Return when an earlier call, whose answer was lost, must have taken effect or never will."""
    settled = entry.tried_at + patience.settle if entry.tried_at else now
    return settled if settled > now else None


def _prepared(
    work: Work, entry: Entry, outlets: Mapping[str, Outlet], now: datetime
) -> Call | None:
    """Return the call of ENTRY; None, and the entry out of the way, where none is to be made."""
    try:
        outlet = _outlet(outlets, entry.order.target)
        call = outlet.prepare(entry.order.effect, _scene(work, entry))
    except Refused as refusal:
        work.outbox.bury(entry, str(refusal), now)
        return None
    if call is None:
        work.outbox.done(entry)
    return call


def _outlet(outlets: Mapping[str, Outlet], target: str) -> Outlet:
    if target not in outlets:
        raise Refused(f"There is no connection called {target}.")
    return outlets[target]


def _scene(work: Work, entry: Entry) -> Scene:
    """Gather what the effect is rendered from."""
    order = entry.order
    if order.escalation_id is None:
        return Scene(order.key)
    escalation = work.escalations.get(order.escalation_id)
    seq = getattr(order.effect, "seq", None)
    ref = escalation.issue
    assignee = escalation.assignee
    moves = isinstance(order.effect, SyncIssue)
    relieved = _relieved(work, escalation) if moves and not assignee else None
    return Scene(
        key=order.key,
        escalation=escalation,
        record=work.escalations.record(escalation.id, seq) if seq else None,
        surfaces=work.surfaces.of(escalation.id),
        issue=work.issues.get(ref.tracker, ref.id) if ref else None,
        assignee=work.people.get(assignee.id, _EVER) if assignee else None,
        relieved=work.people.get(relieved.id, _EVER) if relieved else None,
    )


def _relieved(work: Work, escalation: Escalation) -> Actor | None:
    """Return who last took back a step by which they had it; nobody takes back another's."""
    events = (one.event for one in reversed(work.escalations.history(escalation.id)))
    undone = (event for event in events if isinstance(event, Undone))
    return next((event.by for event in undone if event.step is not Step.ASK), None)


def not_found(work: Work, attempt: Attempt) -> None:
    """Note that a call whose answer was lost had not been made: it may be made again."""
    if work.outbox.holds(attempt.claim):
        at = attempt.entry.tried_at or attempt.entry.created_at
        work.outbox.again(attempt.claim, attempt.entry, at, outcome_known=True)


def succeeded(work: Work, attempt: Attempt, receipt: rc.Receipt, desk: Desk, now: datetime) -> bool:
    """Record what came back and take the effect out; False if the lane is no longer ours."""
    if not work.outbox.holds(attempt.claim):
        return False
    work.outbox.done(attempt.entry)
    work.outbox.block(attempt.claim, "")
    _receive(work, attempt.entry, receipt, desk, now)
    return True


def _receive(work: Work, entry: Entry, receipt: rc.Receipt, desk: Desk, now: datetime) -> None:
    owner = entry.order.escalation_id or ""
    match receipt:
        case rc.Posted(name, channel, ts, shown):
            surface = Surface(owner, name, channel, ts, shown)
            _remember(work, surface, desk, now)
        case rc.IssueMade():
            issue_made(work, owner, receipt, desk, now)
        case rc.IssueRead():
            issue_read(work, receipt, desk, now)
        case rc.ThreadRead(quotations):
            gather(work, owner, quotations, desk, now)
        case rc.Done():
            pass


def _remember(work: Work, surface: Surface, desk: Desk, now: datetime) -> None:
    """Remember a card; a new team card is linked to from an issue that was there before it."""
    if surface.name == TEAM_CARD and TEAM_CARD not in work.surfaces.of(surface.escalation_id):
        escalation = work.escalations.get(surface.escalation_id)
        if escalation.issue is not None:
            work.outbox.put(link_issue(escalation, desk), now)
    work.surfaces.put(surface)


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
    if _is_final(failure, entry, patience, now):
        _give_up(work, attempt, str(failure), desk, now)
        return
    if isinstance(failure, RateLimited) and failure.retry_at and not attempt.look:
        for key in sorted(budget.key for budget in attempt.call.budgets):
            work.budgets.close(key, failure.retry_at)
    if isinstance(failure, Blocked):
        work.outbox.block(claim, str(failure))
    rest = _rest(failure, entry.attempts, patience, jitter(), now)
    known = not attempt.look and not isinstance(failure, Unanswered)
    work.outbox.again(claim, entry, rest, outcome_known=known)


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


def _is_final(failure: Failure, entry: Entry, patience: Patience, now: datetime) -> bool:
    if isinstance(failure, Unanswered):
        return now - entry.created_at > patience.give_up
    return isinstance(failure, Refused)


def _rest(
    failure: Failure, attempts: int, patience: Patience, jitter: float, now: datetime
) -> datetime:
    """Return when to come back: as asked, or backing off, and not before a call has settled."""
    if isinstance(failure, Deferred) and failure.retry_at:
        return failure.retry_at
    longest = patience.blocked if isinstance(failure, Blocked) else patience.longest
    backoff: timedelta = min(patience.first * float(2 ** min(attempts, 12)), longest)
    rest = backoff * (0.5 + jitter / 2)
    return now + (max(rest, patience.settle) if isinstance(failure, Unanswered) else rest)


def _give_up(work: Work, attempt: Attempt, reason: str, desk: Desk, now: datetime) -> None:
    entry, order = attempt.entry, attempt.entry.order
    work.outbox.bury(entry, reason, now)
    work.outbox.release(attempt.claim, now)
    if order.escalation_id is None:
        return
    escalation = work.escalations.get(order.escalation_id)
    side = Side.SUPPORT if order.target == "slack" else Side.ENGINEERING
    lost = DeliveryFailed(what=order.effect.op, reason=reason, side=side)
    record(work, escalation, [lost], desk, now)
