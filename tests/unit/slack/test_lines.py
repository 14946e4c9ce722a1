"""What is said in the threads when something happens."""

import ast
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings

import csopsbot
from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, plain
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Step
from csopsbot.slack import names
from csopsbot.slack.blocks import Message
from csopsbot.slack.lines import NoLine, support_line, team_line
from csopsbot.slack.refusals import refusal
from csopsbot.slack.whispers import whisper
from csopsbot.words import LANGUAGES, say
from tests.unit.slack.scenes import (
    ADA,
    DESK,
    HUGE,
    MIA,
    NOON,
    OPEN,
    REF,
    after,
    alerts,
    buttons,
    opened,
    shown,
    words,
    wrong,
)

PLACE = e.Place("C0ENG", "100.1")
LINKED = e.IssueLinked(ref=REF, status=OPEN)


def to_support(event: e.Event, language: str = "en") -> str:
    return shown(support_line(event, 7, after(first=opened(language=language)), DESK))


def to_team(event: e.Event, *before: e.Event) -> str:
    return shown(team_line(event, 7, after(*before), DESK))


def refused(why: str, language: str = "en", **details: str) -> e.Refused:
    return e.Refused(
        by=ADA, step=Step.TAKE, why=why, language=language, place=PLACE, details=details
    )


def test_who_knows_already_that_the_tracker_is_away_is_not_called_again() -> None:
    said = [to_support(e.TrackerDelayed(since=NOON, known=known)) for known in (False, True)]
    assert said[0].replace(f"<@{MIA.id}> ", "") == said[1] != said[0]


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (e.Taken(by=ADA), "Ada is looking into it."),
        (e.Started(by=ADA), "Ada has started to work on it."),
        (e.Started(by=ADA, again=True), "Ada has reopened it and started to work on it."),
        (e.Resolved(by=ADA), "<@U0MIA>, Ada says that it is fixed."),
        (e.Reopened(by=ADA), "Ada has reopened it."),
        (e.Asked(by=ADA), "Ada has a question"),
        (e.Asked(by=ADA, body=plain("Which card?")), "Ada asks:\nWhich card?"),
        (e.Declined(by=ADA), "The reason will follow"),
        (e.Explained(by=ADA, reason="By design."), "> By design."),
        (e.Shared(by=ADA, author=ADA, body=plain("Mended.")), "Ada (engineering):\nMended."),
        (e.ReminderDue(draft=2), "<@U0MIA>, a draft for the customer is still waiting"),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_support_is_told(event: e.Event, line: str) -> None:
    assert line in to_support(event)


ITSELF = Actor("PAY-17", "PAY-17", "issue")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (e.Started(by=ITSELF), "Work on PAY-17 has begun."),
        (e.Started(by=ITSELF, again=True), "PAY-17 was opened again, and work on it has begun."),
        (e.Resolved(by=ITSELF), "<@U0MIA>, PAY-17 was closed as fixed."),
        (e.Declined(by=ITSELF), "PAY-17 was closed without a fix."),
        (e.Reopened(by=ITSELF), "PAY-17 was opened again."),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_an_issue_that_nobody_is_known_to_have_moved_is_told_of_as_moved(
    event: e.Event, line: str
) -> None:
    assert line in to_support(event)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("language", LANGUAGES)
def test_support_is_told_of_every_step_that_is_taken_back(step: Step, language: str) -> None:
    taken_back = to_support(e.Undone(by=ADA, seq=2, step=step), language)
    assert say(f"undone.{step}", language, name="Ada") in taken_back


def test_support_is_told_in_the_agents_language() -> None:
    assert "Ada se encarga." in to_support(e.Taken(by=ADA), "es")


def test_a_question_says_that_an_answer_in_the_thread_reaches_engineering() -> None:
    assert "reaches engineering" in to_support(e.Asked(by=ADA, body=plain("Which?")))


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (e.Asked(by=ADA), "<@U0ADA>, what would you like to know?"),
        (e.Declined(by=ADA), "<@U0ADA>, why was it declined?"),
        (
            e.Replied(by=MIA, side=Side.SUPPORT, body=plain("Visa."), channel="C", ts="1"),
            "Mia (support):\nVisa.",
        ),
        (e.IssueCommented(by=ADA, body=plain("Seen.")), "Ada commented on PAY-17:\nSeen."),
        (
            e.IssueLost(reason="gone"),
            "PAY-17 was deleted in the tracker, or csopsbot can no longer",
        ),
        (e.IssueLost(reason="hidden"), "no longer see PAY-17"),
        (
            e.IssueDuplicated(by=ADA, ref=REF),
            "Ada closed PAY-17 as a duplicate. ESC-12 stays open until",
        ),
        (
            e.IssueDuplicated(by=ITSELF, ref=REF),
            "PAY-17 was closed as a duplicate. ESC-12 stays open until",
        ),
        (e.IssueReappeared(), "csopsbot can see PAY-17 again"),
        (e.MirrorPaused(), "Comments on PAY-17 come faster than people write"),
        (e.MirrorResumed(), "It is quiet on PAY-17 again"),
        (
            e.IssueRefused(what="comments", reason="It is locked."),
            "PAY-17 takes no comments from csopsbot at present",
        ),
        (e.IssueRelented(what="comments"), "PAY-17 takes comments again"),
        (e.TrackerDelayed(since=NOON), "The tracker has taken nothing from us since"),
        (e.TrackerCaughtUp(since=NOON), "The tracker is back and has everything now."),
        (
            e.DeliveryFailed(what="create_issue", reason="HTTP 400", side=Side.ENGINEERING),
            "The issue could not be created",
        ),
        (
            e.DeliveryFailed(what="comment_on_issue", reason="x", side=Side.ENGINEERING),
            "A comment could not be added",
        ),
        (
            e.DeliveryFailed(what="something_new", reason="> why", side=Side.ENGINEERING),
            "> &gt; why",
        ),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_the_team_is_told(event: e.Event, line: str) -> None:
    assert line in to_team(event, LINKED)


def test_the_decliner_is_given_a_button_for_the_reason() -> None:
    (button,) = buttons(team_line(e.Declined(by=ADA), 7, after(), DESK))
    assert (button["action_id"], button["value"]) == (names.GIVE_REASON, "E1:7")


def test_whoever_declined_here_may_simply_write_the_reason() -> None:
    assert "Your next message here within 30 minutes" in to_team(e.Declined(by=ADA))


def test_somebody_of_another_system_is_called_by_name_and_not_promised_to_be_heard_here() -> None:
    tracker = Actor("557058:1", "Grace", "tracker")
    told = to_team(e.Declined(by=tracker))
    assert "Grace, why was it declined?" in told
    assert "next message" not in told


def _said(text: str) -> Message:
    return support_line(e.Asked(by=ADA, body=plain(text)), 7, after(), DESK)


def test_a_long_reply_is_shown_in_several_blocks_to_its_last_word() -> None:
    line = _said("word " * 1_900 + "end")
    shown = [block["text"]["text"] for block in line.blocks if block["type"] == "section"]
    assert [len(shown) > 1, shown[-1].endswith("end")] == [True, True]
    assert " ".join(" ".join(shown).split()).count("word") == 1_900
    assert "Shortened" not in str(line.blocks)


def test_a_reply_beyond_all_measure_is_shortened_and_says_so() -> None:
    line = _said("word " * 10_000)
    assert "Shortened to fit here" in str(line.blocks)
    assert wrong(line) == []


def test_a_conversation_taken_along_is_shown_with_its_authors() -> None:
    said = (e.Quotation("Mia", plain("It fails.")), e.Quotation("Bo", plain("Here too.")))
    line = to_team(e.ContextGathered(quotations=said))
    assert "> *Mia*: It fails.\n> *Bo*: Here too." in line


def test_a_long_conversation_is_folded_and_says_how_much_is_left_out() -> None:
    said = tuple(e.Quotation("Mia", plain(f"line {n}")) for n in range(13))
    line = to_team(e.ContextGathered(quotations=said))
    assert "line 9" in line
    assert "line 10" not in line
    assert "and 3 more messages" in line


@pytest.mark.parametrize("event", [e.DraftDismissed(by=MIA, draft=2), LINKED])
def test_what_concerns_nobody_has_no_line(event: e.Event) -> None:
    with pytest.raises(NoLine):
        support_line(event, 2, after(), DESK)
    with pytest.raises(NoLine):
        team_line(event, 2, after(), DESK)


def test_what_engineers_say_among_themselves_has_no_line_for_support() -> None:
    said = e.Replied(by=ADA, side=Side.ENGINEERING, body=plain("x"), channel="C", ts="1")
    with pytest.raises(NoLine):
        support_line(said, 2, after(), DESK)


def reasons() -> set[str]:
    """Return every word the rules give for why something cannot be had."""
    source = Path(csopsbot.__file__).parent
    trees = [ast.parse(path.read_text("utf-8")) for path in source.rglob("*.py")]
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    raised = [n.args[0] for n in calls if getattr(n.func, "id", "") == "NotPossible" and n.args]
    named = {arg.value for arg in raised if isinstance(arg, ast.Constant)}
    rights = {"not_agent", "not_engineer", "outsider", "guest"}
    return {str(why) for why in named} | rights | {"draft_told", "draft_dismissed"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", sorted(reasons()))
def test_every_refusal_has_a_sentence_of_its_own(why: str, language: str) -> None:
    sentence = shown(whisper(refused(why, language, name="Bo"), after(), DESK))
    assert say("refused.other", language) not in sentence


def test_a_refusal_names_who_was_quicker() -> None:
    assert "Bo has already taken this one" in shown(
        whisper(refused("taken_by_other", name="Bo"), after(), DESK)
    )


def test_a_refusal_names_the_reaction_that_helps() -> None:
    assert ":hammer_and_wrench:" in refusal("closed", "en", {}, DESK)


def test_a_reason_nobody_wrote_a_sentence_for_is_still_answered_kindly() -> None:
    assert refusal("brand_new", "es", {}, DESK) == say("refused.other", "es")


def looked_up(found: Literal["one", "none", "several"], words: str) -> e.AccountLookedUp:
    return e.AccountLookedUp(
        by=ADA, tracker="jira", words=words, found=found, language="en", name="Ada Novak"
    )


def test_whom_the_tracker_does_not_assign_reads_what_it_said() -> None:
    refused = e.AssignmentRefused(by=ADA, tracker="jira", reason="No role.", language="en")
    said = shown(whisper(refused, after(LINKED), DESK))
    assert f"jira does not let me give {REF.key} to you" in said
    assert "> No role." in said


def test_who_is_asked_for_their_account_reads_what_to_type() -> None:
    asked = e.AccountAsked(by=ADA, tracker="jira", language="en")
    said = shown(whisper(asked, after(LINKED), DESK))
    assert f"could not give {REF.key} to you" in said
    assert "in jira" in said
    assert "`/csops account ESC-12 NAME`" in said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("one", "You are Ada Novak in jira"),
        ("none", "Nobody in jira is called ada"),
        ("several", "Several people in jira are called ada"),
    ],
)
def test_who_said_who_they_are_reads_what_came_of_it(
    found: Literal["one", "none", "several"], said: str
) -> None:
    assert said in shown(whisper(looked_up(found, "ada"), after(LINKED), DESK))


@given(text=HUGE, name=HUGE)
@settings(max_examples=40, deadline=None)
def test_no_words_alert_anybody_or_make_a_line_that_slack_refuses(text: str, name: str) -> None:
    by, body = Actor(name, name, "tracker"), plain(text)
    escalation = after(first=opened(by=Actor(f"<{name}>", name)))
    lines = [
        support_line(event, 2, escalation, DESK)
        for event in (
            e.Taken(by=by),
            e.Asked(by=by, body=body),
            e.Explained(by=by, reason=text),
            e.Shared(by=by, author=by, body=body),
            e.ReminderDue(draft=2),
        )
    ]
    lines += [
        team_line(event, 2, escalation, DESK)
        for event in (
            e.Asked(by=by),
            e.Declined(by=by),
            e.Replied(by=by, side=Side.SUPPORT, body=body, channel="C", ts="1"),
            e.ContextGathered(quotations=(e.Quotation(name, body),) * 12),
            e.IssueCommented(by=by, body=body),
            e.DeliveryFailed(what="create_issue", reason=text, side=Side.ENGINEERING),
        )
    ]
    lines.append(whisper(refused("taken_by_other", name=name), after(), DESK))
    lines.append(whisper(looked_up("several", name), after(), DESK))
    for line in lines:
        assert alerts(words(line)) == []
        assert wrong(line) == []


def test_a_question_without_words_is_not_shown_as_one() -> None:
    assert "asks:" not in to_support(e.Asked(by=ADA, body=Doc()))
