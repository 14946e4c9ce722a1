"""Lines that asked for a reason, once somebody has given it: what was said, and how to say otherwise."""

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.slack import names
from csopsbot.slack.blocks import Message, actions, button, cut_quote, section
from csopsbot.slack.countdown import clock_name
from csopsbot.slack.titles import name_of
from csopsbot.words import say
from csopsbot.words.durations import open_time

_LONGEST = 2_000


def missed_text(missed: e.ClockMissed, language: str) -> str:
    """Return how late a clock was, as mrkdwn."""
    late = max(0, missed.spent_s - missed.target_s)
    return say(
        "miss.line",
        language,
        clock=clock_name(missed.clock, language),
        late=open_time(late, language),
        allowed=open_time(missed.target_s, language),
    )


def with_reason(
    asked: Recorded, reason: e.Explained | e.BreachExplained, escalation: Escalation, language: str
) -> Message:
    """Return the line that ASKED for a reason as it reads since the REASON was given."""
    name, value = name_of(reason.by), names.button_value(escalation.id, asked.seq)
    match asked.event, reason:
        case e.ClockMissed() as missed, e.BreachExplained():
            text = f"{missed_text(missed, language)}\n{say('miss.explained', language, name=name)}"
            return _answered(
                text, f"{reason.reason}\n{reason.note}", names.SAY_WHY, value, language
            )
        case e.Declined(), e.Explained():
            text = say("team.explained", language, name=name)
            return _answered(text, reason.reason, names.GIVE_REASON, value, language)
        case event, _:
            raise TypeError(f"{reason.kind} is no answer to {event.kind}.")


def _answered(heading: str, words: str, action_id: str, value: str, language: str) -> Message:
    text = f"{heading}\n{cut_quote(words, _LONGEST)}"
    change = button(say("reason.change", language), action_id, value)
    return Message(text, (section(text), actions(change)))
