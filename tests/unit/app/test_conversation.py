from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.conversation import Reply, gather, reply
from csopsbot.app.drafts import explain_decline
from csopsbot.app.ports import Work
from csopsbot.app.record import record
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


def test_files_go_over_with_what_is_passed_on(work: Work) -> None:
    opened(work)
    files = (e.SharedFile("F1", "a.log", 3), e.SharedFile("F2", "b.log", 3))
    body = plain("📣 Here are the traces")
    reply(work, Reply(ADA, "C_ENG", CARD, "100.2", body, files), DESK, NOON)
    told = owed(work)
    assert {fx.TellSupport(3), fx.PassOnFile(3, 0), fx.PassOnFile(3, 1)} <= set(told)


def test_files_of_a_reply_among_engineers_stay_there(work: Work) -> None:
    opened(work)
    files = (e.SharedFile("F1", "a.log", 3),)
    reply(work, Reply(ADA, "C_ENG", CARD, "100.2", plain("Look"), files), DESK, NOON)
    assert not [one for one in owed(work) if isinstance(one, fx.PassOnFile)]


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


def reasons(work: Work) -> list[str]:
    return [event.reason for event in happened(work) if isinstance(event, e.Explained)]


def test_after_a_no_the_decliners_next_reply_is_the_reason(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x")
    says(work, BEN, "What a pity", event="Ev1")
    says(work, ADA, "It is by design", event="Ev2")
    says(work, ADA, "Lunch?", event="Ev3")
    assert reasons(work) == ["It is by design"]
    assert state(work).reason == "It is by design"


def test_a_reason_that_was_written_is_marked_and_stands_once_on_the_issue(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x")
    owed(work)
    files = (e.SharedFile("F1", "a.log", 3),)
    reply(work, Reply(ADA, "C_ENG", CARD, "100.2", plain("By design"), files), DESK, NOON)
    told = owed(work)
    assert {fx.TellSupport(4), fx.MarkShared(4), fx.PassOnFile(4, 0), fx.CorrectTeam(4)} < set(told)
    assert [one for one in told if isinstance(one, fx.CommentOnIssue)] == [fx.CommentOnIssue(3)]


def test_a_reason_may_begin_with_the_sign_and_is_told_once(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x")
    says(work, ADA, "📣 By design")
    assert not [event for event in happened(work) if isinstance(event, e.Shared)]
    assert len(reasons(work)) == 1


@pytest.mark.parametrize(("minutes", "reaches"), [(30, True), (31, False)])
def test_a_reason_that_does_not_come_lapses(work: Work, minutes: int, reaches: bool) -> None:
    opened(work)
    reacts(work, ADA, "x")
    says(work, ADA, "Lunch?", at=NOON + timedelta(minutes=minutes))
    assert bool(reasons(work)) is reaches


def test_what_is_said_without_words_is_no_reason(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x")
    says(work, ADA, "")
    says(work, ADA, "By design", event="Ev2")
    assert reasons(work) == ["By design"]


@pytest.mark.parametrize("emoji", ["hammer_and_wrench", "white_check_mark"])
def test_nobody_is_asked_why_of_what_was_taken_up_again(work: Work, emoji: str) -> None:
    opened(work)
    reacts(work, ADA, "x")
    reacts(work, ADA, emoji)
    says(work, ADA, "Lunch?")
    assert reasons(work) == []
    assert not [event for event in happened(work) if isinstance(event, e.Shared)]


def test_a_reason_from_the_form_is_not_taken_from_the_next_reply_too(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x")
    explain_decline(work, "E1", ADA, "By design", DESK, NOON)
    says(work, ADA, "Lunch?")
    assert reasons(work) == ["By design"]


def test_a_no_that_came_from_the_tracker_takes_nobodys_reply(work: Work) -> None:
    opened(work)
    declined = e.Declined(by=replace(ADA.actor, system="tracker"))
    record(work, state(work), [declined], DESK, NOON)
    says(work, ADA, "Lunch?")
    assert reasons(work) == []


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
