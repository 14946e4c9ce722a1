"""What an issue does not let be said on it holds up nothing but what is said after it."""

from datetime import datetime, timedelta

import pytest

from csopsbot.app import delivery
from csopsbot.app import effects as fx
from csopsbot.app.delivery import Attempt
from csopsbot.app.effects import Effect
from csopsbot.app.failures import AuthError, Failure, Forbidden, Invalid, NoIssue
from csopsbot.app.ordering import waiting_since
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Call, Claim, Scene, Work
from csopsbot.app.receipts import Done, IssueMade, Receipt
from csopsbot.app.record import record
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.people import Side
from tests.unit.app.house import ADA, DESK, MIA, NOON, happened, issue, opened, owed, reacts, state

MINUTE = timedelta(minutes=1)
LOCKED = Forbidden("GitHub answered 403: the issue is locked.")
LINK = e.IssueLinked(ref=issue().ref, status=issue().status)


class Tracker:
    """An outlet that prepares a call for everything; moves rewrite the issue."""

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        ref = scene.escalation.issue if scene.escalation else None
        if isinstance(effect, fx.OnIssue) and ref is None:
            raise NoIssue
        return Call(scene.key, effect, rewrites=ref if isinstance(effect, fx.SyncIssue) else None)

    async def send(self, call: Call) -> Receipt:
        raise NotImplementedError

    async def find(self, call: Call, since: object) -> Receipt | None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _linked(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    runs(work)
    owed(work)


def says(work: Work, text: str = "It hurts", *files: e.SharedFile) -> None:
    reply = e.Replied(
        by=MIA.actor, side=Side.SUPPORT, body=plain(text), channel="C_SUP", ts=text, files=files
    )
    record(work, state(work), [reply], DESK, NOON)


def runs(
    work: Work, refused: type[Effect] | None = None, failure: Failure = LOCKED, minutes: float = 0
) -> list[Effect]:
    """Let lanes run; return what the tracker took, all but what is REFUSED."""
    now, took = NOON + minutes * MINUTE, []
    for _ in range(5):
        for claim in work.outbox.claim(now, now + MINUTE, 9, ("local",)):
            while tried := _next(work, claim, now):
                if refused and isinstance(tried.call.body, refused):
                    delivery.failed(work, tried, failure, Patience(), lambda: 1.0, DESK, now)
                    break
                took.append(tried.entry.order.effect)
                delivery.succeeded(work, tried, Done(), DESK, now)
    return took


def _next(work: Work, claim: Claim, now: datetime) -> Attempt | None:
    return delivery.next_attempt(work, claim, {"local": Tracker()}, Patience(), DESK, now)


def told(work: Work) -> list[e.Event]:
    return [one for one in happened(work) if isinstance(one, e.IssueRefused | e.IssueRelented)]


REFUSED = e.IssueRefused(what="comments", reason=str(LOCKED))
RELENTED = e.IssueRelented(what="comments")


def test_a_move_passes_a_comment_that_the_issue_refuses(work: Work) -> None:
    says(work)
    reacts(work, ADA, "white_check_mark")
    assert fx.SyncIssue() in runs(work, fx.CommentOnIssue)


def test_the_team_is_told_the_reason_once(work: Work) -> None:
    says(work)
    says(work, "Still")
    for minutes in (0, 10, 20):
        runs(work, fx.CommentOnIssue, minutes=minutes)
    assert told(work) == [REFUSED]
    assert [one for one in owed(work) if isinstance(one, fx.TellTeam)]


def test_the_tracker_is_not_blamed_for_one_issue(work: Work) -> None:
    says(work)
    runs(work, fx.CommentOnIssue)
    runs(work, fx.CommentOnIssue, minutes=30)
    assert delivery_lanes(work) == ["unsaid:comments:E1"]
    assert waiting_since(work, state(work)) is None


def delivery_lanes(work: Work) -> list[str]:
    return [one.lane for one in work.outbox.blocked(9)]


def test_what_was_kept_goes_there_in_order_once_the_issue_takes_it(work: Work) -> None:
    says(work, "One")
    runs(work, fx.CommentOnIssue)
    says(work, "Two")
    assert runs(work) == []
    took = runs(work, minutes=10)
    assert [type(one) for one in took] == [fx.CommentOnIssue, fx.CommentOnIssue]
    assert took == sorted(took, key=lambda one: getattr(one, "seq", 0))
    assert told(work) == [REFUSED, RELENTED]
    assert delivery_lanes(work) == []


def test_a_file_that_is_refused_keeps_no_comment_waiting(work: Work) -> None:
    says(work, "One", e.SharedFile(id="F1", name="a.log", size=1))
    says(work, "Two")
    took = runs(work, fx.AttachToIssue)
    assert [type(one) for one in took] == [fx.CommentOnIssue, fx.CommentOnIssue]
    assert told(work) == [e.IssueRefused(what="files", reason=str(LOCKED))]


@pytest.mark.parametrize("failure", [AuthError(), Invalid()])
def test_what_is_not_about_this_issue_is_not_kept_apart(work: Work, failure: Failure) -> None:
    says(work)
    runs(work, fx.CommentOnIssue, failure)
    assert told(work) == []
    assert not work.outbox.waits_since(["unsaid:comments:E1"], "E1")


def test_another_issue_is_not_said_to_have_refused(work: Work) -> None:
    says(work)
    runs(work, fx.CommentOnIssue)
    record(work, state(work), [LINK], DESK, NOON)
    assert state(work).refused == ()


def test_what_was_kept_goes_to_the_next_issue_where_there_is_none(work: Work) -> None:
    says(work)
    runs(work, fx.CommentOnIssue)
    left = e.IssueLeft(by=ADA.actor, ref=issue().ref, why="unlinked")
    record(work, state(work), [left], DESK, NOON)
    runs(work, minutes=10)
    record(work, state(work), [LINK], DESK, NOON)
    assert any(isinstance(one, fx.CommentOnIssue) for one in runs(work, minutes=20))
