"""What lines are made of, for whomever they are."""

from csopsbot.domain.document import Doc
from csopsbot.slack.blocks import (
    Message,
    context,
    section,
)
from csopsbot.slack.mrkdwn import in_pieces, to_mrkdwn
from csopsbot.words import say

BODY, _PIECES = 2_700, 4


class NoLine(LookupError):
    """Nothing is said to that audience when this happens."""


def plain(text: str) -> Message:
    """Return TEXT as a message of its own."""
    return Message(text, (section(text),))


def with_body(heading: str, body: Doc, language: str, hint: str = "") -> Message:
    """Return HEADING with what somebody said under it; a note where it had to be shortened."""
    pieces = in_pieces(body, BODY)
    first, *others = pieces[:_PIECES] or [""]
    small = [say("line.cut", language)] if len(pieces) > _PIECES else []
    small += [hint] if hint else []
    blocks = (section(f"{heading}\n{first}"), *map(section, others), *map(context, small))
    return Message(f"{heading}\n{to_mrkdwn(body, BODY)}", blocks)
