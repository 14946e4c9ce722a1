"""Lines of ours that say something else now: other words were meant, or a reason was given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from csopsbot.app.effects import TellSupport, TellTeam
from csopsbot.app.ordering import key
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Place, Recorded
from csopsbot.slack.blocks import Message, context
from csopsbot.slack.calls import Correct, Post
from csopsbot.slack.reasons import with_reason
from csopsbot.words import say

LINE = "line"
_BEFORE = timedelta(minutes=1)

Tell: TypeAlias = Callable[[e.Event, int, Escalation, Desk], Message]
"""Returns what a thread is told of an event of that number; of an escalation, under a desk."""


def corrected(
    original: Recorded,
    cause: e.Event,
    tell: Tell,
    escalation: Escalation,
    desk: Desk,
    language: str,
) -> Message:
    """Return the line by which a thread is to TELL of ORIGINAL since CAUSE; raises `TypeError`."""
    match cause:
        case e.Explained() | e.BreachExplained():
            return with_reason(original, cause, escalation, language)
        case e.Amended():
            said = reworded(original, cause, language)
            line = tell(said.event, said.seq, escalation, desk)
            return Message(line.text, (*line.blocks, context(say("line.edited", language))))
        case _:
            raise TypeError(f"{cause.kind} corrects nothing.")


def reworded(original: Recorded, amended: e.Amended, language: str) -> Recorded:
    """Return ORIGINAL with the words that are meant now, or saying that they were taken back."""
    event = original.event
    if not isinstance(event, e.Replied | e.Shared | e.IssueCommented):
        raise TypeError(f"{event.kind} has no words to change.")
    withheld = amended.kept_back and isinstance(event, e.Shared)
    body = (None if withheld else amended.body) or plain(say("line.removed", language))
    return replace(original, event=replace(event, body=body))


def correction(
    line: Message,
    notice: TellSupport | TellTeam,
    original: Recorded,
    escalation: Escalation,
    thread: Place,
) -> Correct:
    """Return the call after which the line of NOTICE, about ORIGINAL, is LINE."""
    post = Post(
        key=key(notice, escalation.id, original.seq),
        surface=LINE,
        channel=thread.channel,
        thread=thread.thread,
        message=line,
    )
    return Correct(post, original.at - _BEFORE)
