"""Whoever says why is shown that it was heard: the line that asked says so."""

from csopsbot.app import effects as fx
from csopsbot.app.drafts import explain_decline
from csopsbot.app.effects import Effect
from csopsbot.app.ordering import order
from csopsbot.app.ports import Entry, Work
from csopsbot.app.staging import scene
from csopsbot.app.steering import explain_breach
from csopsbot.domain import events as e
from tests.unit.app.clocked import PROMISED, later, on, opened
from tests.unit.app.house import ADA, owed, reacts, state


def asked(work: Work, effect: Effect) -> tuple[int, str]:
    """Return the number and kind of the event whose line EFFECT changes."""
    escalation = state(work)
    ordered = order(effect, escalation, escalation.version, PROMISED)
    original = scene(work, Entry(1, ordered, None, 0, later(60)), later(60)).original
    assert original is not None
    return original.seq, original.event.kind


def missed(work: Work) -> int:
    """Let the team answer late, and return the number of the miss."""
    opened(work)
    reacts(work, ADA, "eyes", at=later(45), desk=PROMISED)
    owed(work)
    history = work.escalations.history("E1")
    return next(one.seq for one in history if isinstance(one.event, e.ClockMissed))


def test_the_line_of_a_miss_says_that_its_reason_was_given(work: Work) -> None:
    seq = missed(work)
    why = ("ola/first_response", 1, "Too few people", "")
    explain_breach(work, on(ADA), *why, PROMISED, later(50))
    (effect,) = owed(work)
    assert effect == fx.CorrectTeam(state(work).version)
    assert asked(work, effect) == (seq, "clock_missed")


def test_the_line_that_asked_last_says_that_it_was_told_why_it_was_declined(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "x", desk=PROMISED)
    reacts(work, ADA, "x", added=False, desk=PROMISED)
    reacts(work, ADA, "x", desk=PROMISED)
    declined = state(work).version
    owed(work)
    explain_decline(work, "E1", ADA, "By design", PROMISED, later(5))
    (effect,) = (one for one in owed(work) if isinstance(one, fx.CorrectTeam))
    assert asked(work, effect) == (declined, "declined")
