"""What people are told when something did not come off."""

import pytest

from csopsbot.app.failures import AuthError, StorageUnavailable, Unavailable
from csopsbot.app.ports import NoSuchEscalation
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.asking import No
from csopsbot.slack.excuses import excuse
from csopsbot.slack.forms import NotOurForm
from csopsbot.slack.payload import Malformed
from csopsbot.words import LANGUAGES
from tests.unit.slack.scenes import DESK

REFUSALS = [
    "already_shared",
    "closed",
    "draft_changed",
    "draft_dismissed",
    "draft_told",
    "draft_withdrawn",
    "guest",
    "no_channel",
    "not_agent",
    "not_declined",
    "not_engineer",
    "not_in_channel",
    "outsider",
    "shared_channel",
    "taken_by_other",
    "too_late_to_undo",
]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (StorageUnavailable(), "not_saved"),
        (TimeoutError(), "too_slow"),
        (No("expired_trigger_id"), "too_slow"),
        (Unavailable(), "slack_away"),
        (AuthError(), "slack_away"),
        (No("invalid_arguments"), "unexpected"),
        (Malformed(), "not_understood"),
        (NotOurForm(), "not_understood"),
        (NoSuchEscalation(), "not_understood"),
        (KeyError("anything"), "unexpected"),
        (NotPossible("guest"), "refused"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mishap_has_its_words(error: Exception, outcome: str, language: str) -> None:
    sentence, called = excuse(error, "draft_told", language, DESK)
    assert called == outcome
    assert sentence.endswith(".")


@pytest.mark.parametrize("why", REFUSALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words_of_its_own(why: str, language: str) -> None:
    general, _ = excuse(NotPossible("no such word"), "any", language, DESK)
    sentence, _ = excuse(NotPossible(why, name="Mia"), "any", language, DESK)
    assert sentence != general


def test_an_error_never_speaks_for_itself() -> None:
    sentence, _ = excuse(ValueError("xoxb-1-secret"), "any", "en", DESK)
    assert "xoxb" not in sentence
