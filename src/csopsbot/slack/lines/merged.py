"""What a thread hears by way of another escalation, and the way there."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.slack.blocks import Message, context, one_line
from csopsbot.slack.lines import NoLine, support_line
from csopsbot.slack.lines.parts import plain
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.titles import name_of
from csopsbot.words import say


def followed_line(
    followed: e.Followed, original: e.Recorded | None, escalation: Escalation, desk: Desk
) -> Message:
    """Return what support is told of ORIGINAL, which happened to the one that goes on for it."""
    if original is None:
        raise NoLine(f"It is not known what happened to {followed.name}.")
    name = one_line(followed.name, 80)
    told = _merged_on(original.event, name, escalation.language)
    told = told or support_line(original.event, original.seq, escalation, desk)
    where = say("support.follows", escalation.language, name=name)
    return Message(f"{where}\n{told.text}", (context(where), *told.blocks))


def _merged_on(event: e.Event, other: str, language: str) -> Message | None:
    """Return that OTHER, which goes on for it, was itself merged into another; None if it was not."""
    if not isinstance(event, e.Withdrawn) or not event.into:
        return None
    names = {"name": name_of(event.by), "other": other, "into": one_line(event.into, 80)}
    return plain(say("support.merged_on", language, **names))


def other_of(event: e.Event) -> str:
    """Return the name of the other escalation that EVENT is about, empty where there is none."""
    match event:
        case e.Withdrawn(into=name) | e.Reopened(out_of=name):
            return name
        case e.DuplicateJoined(name=name) | e.DuplicateLeft(name=name):
            return name
        case _:
            return ""


def leading_there(line: Message, name: str, address: str | None, language: str) -> Message:
    """Return LINE with the way to the escalation called NAME below it, where it is known."""
    if not name or address is None:
        return line
    way = linked(address, say("line.open_other", language, name=name))
    return replace(line, blocks=(*line.blocks, context(way)))
