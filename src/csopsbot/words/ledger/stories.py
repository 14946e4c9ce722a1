"""The ledger of a whole clock in words, and what is said about all clocks together."""

from collections.abc import Iterator
from dataclasses import dataclass

from csopsbot.domain import events as e
from csopsbot.domain.explanation import Story
from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.instants import seconds
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.turns import Totals
from csopsbot.words.clocks import clock_name
from csopsbot.words.durations import duration
from csopsbot.words.ledger.closed import closed
from csopsbot.words.ledger.line import Line
from csopsbot.words.ledger.terms import unpromised
from csopsbot.words.ledger.told import told
from csopsbot.words.ledger.voice import Voice


@dataclass(frozen=True, slots=True)
class Chapter:
    """A clock's name, and its ledger."""

    heading: str
    lines: tuple[Line, ...]


def chapter(story: Story, voice: Voice) -> Chapter:
    """Return what became of one clock."""
    return Chapter(clock_name(story.clock.name, voice.language), tuple(_lines(story, voice)))


def turns(totals: Totals, voice: Voice) -> str:
    """Return how long it was whose turn."""
    told_of = {"support": totals.support, "engineering": totals.engineering}
    told_of["customer"] = totals.customer
    parts = (
        f"{voice.say(f'turn.{party}')} {duration(length, voice.language)}"
        for party, length in told_of.items()
    )
    return voice.say("ledger.turns", parts=", ".join(parts))


def _lines(story: Story, voice: Voice) -> Iterator[Line]:
    why = story.unpromised
    if why is not None and not any(map(_names_terms, story.entries)):
        yield Line(None, voice.say("ledger.nothing_promised"), tuple(unpromised(why, voice)))
        return
    if not story.entries:
        yield Line(None, voice.say("ledger.not_begun"))
    yield from _cycles(story, voice)
    if why is not None:
        yield Line(None, voice.say("ledger.stands_idle"), tuple(unpromised(why, voice)))


def _names_terms(one: entry.Entry) -> bool:
    return isinstance(one, entry.Retargeted) or (isinstance(one, entry.Began) and bool(one.terms))


def _cycles(story: Story, voice: Voice) -> Iterator[Line]:
    several = len({one.cycle for one in story.entries}) > 1
    terms: Terms | None = None
    for one in story.entries:
        if several and isinstance(one, entry.Began):
            yield Line(None, voice.say("ledger.cycle", number=one.cycle))
        terms = _terms_after(one, terms)
        if not (isinstance(one, entry.Stands) and story.unpromised):
            yield _line(one, terms, voice)
        if isinstance(one, entry.Finished) and one.outcome is Status.MISSED:
            yield _reason(story, one.cycle, voice)


def _terms_after(one: entry.Entry, before: Terms | None) -> Terms | None:
    match one:
        case entry.Began(terms=terms) | entry.Retargeted(after=terms):
            return terms
        case _:
            return before


def _line(one: entry.Entry, terms: Terms | None, voice: Voice) -> Line:
    match one:
        case entry.Skipped():
            return Line(None, closed(one, _calendar(terms, voice), voice))
        case _:
            text, *details = told(one, voice)
            return Line(one.at, text, tuple(details))


def _calendar(terms: Terms | None, voice: Voice) -> Calendar | None:
    written = voice.desk.agreements.written_calendars
    return written.get(terms.target.calendar) if terms else None


def _reason(story: Story, cycle: int, voice: Voice) -> Line:
    for record in story.reasons:
        event = record.event
        if isinstance(event, e.BreachExplained) and event.cycle == cycle:
            reason = voice.say("ledger.reason", reason=voice.show(event.reason))
            note = voice.say("ledger.note", note=voice.show(event.note)) if event.note else ""
            details = (note,) if note else ()
            return Line(seconds(record.at), voice.by(reason, event.by.name), details)
    return Line(None, voice.say("ledger.no_reason"))
