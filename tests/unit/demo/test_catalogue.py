"""The catalogue has every message and form of the bot's, and the local Slack draws each."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from string import Formatter
from typing import Any

import pytest

from csopsbot.demo.catalogue import examples
from csopsbot.demo.catalogue.headings import called, parts, translations
from csopsbot.demo.catalogue.lines import told_events
from csopsbot.demo.catalogue.scene import scene
from csopsbot.domain import events as e
from csopsbot.domain.stage import Stage
from csopsbot.sandbox.blockkit.surfaces import message_problems, view_problems
from csopsbot.sandbox.face.render import Sight
from csopsbot.sandbox.face.render.blocks.registry import BLOCKS
from csopsbot.sandbox.face.render.catalogue import Catalogue, catalogue
from csopsbot.sandbox.face.render.elements.registry import ELEMENTS
from csopsbot.slack import names
from csopsbot.slack.lines.steered import steered_line
from csopsbot.slack.lines.support import for_support
from csopsbot.slack.lines.team import for_team
from csopsbot.words import LANGUAGES, say
from tests.unit.sandbox.face.hostile import suspicious
from tests.unit.sandbox.face.reading import elements, words
from tests.unit.words.test_catalogue import texts

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EXAMPLES = examples(NOW)
TELLING = (for_support, for_team, steered_line)
FRAMES = frozenset({"nav", "article", "section", "footer", "h2"})

APART = frozenset(
    {"board", "guide", "panels", "due", "owed", "beat", "tracker", "demand"}
) | frozenset({"ledger", "fact", "cause"})
"""What is read on pages or in trackers, and the sentences of `/csops why`, one for each turn of a
history: the tests of words/ledger have them."""

UNSEEN = {
    "alert.noticed_late",  # the bot was down meanwhile
    "alert.speaks_for",  # several thresholds were passed at once
    "clock.next_update",  # the demo's desk promises none
    "clock.shadow",  # nor does it try out a policy
    "countdown.over",  # a clock that stands still after its time
    "countdown.waits",  # a wait that pauses no clock
    "draft.told_before",  # a draft that was told before a later one
    "escalate.kind",  # the demo's desk has no kinds
    "escalate.kind_example",
    "line.edited",  # a line whose message was changed later
    "line.removed",
}
"""What takes a longer story than the catalogue's; each was looked at, and a new text is not."""


def contents() -> list[Any]:
    """Return every message and form, in every language."""
    return [content for each in EXAMPLES for content in each.shown.values()]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a message or form."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from objects(part)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a message or form."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def stands(form: str, read: set[str]) -> bool:
    """Tell whether a text, with whatever is put into it, is somewhere among what is read."""
    pieces = [piece for piece, *_ in Formatter().parse(form)]
    pattern = [piece for piece in pieces if piece]
    return any(_in_order(pattern, text) for text in read)


def _in_order(pieces: list[str], text: str) -> bool:
    for piece in pieces:
        _, found, text = text.partition(piece)
        if not found:
            return False
    return True


@cache
def page() -> str:
    """Return the whole catalogue drawn."""
    return catalogue(Catalogue(EXAMPLES), Sight(NOW))


def test_every_example_is_in_every_language() -> None:
    assert {tuple(each.shown) for each in EXAMPLES} == {LANGUAGES}


def test_every_heading_has_its_words_in_spanish_and_no_words_are_left_over() -> None:
    headings = {heading for each in EXAMPLES for heading in (each.group, each.title)}
    english = {part for heading in headings for part in parts(heading)}
    spanish = {str(message.id) for message in translations("es") if message.id}
    assert {part for part in english - spanish if not part.startswith("/")} == set()
    assert spanish - english == set()


def test_a_heading_is_called_part_by_part() -> None:
    heading = "The team is told: it waits (on_hold)"
    assert called(heading, "es") == "Al equipo se le dice: está a la espera (on_hold)"
    assert called(heading, "en") == heading


def test_no_two_examples_have_one_name() -> None:
    counted = Counter((each.group, each.title) for each in EXAMPLES)
    assert [name for name, times in counted.items() if times > 1] == []


def test_slack_would_take_every_example() -> None:
    problems = [
        str(problem)
        for content in contents()
        for problem in (
            view_problems(content)
            if "type" in content
            else message_problems(content.get("blocks", []))
        )
    ]
    assert problems == []


def test_everything_that_is_told_has_an_example() -> None:
    told = {kind for table in TELLING for kind in table.registry} - {object, e.Event}
    assert told <= {type(event) for event in told_events(scene("en", NOW))}


def test_every_form_and_every_button_is_in_an_example() -> None:
    ours = {value for name, value in vars(names).items() if name.isupper()}
    found = {
        each.get("callback_id") or each.get("action_id")
        for content in contents()
        for each in objects(content)
    }
    assert ours - found == {names.EFFECT_EVENT}


@pytest.mark.parametrize("stage", list(Stage))
def test_a_card_shows_each_stage(stage: Stage) -> None:
    cards = [each.shown["en"] for each in EXAMPLES if each.group == "Cards"]
    assert any(card["text"].endswith(say(f"stage.{stage}", "en")) for card in cards)


def test_every_text_that_is_sent_stands_in_an_example() -> None:
    read = {text for each in EXAMPLES for text in strings(each.shown["en"])}
    sent = {key: forms for key, forms in texts("en").items() if key.partition(".")[0] not in APART}
    unseen = {key for key, forms in sent.items() if not any(stands(f, read) for f in forms)}
    assert unseen == UNSEEN


def test_everything_the_bot_sends_has_a_renderer() -> None:
    texts = {"plain_text", "mrkdwn", "modal", "home"}
    kinds = {each["type"] for content in contents() for each in objects(content) if "type" in each}
    assert kinds - texts <= BLOCKS.keys() | ELEMENTS.keys()
    assert "bk-undrawn" not in page()


def test_the_catalogues_page_is_sound() -> None:
    drawn = elements(page())
    counted = Counter(each["id"] for each in drawn if each["id"])
    assert [id for id, times in counted.items() if times > 1] == []
    linked = {str(each["href"])[1:] for each in drawn if str(each["href"]).startswith("#")}
    assert linked <= counted.keys()


def test_the_catalogues_page_has_nothing_but_words_and_frames() -> None:
    assert suspicious(page(), FRAMES) == []


def test_what_the_desk_calls_things_is_in_the_examples_language() -> None:
    english = {one.label for one in scene("en", NOW).desk.severities}
    english |= set(scene("en", NOW).desk.breach_reasons)
    spanish = {text for each in EXAMPLES for text in strings(each.shown["es"])}
    assert {words for words in english if any(words in text for text in spanish)} == set()


def test_an_example_is_read_in_its_language() -> None:
    read = words(page())
    assert "vence \u200bdentro de 9 minutos" in read
    assert "due \u200bin 9 minutes" in read
