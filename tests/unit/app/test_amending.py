from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.amending import Correction, correct
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.drafts import explain_decline
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueRead
from csopsbot.app.tracking import issue_read
from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, plain, to_text
from csopsbot.domain.issue import Category, Issue, IssueComment, TrackerUser, Version
from csopsbot.domain.people import Person
from tests.unit.app.house import (
    ADA,
    CARD,
    DESK,
    GUEST,
    MIA,
    NOON,
    happened,
    issue,
    owed,
    reacts,
    state,
)

KIM = TrackerUser("kim", "Kim")


pytestmark = pytest.mark.usefixtures("linked")


def says(work: Work, person: Person, channel: str, thread: str, text: str) -> int:
    reply(work, Reply(person, channel, thread, "300.1", plain(text)), DESK, NOON)
    owed(work)
    return state(work).version


def corrects(
    work: Work,
    person: Person,
    channel: str,
    body: Doc | None,
    at: str = "301.1",
    written: datetime = NOON,
) -> None:
    """Let what was written to "300.1" in one of the two threads be corrected."""
    thread = {"C_SUP": "200.1", "C_ENG": CARD}[channel]
    said = Correction(person, channel, thread, "300.1", at, at, body, written_at=written)
    correct(work, said, DESK, NOON)


def heard(work: Work) -> list[tuple[str, str | None]]:
    """Return what was said, and what was said of it later."""
    found = [one for one in happened(work) if isinstance(one, e.Replied | e.Amended)]
    return [(one.kind, to_text(one.body) if one.body else None) for one in found]


def amended(work: Work) -> e.Amended:
    found = happened(work)[-1]
    assert isinstance(found, e.Amended)
    return found


def test_what_support_says_in_other_words_changes_for_the_team_and_on_the_issue(
    work: Work,
) -> None:
    of = says(work, MIA, "C_SUP", "200.1", "It is v3")
    corrects(work, MIA, "C_SUP", plain("It is v4"))
    seq = state(work).version
    assert amended(work).of == of
    assert owed(work) == [fx.CorrectTeam(seq), fx.AmendComment(seq)]


def test_what_engineering_kept_to_itself_changes_on_the_issue_alone(work: Work) -> None:
    says(work, ADA, "C_ENG", CARD, "The cache")
    corrects(work, ADA, "C_ENG", plain("The queue"))
    assert owed(work) == [fx.AmendComment(state(work).version)]


def test_what_engineering_shared_changes_for_support_too(work: Work) -> None:
    says(work, ADA, "C_ENG", CARD, "The cache")
    reacts(work, ADA, "mega", ts="300.1")
    owed(work)
    corrects(work, ADA, "C_ENG", None)
    seq = state(work).version
    assert amended(work).body is None
    assert set(owed(work)) == {fx.CorrectSupport(seq), fx.AmendComment(seq)}


def test_a_reply_that_begins_with_the_mark_no_more_is_taken_back_from_support(work: Work) -> None:
    says(work, ADA, "C_ENG", CARD, "📣 The cache")
    corrects(work, ADA, "C_ENG", plain("Our fault, the cache"))
    assert amended(work).kept_back


def test_a_reply_that_was_passed_on_by_a_reaction_needs_no_mark(work: Work) -> None:
    says(work, ADA, "C_ENG", CARD, "The cache")
    reacts(work, ADA, "mega", ts="300.1")
    corrects(work, ADA, "C_ENG", plain("The queue"))
    assert amended(work).shared
    assert not amended(work).kept_back


@pytest.mark.parametrize(("person", "told"), [(ADA, fx.TellSupport), (GUEST, fx.Whisper)])
def test_a_reply_that_begins_with_the_mark_only_now_is_passed_on_by_engineers(
    work: Work, person: Person, told: type[fx.TellSupport | fx.Whisper]
) -> None:
    says(work, person, "C_ENG", CARD, "The cache")
    corrects(work, person, "C_ENG", plain("📣 The cache"))
    assert told(state(work).version) in owed(work)


def test_the_same_correction_counts_once(work: Work) -> None:
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    corrects(work, MIA, "C_SUP", plain("It is v4"))
    corrects(work, MIA, "C_SUP", plain("It is v4"))
    assert len([one for one in happened(work) if isinstance(one, e.Amended)]) == 1


@pytest.mark.parametrize("written", [NOON - timedelta(minutes=1), NOON - timedelta(days=2)])
def test_talk_from_before_it_was_escalated_is_corrected_in_silence(
    work: Work, written: datetime
) -> None:
    corrects(work, MIA, "C_SUP", plain("It is v4"), written=written)
    assert owed(work) == []


def test_what_was_deleted_before_it_came_in_is_never_passed_on(work: Work) -> None:
    corrects(work, MIA, "C_SUP", None)
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    assert heard(work) == []


def test_what_was_changed_before_it_came_in_is_heard_once_in_its_last_words(work: Work) -> None:
    corrects(work, MIA, "C_SUP", plain("It is v4"))
    assert fx.CommentOnIssue(state(work).version) in owed(work)
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    assert heard(work) == [("replied", "It is v4")]


def test_what_was_deleted_does_not_come_back_by_a_change_that_comes_late(work: Work) -> None:
    corrects(work, MIA, "C_SUP", None, at="302.1")
    corrects(work, MIA, "C_SUP", plain("It is v4"), at="301.1")
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    assert heard(work) == []


def test_of_two_changes_the_one_made_later_holds_whichever_comes_first(work: Work) -> None:
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    corrects(work, MIA, "C_SUP", plain("It is v5"), at="302.1")
    corrects(work, MIA, "C_SUP", plain("It is v4"), at="301.1")
    assert heard(work) == [("replied", "It is v3"), ("amended", "It is v5")]


def test_what_came_in_late_after_all_can_still_be_changed(work: Work) -> None:
    corrects(work, MIA, "C_SUP", plain("It is v4"), at="301.1")
    corrects(work, MIA, "C_SUP", None, at="302.1")
    assert heard(work) == [("replied", "It is v4"), ("amended", None)]


def test_secrets_are_cut_from_corrections(work: Work) -> None:
    says(work, MIA, "C_SUP", "200.1", "It is v3")
    corrects(work, MIA, "C_SUP", plain("password: hunter2-hunter2"))
    body = amended(work).body
    assert body is not None
    assert "hunter2" not in to_text(body)


def commented(text: str, at: int) -> Issue:
    when = NOON + timedelta(minutes=at)
    comment = IssueComment("c1", KIM, plain(text), NOON, when)
    return replace(issue(), comments=(comment,), updated_at=when)


def reads(work: Work, seen: Issue) -> None:
    issue_read(work, IssueRead("local", "17", seen), DESK, NOON)


def test_a_comment_in_other_words_changes_for_the_team(work: Work) -> None:
    reads(work, commented("The cache", 1))
    owed(work)
    reads(work, commented("The queue", 2))
    assert amended(work).said == "tracker"
    assert owed(work) == [fx.CorrectTeam(state(work).version)]


def test_a_comment_for_support_in_other_words_changes_for_support_too(work: Work) -> None:
    reads(work, commented("📣 Fixed", 1))
    owed(work)
    reads(work, commented("📣 Not yet", 2))
    seq = state(work).version
    assert set(owed(work)) == {fx.CorrectTeam(seq), fx.CorrectSupport(seq)}
    assert amended(work).shared
    assert not amended(work).kept_back


def test_a_comment_that_is_not_for_support_any_more_is_taken_back_there(work: Work) -> None:
    reads(work, commented("📣 Fixed", 1))
    owed(work)
    reads(work, commented("It is our own fault", 2))
    seq = state(work).version
    assert set(owed(work)) == {fx.CorrectTeam(seq), fx.CorrectSupport(seq)}
    assert amended(work).kept_back


def test_a_comment_that_is_for_support_only_now_is_passed_on(work: Work) -> None:
    reads(work, commented("Fixed", 1))
    owed(work)
    reads(work, commented("📣 Fixed", 2))
    seq = state(work).version
    assert set(owed(work)) == {fx.CorrectTeam(seq - 1), fx.TellSupport(seq)}
    assert isinstance(happened(work)[-1], e.Shared)


def test_what_was_passed_on_late_is_corrected_there_too_and_passed_on_once(work: Work) -> None:
    for at, text in enumerate(["Fixed", "Fixed!", "📣 Fixed", "Fixed?", "📣 Not yet"]):
        reads(work, commented(text, at))
    shared = [one for one in happened(work) if isinstance(one, e.Shared)]
    assert len(shared) == 1
    assert to_text(amended(work).body or plain("")) == "📣 Not yet"
    assert amended(work).shared
    assert not amended(work).kept_back


def test_a_comment_that_was_taken_away_is_taken_back(work: Work) -> None:
    reads(work, commented("The cache", 1))
    reads(work, replace(issue(), updated_at=NOON + timedelta(minutes=2)))
    assert amended(work).body is None


def test_what_was_said_in_the_same_second_as_what_is_deleted_stays_as_it_was(work: Work) -> None:
    first = IssueComment("noon", KIM, plain("One"), NOON, NOON, native_id="7")
    second = IssueComment("noon#2", KIM, plain("Two"), NOON, NOON, native_id="8")
    reads(work, replace(issue(), comments=(first, second)))
    reads(work, replace(issue(), comments=(replace(second, id="noon"),)))
    told = [one for one in happened(work) if isinstance(one, e.Amended)]
    assert [(one.of, one.body) for one in told] == [(state(work).version - 2, None)]
    reads(work, replace(issue(), comments=()))
    assert amended(work).of == told[0].of + 1


def test_each_file_of_a_reply_is_put_on_the_issue(work: Work) -> None:
    files = (e.SharedFile("F1", "a.png", 3), e.SharedFile("F2", "b.log", 4))
    message = Reply(MIA, "C_SUP", "200.1", "300.1", plain("See"), files)
    reply(work, message, DESK, NOON)
    seq = state(work).version
    owes = owed(work)
    assert [one for one in owes if isinstance(one, fx.AttachToIssue)] == [
        fx.AttachToIssue(seq, 0),
        fx.AttachToIssue(seq, 1),
    ]


def test_support_hears_for_which_version_it_is_planned(work: Work) -> None:
    planned = replace(issue(), versions=frozenset({Version("4.2")}))
    reads(work, planned)
    assert e.FixPlanned(versions=("4.2",)) in happened(work)
    assert fx.TellSupport(state(work).version) in owed(work)


def test_a_release_of_the_fix_offers_words_for_the_customer(work: Work) -> None:
    done = issue(Category.DONE, "Done")
    reads(work, replace(done, versions=frozenset({Version("4.2")})))
    reads(work, replace(done, versions=frozenset({Version("4.2", released=True)})))
    assert e.FixReleased(version="4.2") in happened(work)
    offered = [draft.about for draft in state(work).drafts if draft.state == "open"]
    assert offered == ["released"]


def test_a_reason_in_other_words_is_the_reason_from_then_on(work: Work) -> None:
    reacts(work, ADA, "x")
    says(work, ADA, "C_ENG", CARD, "It is by desgin")
    corrects(work, ADA, "C_ENG", plain("It is by design"))
    assert state(work).reason == "It is by design"
    seq = state(work).version
    assert {fx.AmendComment(seq - 1), fx.TellSupport(seq), fx.CorrectTeam(seq)} < set(owed(work))


def test_a_reason_that_another_has_replaced_is_not_brought_back_by_an_edit(work: Work) -> None:
    reacts(work, ADA, "x")
    says(work, ADA, "C_ENG", CARD, "By design")
    explain_decline(work, "E1", ADA, "Version 1 only", DESK, NOON)
    corrects(work, ADA, "C_ENG", plain("By design!"))
    assert state(work).reason == "Version 1 only"


def test_a_reason_stands_when_its_message_is_deleted(work: Work) -> None:
    reacts(work, ADA, "x")
    says(work, ADA, "C_ENG", CARD, "By design")
    corrects(work, ADA, "C_ENG", None)
    assert state(work).reason == "By design"
