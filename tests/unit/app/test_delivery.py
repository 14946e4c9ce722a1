from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import pytest

from csopsbot.app import delivery
from csopsbot.app import effects as fx
from csopsbot.app.delivery import Attempt
from csopsbot.app.effects import Effect
from csopsbot.app.failures import (
    AuthError,
    Failure,
    Invalid,
    NoIssue,
    NotFound,
    RateLimited,
    Stuck,
    TooLarge,
    Unanswered,
    Unavailable,
)
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Budget, Call, Claim, Scene, Surface, Work
from csopsbot.app.receipts import Done, IssueMade, IssueRead, Posted, Receipt
from csopsbot.app.record import record
from csopsbot.app.steering import OnEscalation, hand_over
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.desk import Team, TrackerProject
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category
from csopsbot.domain.people import Person, Side
from tests.unit.app.house import (
    ADA,
    CARD,
    DESK,
    INTAKE,
    MIA,
    NOON,
    REF,
    happened,
    issue,
    reacts,
    state,
)

PATIENCE = Patience(settle=timedelta(seconds=10))
BUDGET = Budget("slack:chat", per_minute=60, burst=1)


class ScriptedOutlet:
    """Prepares a call for everything but what is shown already; nothing is sent."""

    def __init__(self, *, shown: bool = False, budgets: tuple[Budget, ...] = ()) -> None:
        self.shown = shown
        self.budgets = budgets
        self.repeatable = False
        self.scenes: list[Scene] = []

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        self.scenes.append(scene)
        if self.shown:
            return None
        escalation = scene.escalation
        if isinstance(effect, fx.OnIssue) and escalation and escalation.has_no_issue:
            raise NoIssue
        return Call(scene.key, effect, self.budgets, self.repeatable)

    async def send(self, call: Call) -> Receipt:
        raise NotImplementedError

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _opened(work: Work) -> None:
    open_escalation(work, OpenEscalation("E1", "V1", MIA, INTAKE, e.Place("C_SUP")), DESK, NOON)


def claim(work: Work, target: str = "slack", now: datetime = NOON) -> Claim:
    claims = work.outbox.claim(now, now + timedelta(seconds=9), 5, (target,))
    (claim,) = (one for one in claims if one.lane.startswith(("slack:", "tracker:")))
    return claim


def attempt(
    work: Work, outlet: ScriptedOutlet, now: datetime = NOON, target: str = "slack"
) -> Attempt:
    found = delivery.next_attempt(
        work, claim(work, target, now), {target: outlet}, PATIENCE, DESK, now
    )
    assert found is not None
    return found


def fails(work: Work, tried: Attempt, failure: Failure, now: datetime = NOON) -> None:
    delivery.failed(work, tried, failure, PATIENCE, lambda: 1.0, DESK, now)


def due_after(work: Work, seconds: float, since: datetime = NOON) -> bool:
    """Return whether the chat lane can be claimed then, and not a second before."""
    at = since + timedelta(seconds=seconds)
    early = work.outbox.claim(at - timedelta(seconds=1), at, 5, ("slack",))
    return not early and bool(work.outbox.claim(at, at, 5, ("slack",)))


def test_effects_of_a_lane_leave_in_order(work: Work) -> None:
    outlet, ops = ScriptedOutlet(), []
    held = claim(work)
    while found := delivery.next_attempt(work, held, {"slack": outlet}, PATIENCE, DESK, NOON):
        ops.append(found.entry.order.effect.op)
        assert delivery.succeeded(work, found, Done(), DESK, NOON)
    assert ops == ["show_support_card", "show_team_card"]


def test_what_is_shown_already_costs_no_call(work: Work) -> None:
    outlet = ScriptedOutlet(shown=True)
    assert delivery.next_attempt(work, claim(work), {"slack": outlet}, PATIENCE, DESK, NOON) is None
    assert work.outbox.claim(NOON, NOON, 5, ("slack",)) == []


def test_how_far_a_move_got_is_seen_before_it_is_told_that_it_gets_no_further(work: Work) -> None:
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    reached = IssueRead("local", "17", issue(Category.IN_PROGRESS, "Doing"))
    fails(work, attempt(work, ScriptedOutlet(), target="local"), Stuck("There is no way", reached))
    seen = [one for one in happened(work) if isinstance(one, e.IssueChanged | e.DeliveryFailed)]
    assert [type(one) for one in seen] == [e.IssueChanged, e.DeliveryFailed]


def test_where_a_card_was_posted_is_remembered(work: Work) -> None:
    posted = Posted("support", "C_SUP", "200.1", "h")
    delivery.succeeded(work, attempt(work, ScriptedOutlet()), posted, DESK, NOON)
    surface = work.surfaces.at("C_SUP", "200.1")
    assert surface is not None
    assert (surface.name, surface.escalation_id) == ("support", "E1")


def test_an_issue_that_was_made_is_linked(work: Work) -> None:
    tried = attempt(work, ScriptedOutlet(), target="local")
    delivery.succeeded(work, tried, IssueMade(issue()), DESK, NOON)
    assert state(work).issue == REF


def test_a_definite_no_is_tried_again_without_looking(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Unavailable())
    assert not attempt(work, ScriptedOutlet(), NOON + timedelta(seconds=1)).look


def test_a_lost_answer_is_looked_for_once_it_has_settled(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Unanswered())
    assert due_after(work, 10)


def test_after_settling_the_call_is_looked_for_before_it_is_made_again(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Unanswered())
    later = NOON + timedelta(seconds=10)
    found = attempt(work, ScriptedOutlet(), later)
    assert found.look
    delivery.not_found(work, found)
    assert not attempt(work, ScriptedOutlet(), later).look


def test_an_edit_whose_answer_was_lost_is_made_again_without_looking(work: Work) -> None:
    outlet = ScriptedOutlet()
    outlet.repeatable = True
    fails(work, attempt(work, outlet), Unanswered())
    assert not attempt(work, outlet, NOON + timedelta(seconds=10)).look


def test_who_takes_over_from_the_dead_waits_until_their_call_has_settled(work: Work) -> None:
    attempt(work, ScriptedOutlet())
    outlets, taken_over = {"slack": ScriptedOutlet()}, NOON + timedelta(seconds=9)
    held = claim(work, now=taken_over)
    assert delivery.next_attempt(work, held, outlets, PATIENCE, DESK, taken_over) is None
    assert attempt(work, ScriptedOutlet(), NOON + timedelta(seconds=10)).look


def test_a_zombie_records_nothing(work: Work, another: Work) -> None:
    zombie = attempt(another, ScriptedOutlet())
    claim(another, now=NOON + timedelta(seconds=9))
    posted = Posted("support", "C_SUP", "200.1", "h")
    assert not delivery.succeeded(work, zombie, posted, DESK, NOON)
    fails(work, zombie, Invalid("no"))
    assert work.surfaces.at("C_SUP", "200.1") is None
    assert work.outbox.dead(5) == []


def test_what_can_never_succeed_becomes_a_dead_letter_and_the_lane_goes_on(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Invalid("too many blocks"))
    (letter,) = work.outbox.dead(5)
    assert (letter.order.effect, letter.reason) == (fx.ShowSupportCard(), "too many blocks")
    assert attempt(work, ScriptedOutlet()).entry.order.effect == fx.ShowTeamCard()


def test_an_issue_that_cannot_be_made_is_trouble_on_the_card(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet(), target="local"), Invalid("component is required"))
    assert state(work).issue_trouble == "failed"
    failed = happened(work)[-1]
    assert isinstance(failed, e.DeliveryFailed)
    assert failed.reason == "component is required"


def test_a_file_that_is_too_large_is_told_of_and_no_dead_letter(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), TooLarge("a.log has 27.3 MB"))
    failed = happened(work)[-1]
    assert isinstance(failed, e.DeliveryFailed)
    assert failed.reason == "a.log has 27.3 MB"
    assert work.outbox.dead(5) == []
    assert attempt(work, ScriptedOutlet()).entry.order.effect == fx.ShowTeamCard()


def test_a_dead_letter_can_be_sent_again(work: Work) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Invalid("too many blocks"))
    (letter,) = work.outbox.dead(5)
    assert work.outbox.revive([letter.id], NOON) == 1
    revived = attempt(work, ScriptedOutlet(), NOON + PATIENCE.settle)
    assert revived.entry.order.effect == fx.ShowSupportCard()


def test_what_an_operator_must_mend_waits_and_is_never_given_up(work: Work) -> None:
    now = NOON
    for _ in range(30):
        fails(work, attempt(work, ScriptedOutlet(), now), AuthError(), now)
        now += timedelta(minutes=5)
    assert work.outbox.dead(5) == []


@pytest.fixture
def replied(work: Work) -> Attempt:
    """Give the attempt to say an engineer's reply on the issue."""
    linked = e.IssueLinked(ref=REF, status=issue().status)
    said = e.Replied(
        by=ADA.actor, side=Side.ENGINEERING, body=plain("On it"), channel="C_ENG", ts="1"
    )
    record(work, state(work), [linked, said], DESK, NOON)
    held = claim(work, "local")
    while (found := _next(work, held)) and not _is_comment(found):
        delivery.succeeded(work, found, Done(), DESK, NOON)
    assert found is not None
    return found


def _next(work: Work, held: Claim, now: datetime = NOON) -> Attempt | None:
    return delivery.next_attempt(work, held, {"local": ScriptedOutlet()}, PATIENCE, DESK, now)


def _is_comment(tried: Attempt) -> bool:
    return isinstance(tried.entry.order.effect, fx.CommentOnIssue)


def reads(work: Work) -> bool:
    """Return whether the issue is to be read again."""
    return work.outbox.owes("issue:local:17", "read")


@pytest.mark.parametrize("lost", ["hidden", "gone"])
def test_what_an_issue_is_owed_that_was_lost_is_no_dead_letter(
    work: Work, replied: Attempt, lost: Literal["hidden", "gone"]
) -> None:
    record(work, state(work), [e.IssueLost(reason=lost)], DESK, NOON)
    fails(work, replied, NotFound())
    assert work.outbox.dead(5) == []
    assert not reads(work)


def test_an_issue_that_is_not_found_is_read_before_anything_is_given_up(
    work: Work, replied: Attempt
) -> None:
    fails(work, replied, NotFound())
    assert reads(work)
    assert work.outbox.dead(5) == []


def test_what_is_not_found_on_an_issue_that_is_there_is_given_up(
    work: Work, replied: Attempt
) -> None:
    fails(work, replied, NotFound())
    later = NOON + timedelta(minutes=1)
    claims = work.outbox.claim(later, later + timedelta(seconds=9), 5, ("local",))
    lanes = {one.lane: one for one in claims}
    held, of_issue = lanes["tracker:E1"], lanes["issue:local:17"]
    while found := _next(work, of_issue, later):
        delivery.succeeded(work, found, Done(), DESK, later)
    assert not reads(work)
    again = _next(work, held, later)
    assert again is not None
    fails(work, again, NotFound(), later)
    assert [letter.order.effect.op for letter in work.outbox.dead(5)] == ["comment_on_issue"]
    assert not reads(work)


def says(work: Work, *texts: str) -> None:
    for text in texts:
        said = e.Replied(
            by=ADA.actor, side=Side.ENGINEERING, body=plain(text), channel="C_ENG", ts=text
        )
        record(work, state(work), [said], DESK, NOON)


def delivers(work: Work, refusing: type[Effect] | None = None, now: datetime = NOON) -> list[str]:
    """Let the tracker take all that it is owed but what it refuses; return what it was told."""
    return list(_delivered(work, refusing, now))


def _delivered(work: Work, refusing: type[Effect] | None, now: datetime) -> Iterator[str]:
    outlet = ScriptedOutlet()
    for held in work.outbox.claim(now, now + timedelta(seconds=9), 5, ("local",)):
        while found := delivery.next_attempt(work, held, {"local": outlet}, PATIENCE, DESK, now):
            effect = found.entry.order.effect
            if isinstance(effect, refusing or ()):
                fails(work, found, Invalid("no"), now)
                break
            yield from _words(outlet.scenes[-1], effect)
            receipt = IssueMade(issue()) if isinstance(effect, fx.CreateIssue) else Done()
            assert delivery.succeeded(work, found, receipt, DESK, now)


def _words(scene: Scene, effect: Effect) -> Iterator[str]:
    said = scene.record.event if scene.record else None
    if isinstance(effect, fx.CommentOnIssue) and isinstance(said, e.Replied):
        yield said.ts


def test_what_was_said_while_there_was_no_issue_is_said_on_the_next_in_order(work: Work) -> None:
    delivers(work)
    record(work, state(work), [e.IssueLost(reason="gone")], DESK, NOON)
    says(work, "one", "two")
    assert delivers(work) == []
    left = e.IssueLeft(by=ADA.actor, ref=REF, why="unlinked")
    record(work, state(work), [left], DESK, NOON)
    says(work, "three")
    assert delivers(work) == ["one", "two", "three"]
    assert delivers(work) == []


def test_what_was_said_before_a_late_issue_is_said_on_it_and_is_no_dead_letter(work: Work) -> None:
    delivers(work, refusing=fx.CreateIssue)
    says(work, "one", "two")
    assert delivers(work) == []
    assert [letter.order.effect.op for letter in work.outbox.dead(5)] == ["create_issue"]
    work.outbox.revive([letter.id for letter in work.outbox.dead(5)], NOON)
    assert delivers(work, now=NOON + PATIENCE.settle) == ["one", "two"]


def test_what_was_said_while_an_issue_seemed_deleted_is_said_when_it_reappears(work: Work) -> None:
    delivers(work)
    record(work, state(work), [e.IssueLost(reason="gone")], DESK, NOON)
    says(work, "one")
    delivers(work)
    record(work, state(work), [e.IssueReappeared()], DESK, NOON)
    assert delivers(work) == ["one"]


def test_an_issue_is_made_in_the_tracker_of_the_team_that_has_it_by_now(work: Work) -> None:
    elsewhere = Team("web", "Web", "C_WEB", TrackerProject("github", "acme/web"), ("web",))
    desk = replace(DESK, teams=(*DESK.teams, elsewhere))
    hand_over(work, OnEscalation(ADA, "E1"), "web", desk, NOON)
    held, outlet = claim(work, "local"), ScriptedOutlet()
    found = delivery.next_attempt(work, held, {"github": outlet}, PATIENCE, desk, NOON)
    assert found is not None
    assert found.entry.order.effect == fx.CreateIssue()


def test_an_answer_that_is_always_lost_is_given_up_after_a_day(work: Work) -> None:
    for hours in (0, 23):
        now = NOON + timedelta(hours=hours)
        fails(work, attempt(work, ScriptedOutlet(), now), Unanswered(), now)
    assert work.outbox.dead(5) == []
    now = NOON + timedelta(hours=25)
    fails(work, attempt(work, ScriptedOutlet(), now), Unanswered(), now)
    assert len(work.outbox.dead(5)) == 1


@pytest.mark.parametrize("hindrance", [Unavailable(), RateLimited(), AuthError()])
def test_a_look_that_fails_still_leaves_it_unknown(work: Work, hindrance: Failure) -> None:
    fails(work, attempt(work, ScriptedOutlet()), Unanswered())
    later = NOON + timedelta(seconds=10)
    fails(work, attempt(work, ScriptedOutlet(), later), hindrance, later)
    assert attempt(work, ScriptedOutlet(), later + timedelta(minutes=5)).look


def test_retry_after_closes_the_budget_for_everybody(work: Work) -> None:
    until = NOON + timedelta(seconds=30)
    tried = attempt(work, ScriptedOutlet(budgets=(BUDGET,)))
    fails(work, tried, RateLimited(retry_at=until))
    assert work.budgets.take([BUDGET], NOON + timedelta(seconds=29), fx.Urgency.ALERT_1) == until


def test_a_call_over_budget_waits_without_having_been_tried(work: Work) -> None:
    outlet = ScriptedOutlet(budgets=(BUDGET,))
    work.budgets.take([BUDGET], NOON, fx.Urgency.ALERT_1)
    held = claim(work)
    assert delivery.next_attempt(work, held, {"slack": outlet}, PATIENCE, DESK, NOON) is None
    assert due_after(work, 1)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 1), (1, 2), (3, 8)])
def test_backing_off_doubles(work: Work, attempts: int, seconds: int) -> None:
    now = NOON
    for _ in range(attempts):
        fails(work, attempt(work, ScriptedOutlet(), now), Unavailable(), now)
        now += timedelta(hours=1)
    fails(work, attempt(work, ScriptedOutlet(), now), Unavailable(), now)
    assert due_after(work, seconds, now)


def test_the_team_is_told_of_what_cannot_even_be_prepared(work: Work) -> None:
    delivery.next_attempt(work, claim(work, "local"), {}, PATIENCE, DESK, NOON)
    lost = happened(work)[-1]
    assert isinstance(lost, e.DeliveryFailed)
    assert (lost.what, lost.side) == ("create_issue", Side.ENGINEERING)


def test_an_effect_that_keeps_crashing_us_is_given_up(work: Work) -> None:
    now = NOON
    for _ in range(delivery.MOST_CRASHES + 1):
        delivery.crashed(work, claim(work, now=now), "KeyError", PATIENCE, now)
        now += timedelta(minutes=1)
    assert [letter.reason for letter in work.outbox.dead(5)] == ["KeyError"]


def test_a_team_card_that_comes_after_its_issue_is_linked_to(work: Work) -> None:
    made = attempt(work, ScriptedOutlet(), target="local")
    delivery.succeeded(work, made, IssueMade(issue()), DESK, NOON)
    unlinkable = ScriptedOutlet(shown=True)
    delivery.next_attempt(work, made.claim, {"local": unlinkable}, PATIENCE, DESK, NOON)
    posted = Posted("team", "C_ENG", "100.1", "h")
    delivery.succeeded(work, attempt(work, ScriptedOutlet()), posted, DESK, NOON)
    assert attempt(work, ScriptedOutlet(), target="local").entry.order.effect == fx.LinkIssue()


@pytest.mark.parametrize(("emoji", "relieved"), [("eyes", ADA), ("question", None)])
def test_the_tracker_is_told_who_took_back_having_it(
    work: Work, emoji: str, relieved: Person | None
) -> None:
    outlet = ScriptedOutlet()
    work.surfaces.put(Surface("E1", "team", "C_ENG", CARD, "h"))
    made = attempt(work, outlet, target="local")
    delivery.succeeded(work, made, IssueMade(issue()), DESK, NOON)
    work.people.put(ADA, NOON)
    reacts(work, ADA, emoji)
    reacts(work, ADA, emoji, added=False)
    while found := delivery.next_attempt(work, made.claim, {"local": outlet}, PATIENCE, DESK, NOON):
        delivery.succeeded(work, found, Done(), DESK, NOON)
    assert len(outlet.scenes) > 1
    assert outlet.scenes[-1].relieved == relieved
