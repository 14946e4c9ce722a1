from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.conversation import Reply, gather, reply
from csopsbot.app.ports import Work
from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, plain, to_text
from csopsbot.domain.people import Person, Side
from tests.unit.app.house import (
    ADA,
    BEN,
    CARD,
    DESK,
    GUEST,
    MIA,
    NOON,
    happened,
    opened,
    owed,
    reacts,
    state,
)


def says(
    work: Work,
    person: Person,
    text: str,
    *,
    support: bool = False,
    event: str = "Ev1",
    at: datetime = NOON,
) -> None:
    channel, thread = ("C_SUP", "200.1") if support else ("C_ENG", CARD)
    message = Reply(person, channel, thread, f"300.{event}", plain(text))
    reply(work, message, DESK, at)


def test_support_reaches_the_team_and_the_issue(work: Work) -> None:
    opened(work)
    says(work, MIA, "Only Visa", support=True)
    cards: list[fx.Effect] = [fx.ShowSupportCard(), fx.ShowTeamCard()]
    assert owed(work) == [fx.TellTeam(2), *cards, fx.CommentOnIssue(2)]


def test_engineering_reaches_the_issue_but_not_support(work: Work) -> None:
    opened(work)
    says(work, ADA, "Looks like the gateway")
    assert owed(work) == [fx.CommentOnIssue(2)]


@pytest.mark.parametrize("mark", ["📣", ":mega:", "📢", ":loudspeaker:"])
def test_a_reply_that_begins_with_the_sign_reaches_support(work: Work, mark: str) -> None:
    opened(work)
    says(work, ADA, f"{mark} Fixed within the hour")
    assert fx.TellSupport(3) in owed(work)


def test_after_a_question_mark_the_askers_next_reply_is_the_question(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "question")
    says(work, BEN, "Not mine", event="Ev1")
    says(work, ADA, "Which card?", event="Ev2")
    says(work, ADA, "Just thinking", event="Ev3")
    shared = [event for event in happened(work) if isinstance(event, e.Shared)]
    assert [to_text(one.body) for one in shared] == ["Which card?"]


@pytest.mark.parametrize(("minutes", "reaches"), [(30, True), (31, False)])
def test_a_question_that_does_not_come_lapses(work: Work, minutes: int, reaches: bool) -> None:
    opened(work)
    reacts(work, ADA, "question")
    says(work, ADA, "Just thinking", at=NOON + timedelta(minutes=minutes))
    assert any(isinstance(event, e.Shared) for event in happened(work)) is reaches


def test_an_answer_gives_the_turn_back(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "question")
    assert state(work).turn is Side.SUPPORT
    says(work, MIA, "Visa", support=True)
    assert state(work).turn is Side.ENGINEERING


def test_a_message_delivered_twice_is_one_reply(work: Work) -> None:
    opened(work)
    says(work, MIA, "Visa", support=True)
    says(work, MIA, "Visa", support=True)
    assert len(happened(work)) == 2


def test_talk_elsewhere_is_none_of_ours(work: Work) -> None:
    opened(work)
    reply(work, Reply(MIA, "C_SUP", "7.7", "7.8", plain("Lunch?")), DESK, NOON)
    assert len(happened(work)) == 1


def test_a_secret_in_a_reply_is_cut(work: Work) -> None:
    opened(work)
    says(work, MIA, "password: hunter2", support=True)
    replied = happened(work)[-1]
    assert isinstance(replied, e.Replied)
    assert to_text(replied.body) == "[password removed]"


def test_a_gathered_conversation_is_shown_to_the_team_and_the_issue(work: Work) -> None:
    opened(work)
    gather(work, "E1", [e.Quotation("Mia", plain("It broke"))], DESK, NOON)
    assert owed(work) == [fx.TellTeam(2), fx.CommentOnIssue(2)]


def test_an_empty_conversation_is_nothing(work: Work) -> None:
    opened(work)
    gather(work, "E1", [], DESK, NOON)
    assert len(happened(work)) == 1


def test_a_reply_without_text_is_kept(work: Work) -> None:
    opened(work)
    reply(work, Reply(MIA, "C_SUP", "200.1", "300.9", Doc()), DESK, NOON)
    assert isinstance(happened(work)[-1], e.Replied)


def test_a_guest_does_not_speak_to_support_and_is_told_so(work: Work) -> None:
    opened(work)
    says(work, GUEST, "📣 Fixed within the hour")
    assert owed(work) == [fx.Whisper(3), fx.CommentOnIssue(2)]
