"""What rewrites an issue leaves in that issue's turn, whoever it is for."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import delivery
from csopsbot.app import effects as fx
from csopsbot.app.delivery import Attempt
from csopsbot.app.effects import Effect, Order
from csopsbot.app.failures import Unanswered, Unavailable
from csopsbot.app.ordering import owes_move, waiting_since
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Call, Claim, Scene, Work
from csopsbot.app.receipts import Done, IssueMade, Receipt
from csopsbot.app.record import record
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from tests.unit.app.house import ADA, DESK, NOON, REF, issue, opened, owed, reacts, state

OTHER = replace(REF, id="34", key="PAY-34")
LANE = "rewriting:local:17"
PATIENCE = Patience(settle=timedelta(seconds=10))


class Rewriting:
    """An outlet whose moves, links and demands rewrite the issue that they are about."""

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        known = scene.issue.ref if scene.issue else None
        ref = scene.escalation.issue if scene.escalation else known
        rewrites = ref if isinstance(effect, fx.SyncIssue | fx.LinkIssue | fx.ShowDemand) else None
        return Call(scene.key, effect, repeatable=True, rewrites=rewrites)

    async def send(self, call: Call) -> Receipt:
        raise NotImplementedError

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _moved(work: Work) -> None:
    """Let the issue be owed a move since noon."""
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
    reacts(work, ADA, "eyes")


def claims(work: Work, seconds: float = 0) -> dict[str, Claim]:
    now = NOON + timedelta(seconds=seconds)
    found = work.outbox.claim(now, now + timedelta(seconds=9), 9, ("local",))
    return {one.lane: one for one in found}


def attempt(work: Work, claim: Claim, seconds: float = 0) -> Attempt | None:
    now = NOON + timedelta(seconds=seconds)
    return delivery.next_attempt(work, claim, {"local": Rewriting()}, PATIENCE, DESK, now)


def test_a_move_leaves_in_the_turn_of_its_issue(work: Work) -> None:
    held = claims(work)
    assert attempt(work, held["tracker:E1"]) is None
    found = attempt(work, claims(work)[LANE])
    assert found is not None
    assert found.entry.order.effect == fx.SyncIssue()


def test_what_waits_for_its_turn_is_owed_since_it_was_ordered(work: Work) -> None:
    attempt(work, claims(work, 60)["tracker:E1"], 60)
    assert owes_move(work, state(work))
    assert waiting_since(work, state(work)) == NOON


def test_what_was_done_in_turn_is_owed_no_more(work: Work) -> None:
    attempt(work, claims(work)["tracker:E1"])
    found = attempt(work, claims(work)[LANE])
    assert found is not None
    delivery.succeeded(work, found, Done(), DESK, NOON)
    assert not owes_move(work, state(work))
    assert waiting_since(work, state(work)) is None


def test_a_move_that_waits_for_its_turn_stands_for_the_next(work: Work) -> None:
    attempt(work, claims(work)["tracker:E1"])
    reacts(work, ADA, "hammer_and_wrench")
    attempt(work, claims(work)["tracker:E1"])
    assert owed(work).count(fx.SyncIssue()) == 1


def test_a_move_that_cannot_be_made_holds_up_no_words(work: Work) -> None:
    attempt(work, claims(work)["tracker:E1"])
    found = attempt(work, claims(work)[LANE])
    assert found is not None
    delivery.failed(work, found, Unavailable(), PATIENCE, lambda: 1.0, DESK, NOON)
    record(work, state(work), [e.SeverityChanged(by=ADA.actor, severity="s1")], DESK, NOON)
    said = attempt(work, claims(work)["tracker:E1"])
    assert said is not None
    assert isinstance(said.entry.order.effect, fx.CommentOnIssue)


def test_what_waits_where_the_issue_was_goes_on_to_where_it_is(work: Work) -> None:
    attempt(work, claims(work)["tracker:E1"])
    linked = e.IssueLinked(ref=OTHER, status=issue().status, former=REF)
    record(work, state(work), [linked], DESK, NOON)
    attempt(work, claims(work)[LANE])
    assert work.outbox.owes("rewriting:local:34", "issue:E1")
    assert not work.outbox.owes(LANE, "issue:E1")


def ordered_before_the_upgrade(work: Work) -> dict[str, Claim]:
    """Let a link and a demand wait in the lanes that they once had."""
    owed(work)
    link = Order("E1:link:2", "tracker:E1", "local", fx.LinkIssue(), "link", "E1")
    demand = fx.ShowDemand("local", "17")
    shown = Order("issue:local:17:demand", "issue:local:17", "local", demand, "demand")
    work.outbox.put_all([link, shown], NOON)
    return claims(work)


def test_what_was_ordered_before_the_upgrade_takes_its_turn(work: Work) -> None:
    for held in ordered_before_the_upgrade(work).values():
        assert attempt(work, held) is None
    held, effects = claims(work)[LANE], []
    while found := attempt(work, held):
        effects.append(found.entry.order.effect)
        delivery.succeeded(work, found, Done(), DESK, NOON)
    assert set(effects) == {fx.LinkIssue(), fx.ShowDemand("local", "17")}


def test_what_was_tried_before_the_upgrade_takes_its_turn_once_it_has_settled(work: Work) -> None:
    held = ordered_before_the_upgrade(work)["tracker:E1"]
    entry = work.outbox.head(held)
    assert entry is not None
    work.outbox.intend(entry, NOON)
    assert attempt(work, held, 1) is None
    assert LANE not in claims(work, 1)
    again = claims(work, 11)["tracker:E1"]
    assert attempt(work, again, 11) is None
    assert LANE in claims(work, 11)


def test_a_rewriting_whose_answer_was_lost_keeps_the_next_waiting(work: Work) -> None:
    attempt(work, claims(work)["tracker:E1"])
    found = attempt(work, claims(work)[LANE])
    assert found is not None
    delivery.failed(work, found, Unanswered(), PATIENCE, lambda: 0.0, DESK, NOON)
    order = Order("E2:link:2", LANE, "local", fx.LinkIssue(), "link:E1", "E1")
    work.outbox.put(order, NOON)
    assert LANE not in claims(work, 9)
