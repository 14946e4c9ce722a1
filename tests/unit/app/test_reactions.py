from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.ports import Work
from csopsbot.app.reactions import concerns_us
from csopsbot.domain import events as e
from csopsbot.domain.people import Side
from csopsbot.domain.stage import Stage, Step
from tests.unit.app.house import (
    ADA,
    BEN,
    BODY,
    CARD,
    DESK,
    GUEST,
    NOON,
    happened,
    opened,
    owed,
    reacts,
    state,
)


@pytest.mark.parametrize(
    ("emoji", "stage"),
    [
        ("eyes", Stage.TAKEN),
        ("hammer_and_wrench", Stage.IN_PROGRESS),
        ("white_check_mark", Stage.RESOLVED),
        ("x", Stage.DECLINED),
    ],
)
def test_a_reaction_on_the_card_is_a_step(work: Work, emoji: str, stage: Stage) -> None:
    opened(work)
    reacts(work, ADA, emoji)
    assert (state(work).stage, state(work).assignee) == (stage, ADA.actor)


def test_taking_shows_it_everywhere_and_tells_support_once(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes")
    assert owed(work) == [
        fx.TellSupport(2),
        fx.ShowSupportCard(),
        fx.ShowTeamCard(),
        fx.ShowDraft(2),
        fx.SyncIssue(),
    ]


def test_the_same_event_twice_is_one_step(work: Work) -> None:
    opened(work)
    for _ in range(2):
        reacts(work, ADA, "question", event_ts="0000000008.0", delivery="Ev_same")
    assert len(happened(work)) == 2


def test_another_event_with_the_same_id_is_another_step(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes", delivery="Ev_same")
    reacts(work, ADA, "hammer_and_wrench", delivery="Ev_same")
    assert state(work).stage is Stage.IN_PROGRESS


def test_on_and_off_within_the_same_second_are_both_taken(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes", event_ts="0000000008.0")
    reacts(work, ADA, "eyes", added=False, event_ts="0000000008.0")
    assert state(work).stage is Stage.NEW
    reacts(work, ADA, "eyes", event_ts="0000000008.0")
    assert state(work).stage is Stage.TAKEN


def test_a_removal_that_arrives_before_its_reaction_wins(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes", added=False, event_ts="0000000009.0")
    reacts(work, ADA, "eyes", event_ts="0000000008.0")
    assert state(work).stage is Stage.NEW


def test_taking_the_reaction_off_undoes_the_step(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes")
    reacts(work, ADA, "eyes", added=False, at=NOON + timedelta(minutes=9))
    assert (state(work).stage, state(work).assignee) == (Stage.NEW, None)
    assert fx.ShowDraft(2) in owed(work)


def test_after_ten_minutes_taking_it_off_is_answered_privately(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes")
    owed(work)
    reacts(work, ADA, "eyes", added=False, at=NOON + timedelta(minutes=11))
    assert state(work).stage is Stage.TAKEN
    assert owed(work) == [fx.Whisper(3)]


def test_of_two_who_take_it_one_has_it_and_the_other_is_told(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes")
    owed(work)
    reacts(work, BEN, "eyes")
    assert state(work).assignee == ADA.actor
    refused = happened(work)[-1]
    assert isinstance(refused, e.Refused)
    assert (refused.why, refused.details) == ("taken_by_other", {"name": "Ada"})
    assert owed(work) == [fx.Whisper(3)]


def test_a_guest_is_refused_privately_and_nothing_changes(work: Work) -> None:
    opened(work)
    reacts(work, GUEST, "white_check_mark")
    assert state(work).stage is Stage.NEW
    assert owed(work) == [fx.Whisper(2)]


def test_an_emoji_without_a_meaning_means_nothing(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "tada")
    assert len(happened(work)) == 1


def _reply(work: Work) -> None:
    reply(work, Reply(ADA, "C_ENG", CARD, "100.2", BODY), DESK, NOON)
    owed(work)


def test_a_reply_marked_for_support_is_passed_on_once(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, ADA, "mega", ts="100.2")
    assert owed(work) == [fx.TellSupport(3), fx.MarkShared(3)]
    reacts(work, BEN, "mega", ts="100.2")
    assert owed(work) == []


def test_a_question_mark_on_a_reply_asks_that(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, BEN, "question", ts="100.2")
    assert happened(work)[-1] == e.Asked(by=ADA.actor, body=BODY)
    assert state(work).turn is Side.SUPPORT


def test_the_same_question_is_asked_once_however_many_react(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, BEN, "question", ts="100.2")
    reacts(work, ADA, "question", ts="100.2")
    assert len(happened(work)) == 3


def test_taking_the_question_mark_off_a_reply_undoes_the_question(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, BEN, "question", ts="100.2")
    reacts(work, BEN, "question", ts="100.2", added=False)
    assert happened(work)[-1] == e.Undone(by=BEN.actor, seq=3, step=Step.ASK)
    assert state(work).turn is Side.ENGINEERING


def test_a_question_is_not_undone_after_ten_minutes(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, BEN, "question", ts="100.2")
    late = NOON + timedelta(minutes=11)
    reacts(work, BEN, "question", ts="100.2", added=False, at=late)
    assert state(work).turn is Side.SUPPORT


def test_a_question_mark_taken_off_what_was_no_question_changes_nothing(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, BEN, "question", ts="100.2", added=False)
    assert len(happened(work)) == 2


def test_what_support_has_read_cannot_be_taken_back_and_the_person_is_told(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, ADA, "mega", ts="100.2")
    owed(work)
    reacts(work, ADA, "mega", ts="100.2", added=False)
    told = happened(work)[-1]
    assert isinstance(told, e.Refused)
    assert (told.why, owed(work)) == ("already_shared", [fx.Whisper(4)])


def test_a_megaphone_taken_off_what_was_not_shared_says_nothing(work: Work) -> None:
    opened(work)
    _reply(work)
    reacts(work, ADA, "mega", ts="100.2", added=False)
    assert owed(work) == []


def test_only_team_cards_and_known_replies_concern_us(work: Work) -> None:
    opened(work)
    _reply(work)
    assert concerns_us(work, "C_ENG", CARD)
    assert concerns_us(work, "C_ENG", "100.2")
    assert not concerns_us(work, "C_SUP", "200.1")
    assert not concerns_us(work, "C_ENG", "5.5")
