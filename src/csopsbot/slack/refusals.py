"""Why a person cannot have something, in kind words that say what to do instead."""

from collections.abc import Mapping

from csopsbot.domain.desk import Desk
from csopsbot.domain.stage import Step
from csopsbot.slack.blocks import one_line
from csopsbot.slack.titles import step_emoji
from csopsbot.words import UnknownMessage, say

_UNSAID = {"name": "?", "known": "?", "example": "/csops help"}


def refusal(why: str, language: str, details: Mapping[str, str], desk: Desk) -> str:
    """Return the sentence for WHY, as mrkdwn; a general one for a reason we know no words for."""
    values = {name: one_line(value, 300) for name, value in details.items()}
    start = step_emoji(desk, Step.START)
    try:
        return say(f"refused.{why}", language, **{**_UNSAID, **values, "start": start})
    except UnknownMessage:
        return say("refused.other", language)
