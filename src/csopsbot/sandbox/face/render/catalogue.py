"""A page of examples: messages and forms that an app can send, each in every language it has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from markupsafe import Markup

from csopsbot.sandbox.face.render.bodies import message_body, view_body
from csopsbot.sandbox.face.render.elements.acting import html_id
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.objects import Json, one
from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.render.texts import shown as words_of
from csopsbot.sandbox.face.words import say


@dataclass(frozen=True, slots=True)
class Example:
    """A message or view by the language it is SHOWN in, under a title and among others like it."""

    group: str
    title: str
    shown: Mapping[str, Mapping[str, Any]]


Called = Callable[[str, str], str]
"""Returns a group or a title in a language."""


def as_written(heading: str, _language: str) -> str:
    """Return a HEADING as it is, in whichever language."""
    return heading


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an app can send; what the people in it are called, and groups and titles by language."""

    examples: Sequence[Example] = ()
    user_names: Mapping[str, str] = field(default_factory=dict)
    called: Called = as_written


MakeCatalogue = Callable[[datetime], Catalogue]
"""Returns what an app can send as of some moment; it may take its time."""


def catalogue(shown: Catalogue, sight: Sight) -> Markup:
    """Return all examples with a list of their groups; the page puts its head around them."""
    reader = replace(sight, user_names={**sight.user_names, **shown.user_names})
    by_group = groupby(shown.examples, lambda each: each.group)
    groups = [(name, list(found)) for name, found in by_group]
    index = joined(_entry(name, len(found), shown, sight) for name, found in groups)
    listed = joined(_group(name, found, shown, reader) for name, found in groups)
    nav = tag(
        "nav", tag("ul", index), class_="ct-index", aria_label=say("catalogue.groups", sight.locale)
    )
    return tag("div", nav, tag("div", listed, class_="ct-groups"), class_="ct")


def _entry(name: str, count: int, shown: Catalogue, sight: Sight) -> Markup:
    link = tag("a", shown.called(name, sight.locale), href=f"#{_anchor(name)}")
    return tag("li", link, " ", tag("small", str(count)))


def _anchor(name: str) -> str:
    return html_id("group", name)


def _group(name: str, examples: Iterable[Example], shown: Catalogue, sight: Sight) -> Markup:
    drawn = joined(_example(each, shown, sight) for each in examples)
    anchor = _anchor(name)
    heading = tag("h2", shown.called(name, sight.locale), id=f"{anchor}-title")
    return tag("section", heading, drawn, id=anchor, aria_labelledby=f"{anchor}-title")


def _example(example: Example, shown: Catalogue, sight: Sight) -> Markup:
    title = tag("h3", shown.called(example.title, sight.locale))
    versions = joined(
        tag("div", _drawn(example, language, content, sight), class_="ct-version", lang=language)
        for language, content in example.shown.items()
    )
    return tag("article", title, versions, class_="ct-example")


def _drawn(example: Example, language: str, content: Json, sight: Sight) -> Markup:
    reader = replace(sight, locale=language)
    key = html_id(example.group, example.title, language)
    if content.get("type") in ("modal", "home"):
        return _form({**content, "id": key}, reader)
    return tag("div", message_body({**content, "ts": key}, reader), class_="ct-message")


def _form(view: Json, sight: Sight) -> Markup:
    """Return a form as it stands on a screen; a form of its own, so that its radio buttons are."""
    buttons = (("close", "bk-button"), ("submit", "bk-button bk-button-primary"))
    foot = joined(
        tag("button", words_of(one(view, name), sight), type="button", class_=class_)
        for name, class_ in buttons
        if one(view, name)
    )
    title = words_of(one(view, "title"), sight)
    head = tag("h4", title, class_="ct-form-title") if title else ""
    body = tag("div", view_body(view, sight), class_="ct-form-body")
    return tag("form", head, body, tag("footer", foot), method="dialog", class_="ct-form")
