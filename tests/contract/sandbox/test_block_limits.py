"""Blocks and views within Slack's limits pass, and one step over each limit does not."""

from typing import Any

import pytest

from csopsbot.sandbox.blockkit.surfaces import message_problems, view_problems
from tests.contract.sandbox.harness import Slack
from tests.contract.sandbox.views import MODAL

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "o", value: str = "v", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn("x"), **more}


def asked(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("L"), "element": element, **more}


def select(kind: str = "static_select", **more: Any) -> Block:
    return {"type": kind, **more}


DIVIDER: Block = {"type": "divider"}
TEXT_INPUT: Block = {"type": "plain_text_input", "action_id": "a"}

GOOD_MESSAGES: list[list[Block]] = [
    [DIVIDER] * 50,
    [section(text=mrkdwn("x" * 3000))],
    [section(fields=[plain("f" * 2000)] * 10)],
    [{"type": "section", "fields": [mrkdwn("alone")]}],
    [section(accessory=button(value="v" * 2000, action_id="a" * 255, style="danger"))],
    [{"type": "header", "text": plain("h" * 150)}],
    [{"type": "context", "elements": [mrkdwn("c")] * 10}],
    [actions(*[button(action_id=str(n)) for n in range(25)])],
    [actions(select(options=[option(value=str(n)) for n in range(100)]))],
    [actions({"type": "overflow", "options": [option()] * 5})],
    [actions({"type": "radio_buttons", "options": [option("o" * 75, "v" * 150)] * 10})],
    [actions({"type": "datetimepicker"}, {"type": "datepicker", "initial_date": "2026-01-02"})],
    [{"type": "image", "image_url": "https://x", "alt_text": ""}],
    [{"type": "markdown", "text": "m" * 12_000}],
    [{"type": "table", "rows": [[{"type": "raw_text", "text": "c"}] * 20] * 100}],
    [asked(TEXT_INPUT)],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    [{"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash",
                                               "text": plain("Bin")}]}],
]  # fmt: skip
BAD_MESSAGES: dict[str, list[Block]] = {
    "51 blocks": [DIVIDER] * 51,
    "an unknown type": [{"type": "marquee"}],
    "no type": [{}],
    "not an object": ["text"],  # type: ignore[list-item]  # hostile on purpose
    "an unknown field": [{**DIVIDER, "colour": "red"}],
    "an alert in a message": [{"type": "alert", "text": plain("x")}],
    "a section of 3001 characters": [section(text=mrkdwn("x" * 3001))],
    "an empty text": [section(text=mrkdwn(""))],
    "a section without text": [{"type": "section"}],
    "11 fields": [section(fields=[plain("f")] * 11)],
    "a field of 2001 characters": [section(fields=[plain("f" * 2001)])],
    "a header of 151 characters": [{"type": "header", "text": plain("h" * 151)}],
    "a header in mrkdwn": [{"type": "header", "text": mrkdwn("h")}],
    "11 context elements": [{"type": "context", "elements": [mrkdwn("c")] * 11}],
    "a button in context": [{"type": "context", "elements": [button()]}],
    "empty actions": [actions()],
    "26 actions": [actions(*[button(action_id=str(n)) for n in range(26)])],
    "the same block_id twice": [{**DIVIDER, "block_id": "b"}, {**DIVIDER, "block_id": "b"}],
    "the same action_id twice": [actions(button(action_id="a"), button(action_id="a"))],
    "a block_id of 256": [{**DIVIDER, "block_id": "b" * 256}],
    "an action_id of 256": [actions(button(action_id="a" * 256))],
    "a button of 76 characters": [actions({"type": "button", "text": plain("b" * 76)})],
    "a button in mrkdwn": [actions({"type": "button", "text": mrkdwn("b")})],
    "a button value of 2001": [actions(button(value="v" * 2001))],
    "a button url of 3001": [actions(button(url="u" * 3001))],
    "a made-up button style": [actions(button(style="warning"))],
    "101 options": [actions(select(options=[option()] * 101))],
    "no options": [actions(select(options=[]))],
    "neither options nor groups": [actions(select())],
    "options and groups": [
        actions(
            select(
                options=[option()],
                option_groups=[{"label": plain("g"), "options": [option()]}],
            )
        )
    ],
    "an option text of 76": [actions(select(options=[option("o" * 76)]))],
    "an option value of 151": [actions(select(options=[option(value="v" * 151)]))],
    "a placeholder of 151": [actions(select(options=[option()], placeholder=plain("p" * 151)))],
    "6 overflow options": [actions({"type": "overflow", "options": [option()] * 6})],
    "11 radio buttons": [actions({"type": "radio_buttons", "options": [option()] * 11})],
    "11 checkboxes": [actions({"type": "checkboxes", "options": [option()] * 11})],
    "a confirm title of 101": [
        actions(
            button(
                confirm={
                    "title": plain("t" * 101),
                    "text": plain("x"),
                    "confirm": plain("y"),
                    "deny": plain("n"),
                }
            )
        )
    ],
    "an image without alt text": [{"type": "image", "image_url": "https://x"}],
    "an image without a source": [{"type": "image", "alt_text": "x"}],
    "markdown of 12001": [{"type": "markdown", "text": "m" * 12_001}],
    "101 rows": [{"type": "table", "rows": [[{"type": "raw_text", "text": "c"}]] * 101}],
    "21 cells": [{"type": "table", "rows": [[{"type": "raw_text", "text": "c"}] * 21]}],
    "a label of 2001": [{**asked(TEXT_INPUT), "label": plain("l" * 2001)}],
    "an input without label": [{"type": "input", "element": TEXT_INPUT}],
    "a button as input": [asked(button())],
    "a text input in actions": [actions(TEXT_INPUT)],
    "a max_length of 3001": [asked({**TEXT_INPUT, "max_length": 3001})],
    "a word for a number": [asked({**TEXT_INPUT, "max_length": "many"})],
}
FOCUSED = {**TEXT_INPUT, "focus_on_load": True}
GOOD_VIEWS: list[Block] = [
    MODAL,
    {**MODAL, "blocks": [DIVIDER] * 100},
    {"type": "modal", "title": plain("t" * 24), "blocks": [section()]},
    {**MODAL, "blocks": [{"type": "alert", "text": plain("x"), "level": "warning"}]},
    {"type": "home", "blocks": [actions(button())], "private_metadata": "m" * 3000},
]
BAD_VIEWS: dict[str, Block] = {
    "101 blocks": {**MODAL, "blocks": [DIVIDER] * 101},
    "a title of 25": {**MODAL, "title": plain("t" * 25)},
    "a submit of 25": {**MODAL, "submit": plain("t" * 25)},
    "no title": {k: v for k, v in MODAL.items() if k != "title"},
    "an input without submit": {k: v for k, v in MODAL.items() if k != "submit"},
    "private_metadata of 3001": {**MODAL, "private_metadata": "m" * 3001},
    "a callback_id of 256": {**MODAL, "callback_id": "c" * 256},
    "two with focus": {**MODAL, "blocks": [asked(FOCUSED), asked(FOCUSED)]},
    "the same block_id twice": {**MODAL, "blocks": [{**DIVIDER, "block_id": "b"}] * 2},
    "markdown in a modal": {**MODAL, "blocks": [{"type": "markdown", "text": "m"}]},
    "a title on the Home tab": {"type": "home", "title": plain("t"), "blocks": []},
    "an unknown kind": {"type": "window", "blocks": []},
    "no blocks": {"type": "home"},
}


@pytest.mark.parametrize("blocks", GOOD_MESSAGES, ids=range(len(GOOD_MESSAGES)))
def test_blocks_within_the_limits_pass(blocks: list[Block]) -> None:
    assert message_problems(blocks) == []


@pytest.mark.parametrize("rule", BAD_MESSAGES)
def test_blocks_over_a_limit_do_not_pass(rule: str) -> None:
    assert message_problems(BAD_MESSAGES[rule])


@pytest.mark.parametrize("view", GOOD_VIEWS, ids=range(len(GOOD_VIEWS)))
def test_views_within_the_limits_pass(view: Block) -> None:
    assert view_problems(view) == []


@pytest.mark.parametrize("rule", BAD_VIEWS)
def test_views_over_a_limit_do_not_pass(rule: str) -> None:
    assert view_problems(BAD_VIEWS[rule])


async def test_a_refusal_points_at_the_place(slack: Slack) -> None:
    blocks = [DIVIDER, section(text=mrkdwn("x" * 3001))]
    args = {"channel": "C0GENERAL", "text": "x", "blocks": blocks}
    body = (await slack.call("chat.postMessage", args)).json()
    assert body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_blocks_that_are_too_long_together_are_refused(slack: Slack) -> None:
    blocks = [section(text=mrkdwn("x" * 3000)) for _ in range(5)]
    args = {"channel": "C0GENERAL", "text": "x", "blocks": blocks}
    assert await slack.error("chat.postMessage", args) == "msg_blocks_too_long"


async def test_a_view_of_more_than_250_kilobytes_is_too_large(slack: Slack) -> None:
    big = {**MODAL, "blocks": [section(text=mrkdwn("x" * 2900)) for _ in range(99)]}
    assert await slack.error("views.open", {"view": big, "trigger_id": "1"}) == "view_too_large"


async def test_validation_answers_with_pointers(slack: Slack) -> None:
    body = (await slack.call("blocks.validate", {"blocks": [actions()]}, token="")).json()
    assert body["errors"][0]["pointer"] == "/0/elements"


async def test_hostile_blocks_are_refused_and_not_choked_on(slack: Slack) -> None:
    hostile: list[Any] = [None, 7, [], {"type": ["section"]}, {"type": "section", "text": 7}]
    for block in hostile:
        args = {"channel": "C0GENERAL", "text": "x", "blocks": [block]}
        assert await slack.error("chat.postMessage", args) == "invalid_blocks"
