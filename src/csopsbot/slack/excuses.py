"""What a person is told when what they asked for did not come off, and what they can do."""

import structlog

from csopsbot.app.failures import Failure, StorageUnavailable
from csopsbot.app.ports import NoSuchEscalation
from csopsbot.domain.desk import Desk
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.asking import No
from csopsbot.slack.forms import NotOurForm
from csopsbot.slack.payload import Malformed
from csopsbot.slack.refusals import refusal
from csopsbot.words import say

_TOO_SLOW = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})

_log = structlog.get_logger(__name__)


def excuse(error: Exception, listener: str, language: str, desk: Desk) -> tuple[str, str]:
    """Return what to tell the person, as mrkdwn, and what to call the outcome."""
    if isinstance(error, NotPossible):
        return refusal(error.why, language, error.details, desk), "refused"
    word = _word(error)
    if word == "unexpected":
        _log.error("slack_listener_failed", listener=listener, exc_info=error)
    else:
        _log.warning("slack_listener_excused", listener=listener, why=word)
    return say(f"excuse.{word}", language), word


def _word(error: Exception) -> str:
    """Return the catalogue's word for ERROR."""
    match error:
        case StorageUnavailable():
            return "not_saved"
        case TimeoutError():
            return "too_slow"
        case No(code=code) if code in _TOO_SLOW:
            return "too_slow"
        case Failure():
            return "slack_away"
        case Malformed() | NotOurForm() | NoSuchEscalation():
            return "not_understood"
        case _:
            return "unexpected"
