"""The words for the customer."""

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings

from csopsbot.app.drafts import edition
from csopsbot.domain import events as e
from csopsbot.domain.escalation import Draft, Escalation
from csopsbot.slack import names
from csopsbot.slack.drafts import draft_message, draft_text, withdrawn_message
from csopsbot.words import LANGUAGES
from tests.unit.slack.scenes import (
    ADA,
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

About = Literal["progress", "resolved", "declined", "reopened"]
ABOUT: tuple[About, ...] = ("progress", "resolved", "declined", "reopened")
TAKEN = after(e.Taken(by=ADA))
DRAFT = Draft(2, "progress")


def told(text: str = "Hello.") -> Escalation:
    return after(e.Taken(by=ADA), e.CustomerTold(by=MIA, draft=2, text=text))


def only(escalation: Escalation) -> Draft:
    (draft,) = escalation.drafts
    return draft


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", ABOUT)
def test_a_draft_says_nothing_internal(about: About, language: str) -> None:
    first = opened(language=language)
    history = (e.IssueLinked(ref=REF, status=OPEN), e.Taken(by=ADA), e.Declined(by=ADA))
    rich = after(*history, e.Explained(by=ADA, reason="Too costly."), first=first)
    bare = after(first=opened(e.Intake("", "", "", "s2"), language=language))
    assert draft_text(rich, Draft(2, about)) == draft_text(bare, Draft(2, about))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_occasion_has_its_own_words(language: str) -> None:
    escalation = after(first=opened(language=language))
    assert len({draft_text(escalation, Draft(2, about)) for about in ABOUT}) == len(ABOUT)


def test_an_edited_draft_offers_the_agents_words() -> None:
    assert draft_text(TAKEN, Draft(2, "progress", text="Mine.")) == "Mine."


def test_an_open_draft_has_three_buttons_that_say_which_draft_they_are_about() -> None:
    found = {(one["action_id"], one["value"]) for one in buttons(draft_message(TAKEN, DRAFT))}
    actions = (names.DRAFT_TOLD, names.DRAFT_EDIT, names.DRAFT_DISMISS)
    assert found == {(action, f"E1:2:{edition(DRAFT)}") for action in actions}


def test_a_draft_that_was_told_says_by_whom_when_and_what() -> None:
    message = draft_message(told(), only(told()))
    assert "Mia told the customer <!date^" in shown(message)
    assert "> Hello." in shown(message)
    assert buttons(message) == []


def test_a_draft_told_before_another_says_no_wrong_time() -> None:
    later = replace(told(), told=None)
    assert "Mia told the customer.\n" in shown(draft_message(later, only(told())))


def test_a_draft_that_was_not_needed_says_who_found_so() -> None:
    escalation = after(e.Taken(by=ADA), e.DraftDismissed(by=MIA, draft=2))
    assert "Mia saw no need" in shown(draft_message(escalation, only(escalation)))


def test_a_replaced_draft_has_no_buttons() -> None:
    assert buttons(draft_message(TAKEN, Draft(2, "progress", "replaced"))) == []


def test_a_withdrawn_draft_has_no_buttons() -> None:
    assert buttons(withdrawn_message(TAKEN)) == []


@pytest.mark.parametrize("state", ["open", "told", "dismissed", "replaced"])
@given(text=HUGE)
@settings(max_examples=20)
def test_no_words_alert_anybody_or_make_a_draft_that_slack_refuses(
    state: Literal["open", "told", "dismissed", "replaced"], text: str
) -> None:
    message = draft_message(told(text), Draft(2, "progress", state, text, MIA))
    assert alerts(words(message)) == []
    assert wrong(message) == []


def test_the_time_is_that_of_the_telling() -> None:
    assert str(int(NOON.timestamp())) in shown(draft_message(told(), only(told())))
