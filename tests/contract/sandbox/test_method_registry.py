"""The registry of methods against Slack's published reference."""

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from csopsbot.sandbox import api
from csopsbot.sandbox.errors import GENERAL_ERRORS
from csopsbot.sandbox.ratelimit import Tier
from csopsbot.sandbox.registry import METHODS
from csopsbot.sandbox.world.events import EVENT_SCOPES
from tests.specs import SPECS, needs_specs

pytestmark = needs_specs

TIERS: dict[str | None, set[Tier]] = {
    "t1": {"tier1"},
    "t2": {"tier2"},
    "t3": {"tier3"},
    "t4": {"tier4"},
    "t5": {"many", "messages"},
    None: {"tier4"},
}
# Which published methods' errors the refusals of a file may be.
FAMILIES: dict[str, str | tuple[str, ...]] = {
    "chat": "chat.",
    "content": "chat.",
    "conversations": "conversations.",
    "files": "files.",
    "history": "conversations.",
    "identity": "",
    "pins": ("pins.", "bookmarks."),
    "reactions": "reactions.",
    "schedule": "chat.",
    "users": "user",
    "validation": "blocks.",
    "views": "views.",
}
every_method = pytest.mark.parametrize("name", METHODS)


@cache
def spec(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SPECS / f"slack/methods/{name}.json").read_text())
    return found


def published_scopes(name: str) -> set[str]:
    scopes = spec(name).get("scope", {})
    return {*scopes.get("bot", []), *scopes.get("user", [])}


@every_method
def test_a_method_takes_only_arguments_slack_takes(name: str) -> None:
    ours = {*METHODS[name].required, *METHODS[name].optional}
    assert ours <= spec(name)["args"]["properties"].keys() - {"token"}


@every_method
def test_a_method_leaves_out_no_argument_slack_takes(name: str) -> None:
    ours = {*METHODS[name].required, *METHODS[name].optional}
    unknown = {"current_draft_last_updated_ts", "unfurled_attachments", "token"}
    assert spec(name)["args"]["properties"].keys() - unknown <= ours


@every_method
def test_a_method_requires_what_slack_requires(name: str) -> None:
    required = set(spec(name)["args"].get("required", [])) - {"token"}
    assert set(METHODS[name].required) == required


@every_method
def test_a_method_asks_for_scopes_slack_asks_for(name: str) -> None:
    assert set(METHODS[name].scopes) <= published_scopes(name)


@every_method
def test_a_method_that_needs_a_scope_at_slack_needs_one_here(name: str) -> None:
    assert bool(METHODS[name].scopes) == bool(published_scopes(name))


@every_method
def test_a_method_has_the_rate_tier_slack_gives_it(name: str) -> None:
    assert METHODS[name].tier in TIERS[spec(name).get("rate_limits")]


@every_method
def test_a_method_reads_json_where_slack_does(name: str) -> None:
    assert METHODS[name].takes_json == bool(spec(name).get("json_input_supported"))


@every_method
def test_a_method_without_a_token_is_one_slack_opens_to_all(name: str) -> None:
    tokenless = "token" not in spec(name)["args"]["properties"]
    assert (METHODS[name].tokens == frozenset()) == tokenless


def raised(path: Path) -> set[str]:
    """Return the error strings a file raises."""
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    named = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "SlackError"]
    first = [c.args[0] for c in named if c.args]
    return {a.value for a in first if isinstance(a, ast.Constant) and isinstance(a.value, str)}


API = Path(api.__file__).parent
FILES = sorted(path for path in API.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_family_refuses_only_as_slacks_family_does(path: Path) -> None:
    methods = [name for name in METHODS if name.startswith(FAMILIES[path.stem])]
    known = set().union(*(spec(name).get("errors", {}) for name in methods))
    assert raised(path) <= known | GENERAL_ERRORS


def test_every_event_we_can_send_needs_the_scope_slack_says() -> None:
    events = json.loads((SPECS / "slack/events/events.json").read_text())
    published = {event["name"]: event.get("scopes") or [] for event in events}
    published["app_mention"] = ["app_mentions:read"]  # misspelt with a dot in the reference
    published["channel_archive"] = ["channels:read"]  # left out of the reference's list
    for name, scope in EVENT_SCOPES.items():
        families = {scope.format(family=f) for f in ("channels", "groups", "im", "mpim")} - {""}
        assert name in published
        assert bool(families & set(published[name])) == bool(families), name


def test_every_handler_is_registered() -> None:
    handlers = {method.handler.__name__ for method in METHODS.values()}
    answers = {
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and "Answer " in (ast.get_docstring(node) or "")
    }
    assert answers == handlers
