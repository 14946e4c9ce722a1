"""What one person alone is told: answers to commands, refusals, excuses."""

from collections.abc import Iterator

from csopsbot.app.in_hand import Listed
from csopsbot.demo.catalogue.cards import TAKEN
from csopsbot.demo.catalogue.scene import ADA, LINKED, Scene
from csopsbot.domain.explanation import about
from csopsbot.slack.commands import COMMANDS
from csopsbot.slack.commands import help as help_command
from csopsbot.slack.commands.open import listed
from csopsbot.slack.ledgers import ledgers
from csopsbot.slack.listing import MOST_SHOWN
from csopsbot.slack.moments import moment
from csopsbot.slack.preparing import nowhere
from csopsbot.slack.refusals import refusal
from csopsbot.words import keys, say
from csopsbot.words.clocks import waits_for

_NOTED = ("excuse.", "noted.", "why.")
_MISTYPED = ("command.unknown", "command.did_you_mean")


def answers(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield each answer to a command, as mrkdwn."""
    told, language = scene.after(LINKED, TAKEN, minutes=40), scene.language
    found = scene.explained(told)
    yield "/csops why", ledgers(found, about(found.stories, ""), scene.desk, language)
    one = Listed(told.escalation)
    yield "/csops help", help_command.listed(COMMANDS.values(), language, scene.desk)
    yield "/csops open", listed([one], nowhere, language, scene.desk)
    many = listed([one] * (MOST_SHOWN + 1), nowhere, language, scene.desk)
    yield "/csops open, with more than is shown", many
    yield "/csops open, with nothing open", listed([], nowhere, language, scene.desk)
    for key in _MISTYPED:
        yield _title(key), say(key, language, name="opne", close="open")
    values = _values(scene)
    for key in keys():
        if key.startswith(_NOTED):
            yield _title(key), say(key, language, **values)


def refusals(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield each reason why something cannot be had, as mrkdwn."""
    details = {"name": ADA.name, "known": "S1, S2, S3", "example": "/csops wait ESC-12 customer"}
    for key in keys():
        if key.startswith("refused."):
            why = key.partition(".")[2]
            yield _title(key), refusal(why, scene.language, details, scene.desk)


def complaints(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield each thing that may be wrong with a field of a form, as mrkdwn."""
    for key in keys():
        if key.startswith("form.") and key != "form.cancel":
            told = say(key, scene.language, limit=150, length=180, line="tracker.example/9")
            yield _title(key), told


def _title(key: str) -> str:
    return key.replace(".", ": ").replace("_", " ").capitalize()


def _values(scene: Scene) -> dict[str, str]:
    """Return something for everything that such a text may name."""
    when = moment(scene.now)
    return {
        "clock": "speed",
        "into": "ESC-9",
        "issue": "PAY-9",
        "name": "ESC-12",
        "reason": waits_for(["waiting_for_customer"], scene.language),
        "severity": "S2",
        "since": when,
        "spent": "1 h 30 m",
        "team": "Platform",
        "when": when,
        "words": "dana",
    }
