"""The explanation of an escalation's clocks, for one person to read, within a message's room."""

from collections.abc import Iterator, Sequence

from csopsbot.domain.desk import Desk
from csopsbot.domain.explanation import Explanation, Story
from csopsbot.domain.sla import instants
from csopsbot.slack.blocks import one_line
from csopsbot.slack.moments import moment
from csopsbot.slack.titles import headline
from csopsbot.words.ledger import Chapter, Voice, chapter, turns

ROOM = 3_900
"""Slack advises no more than four thousand characters."""

_LONGEST = 300


def ledgers(
    found: Explanation, stories: Sequence[Story], desk: Desk, language: str, room: int = ROOM
) -> str:
    """Return why the clocks of STORIES stand where they do; what is too long lacks its middle."""
    voice = Voice(language, _instant, _shown, desk)
    severity = desk.severity(found.escalation.intake.severity)
    top, bottom = headline(found.escalation, severity.symbol), turns(found.turns, voice)
    told = [_lines(chapter(one, voice)) for one in stories] or [[voice.say("ledger.no_clocks")]]
    hints = [_hint(found, one, voice, alone=len(stories) == 1) for one in stories] or [""]
    left = room - len(top) - len(bottom) - 4
    parts = ("\n".join(lines) for lines in fitted(told, left, hints))
    return "\n\n".join([top, *parts, bottom])


def _hint(found: Explanation, story: Story, voice: Voice, *, alone: bool) -> str:
    """Return where what STORY lacks is told: where it has the message to itself, if it has not."""
    name = found.escalation.name
    ask = f"csopsbot sla explain {name}" if alone else f"/csops why {name} {story.clock.name}"
    return voice.say("ledger.shortened", ask=ask)


def fitted(texts: Sequence[list[str]], room: int, hints: Sequence[str]) -> list[list[str]]:
    """Return TEXTS, lists of lines, within ROOM; the short ones leave theirs to the long ones.

    HINTS has one for each, which stands for what had to go.
    """
    shares: dict[int, list[str]] = {}
    by_length = sorted(range(len(texts)), key=lambda place: _length(texts[place]))
    for done, place in enumerate(by_length):
        share = room // (len(texts) - done)
        shares[place] = shortened(texts[place], share, hints[place])
        room -= _length(shares[place])
    return [shares[place] for place in range(len(texts))]


def shortened(lines: list[str], room: int, hint: str) -> list[str]:
    """Return LINES within ROOM: HINT stands for those in the middle that had to go."""
    if _length(lines) <= room:
        return lines
    middle = len(lines) // 2
    head, tail = lines[:middle], lines[middle:]
    while len(head) + len(tail) > 1 and _length([*head, hint, *tail]) > room:
        if len(head) > len(tail):
            head = head[:-1]
        else:
            tail = tail[1:]
    return [*head, hint, *tail]


def _length(lines: Sequence[str]) -> int:
    """Return how much room LINES take, with the breaks between them and after them."""
    return sum(len(line) + 1 for line in lines) + 1


def _lines(one: Chapter) -> list[str]:
    return [f"*{one.heading}*", *_body(one)]


def _body(one: Chapter) -> Iterator[str]:
    for line in one.lines:
        yield f"• {_instant(line.at)} {line.text}" if line.at is not None else f"• {line.text}"
        yield from (f"      ◦ {detail}" for detail in line.details)


def _instant(second: int) -> str:
    return moment(instants.moment(second))


def _shown(text: str) -> str:
    return one_line(text, _LONGEST)
