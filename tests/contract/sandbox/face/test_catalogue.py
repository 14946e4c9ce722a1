"""The page of what an app can send."""

from dataclasses import replace

from csopsbot.sandbox import Catalogue, Example
from tests.contract.sandbox.face.window import page
from tests.contract.sandbox.harness import Slack, installed, sandbox_with

MESSAGE = {"text": "<@U1>: it is <!date^1772456400^{date_num}|late>."}
FORM = {"type": "modal", "title": {"type": "plain_text", "text": "Why?"}, "blocks": []}


CATALOGUE = Catalogue(
    [
        Example("Lines", "A line", {"en": MESSAGE, "es": MESSAGE}),
        Example("Forms", "A form", {"en": FORM}),
    ],
    {"U1": "Mia Torres"},
)


async def test_it_shows_what_was_handed_over_with_the_names_that_belong_to_it() -> None:
    async with sandbox_with(installed(), catalogue=lambda _: CATALOGUE) as slack:
        shown = await page(slack, "catalogue")
    for words in ("@Mia Torres", "2026-03-02", "Why?", 'lang="es"', "A line", "A form"):
        assert words in shown


async def test_its_headings_speak_the_language_of_the_window() -> None:
    told = replace(CATALOGUE, called=lambda heading, language: f"{heading} in {language}")
    async with sandbox_with(installed(), catalogue=lambda _: told) as slack:
        shown = await page(slack, "catalogue?lang=es")
    for words in ('href="#group-Lines">Lines in es<', ">Lines in es</h2>", ">A line in es</h3>"):
        assert words in shown


async def test_without_examples_it_says_so(unserved: Slack) -> None:
    assert "Nothing was handed over" in await page(unserved, "catalogue")
