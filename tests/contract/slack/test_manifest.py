"""The manifest asks for what the code uses, and for nothing else."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from csopsbot import slack
from csopsbot.slack.listeners import LISTENERS
from csopsbot.slack.reception import Kind
from tests.specs import SPECS, needs_specs

MANIFEST_FILE = Path(__file__).parents[3] / "manifests" / "slack-app.yaml"
SOURCES = Path(slack.__path__[0])
MANIFEST: dict[str, Any] = YAML(typ="safe").load(MANIFEST_FILE)

CALLED = re.compile(r"client\.([a-z]+_[a-zA-Z]+)\(")
EVENTS_OF = {"message": {"message.channels", "message.groups"}}
ELSEWHERE = {"im", "mpim"}
"""Conversations that the bot takes no part in: nothing is escalated from them."""

FEATURES = {"commands": "slash commands and shortcuts"}
FIELDS = {"users:read.email": "the e-mail address in users.info"}
APP_LEVEL = {"apps.connections.open"}
"""Called with the app-level token, whose scope is no part of a manifest."""


def asked_for() -> set[str]:
    return set(MANIFEST["oauth_config"]["scopes"]["bot"])


def subscribed() -> set[str]:
    return set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def names_of(kind: Kind) -> set[str]:
    return {listener.name for listener in LISTENERS if listener.kind is kind}


@cache
def called() -> frozenset[str]:
    """Return the Web API methods our sources call, under Slack's names."""
    text = "\n".join(file.read_text() for file in SOURCES.rglob("*.py"))
    methods = {file.stem for file in (SPECS / "slack" / "methods").glob("*.json")}
    by_python_name = {method.replace(".", "_"): method for method in methods}
    return frozenset(
        by_python_name[name] for name in CALLED.findall(text) if name in by_python_name
    )


def here(scopes: Iterable[str]) -> set[str]:
    return {scope for scope in scopes if scope.partition(":")[0] not in ELSEWHERE}


def scopes_of_calls() -> set[str]:
    specs = (read_spec("methods", method) for method in called() - APP_LEVEL)
    return {scope for spec in specs for scope in here(spec.get("scope", {}).get("bot", ()))}


def scopes_of_events() -> set[str]:
    events = {event["name"]: event.get("scopes", ()) for event in read_spec("events", "events")}
    return {scope for event in subscribed() for scope in here(events[event])}


def read_spec(folder: str, name: str) -> Any:
    return json.loads((SPECS / "slack" / folder / f"{name}.json").read_text())


@needs_specs
def test_the_manifest_is_one_that_slack_takes() -> None:
    schema = json.loads((SPECS / "slack" / "manifest.schema.2.0.0.json").read_text())
    assert [error.message for error in Draft7Validator(schema).iter_errors(MANIFEST)] == []


@needs_specs
def test_the_scopes_are_those_that_calls_and_events_need() -> None:
    needed = scopes_of_calls() | scopes_of_events() | set(FEATURES) | set(FIELDS)
    assert asked_for() == needed


@needs_specs
def test_the_calls_are_found_in_the_sources() -> None:
    assert {"chat.postMessage", "chat.update", "views.open", "users.info"} <= called()


def test_the_events_are_those_that_are_listened_to() -> None:
    listened = names_of(Kind.EVENT)
    assert subscribed() == set().union(*(EVENTS_OF.get(name, {name}) for name in listened))


def test_the_commands_are_those_that_are_listened_to() -> None:
    commands = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert commands == names_of(Kind.COMMAND)


def test_the_shortcuts_are_those_that_are_listened_to() -> None:
    shortcuts = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert shortcuts == names_of(Kind.SHORTCUT)


@pytest.mark.parametrize("kind", ["message", "global"])
def test_there_are_no_more_than_five_shortcuts_of_a_kind(kind: str) -> None:
    assert sum(one["type"] == kind for one in MANIFEST["features"]["shortcuts"]) <= 5


def test_all_of_slack_comes_to_one_address() -> None:
    settings = MANIFEST["settings"]
    addresses = {command["url"] for command in MANIFEST["features"]["slash_commands"]}
    addresses |= {
        settings[part]["request_url"] for part in ("event_subscriptions", "interactivity")
    }
    assert len(addresses) == 1
