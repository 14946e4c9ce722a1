"""Every message and form the bot can send, as examples to look at."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from csopsbot.demo.cast import NAMES
from csopsbot.demo.catalogue.answers import answers, complaints, refusals
from csopsbot.demo.catalogue.cards import alerts, cards, drafts
from csopsbot.demo.catalogue.forms import forms
from csopsbot.demo.catalogue.headings import called
from csopsbot.demo.catalogue.homes import homes
from csopsbot.demo.catalogue.lines import lines, whispered
from csopsbot.demo.catalogue.scene import Scene, scene
from csopsbot.sandbox import Catalogue, Example
from csopsbot.slack.blocks import Message
from csopsbot.words import LANGUAGES

Made = Callable[[Scene], Iterable[tuple[str, Message | str | Mapping[str, Any]]]]

_GROUPS: dict[str, Made] = {
    "Cards": cards,
    "Lines in threads": lines,
    "Drafts for the customer": drafts,
    "Calls": alerts,
    "Home": homes,
    "Forms": forms,
    "What may be wrong with a field": complaints,
    "Answers to commands": answers,
    "Whispers": whispered,
    "Refusals": refusals,
}


def made(now: datetime) -> Catalogue:
    """Return the catalogue as of NOW."""
    return Catalogue(examples(now), NAMES, called)


def examples(now: datetime) -> list[Example]:
    """Return every example, in every language, as of NOW."""
    scenes = [scene(language, now) for language in LANGUAGES]
    return [one for group, make in _GROUPS.items() for one in _group(group, make, scenes)]


def _group(group: str, make: Made, scenes: list[Scene]) -> Iterable[Example]:
    for versions in zip(*(make(one) for one in scenes), strict=True):
        shown = {
            one.language: _json(content) for one, (_, content) in zip(scenes, versions, strict=True)
        }
        yield Example(group, versions[0][0], shown)


def _json(content: Message | str | Mapping[str, Any]) -> Mapping[str, Any]:
    match content:
        case Message(text, blocks):
            return {"text": text, "blocks": list(blocks)}
        case str():
            return {"text": content}
        case _:
            return content
