"""Webhooks listed, made, changed and deleted, by administrators."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.changing import Payload, done
from csopsbot.testing.linear_workspace.connections import Connection
from csopsbot.testing.linear_workspace.deliveries import Hook
from csopsbot.testing.linear_workspace.inputs import chosen_id
from csopsbot.testing.linear_workspace.refusals import invalid, missing
from csopsbot.testing.linear_workspace.workspace import Json

_KINDS = {"Issue", "Comment", "Attachment", "IssueLabel", "Reaction", "Project", "Cycle", "User"}


def webhooks(
    _: object,
    asking: Asking,
    first: int | None = None,
    after: str | None = None,
    includeArchived: bool = False,  # noqa: ARG001, N803 - none is archived
    orderBy: str | None = None,  # noqa: ARG001, N803 - nobody asks by it here
) -> Connection[Hook]:
    asking.administers()
    return asking.page(asking.deliveries.hooks, first, after)


def create_webhook(_: object, asking: Asking, input: Json) -> Payload:
    asking.administers()
    if not input.get("teamId") and not input.get("allPublicTeams"):
        raise invalid("teamId", "or allPublicTeams must be given")
    team = asking.team(input["teamId"]) if input.get("teamId") else None
    hook = Hook(
        _url(input["url"]),
        input.get("secret") or f"lin_wh_{chosen_id({})}",
        chosen_id(input),
        resource_types=_kinds(input["resourceTypes"]),
        enabled=input.get("enabled", True),
        label=input.get("label"),
        team=team,
    )
    asking.deliveries.hooks.append(hook)
    return done(webhook=hook)


def update_webhook(_: object, asking: Asking, id: str, input: Json) -> Payload:
    hook = _hook(asking, id)
    if "url" in input:
        hook.url = _url(input["url"])
    if "resourceTypes" in input:
        hook.resource_types = _kinds(input["resourceTypes"])
    hook.secret = input.get("secret") or hook.secret
    hook.enabled = input.get("enabled", hook.enabled)
    hook.label = input.get("label", hook.label)
    return done(webhook=hook)


def delete_webhook(_: object, asking: Asking, id: str) -> Payload:
    asking.deliveries.hooks.remove(_hook(asking, id))
    return done(entity_id=id)


def _hook(asking: Asking, hook_id: str) -> Hook:
    asking.administers()
    found = next((one for one in asking.deliveries.hooks if one.id == hook_id), None)
    if found is None:
        raise missing("Webhook")
    return found


def _url(given: str) -> str:
    if urlsplit(given).scheme != "https":
        raise invalid("url", "must be https")
    return given


def _kinds(given: list[str]) -> tuple[str, ...]:
    if not given or not {*given} <= _KINDS:
        raise invalid("resourceTypes", f"must be some of {sorted(_KINDS)}")
    return tuple(given)


CHANGES: Mapping[tuple[str, str], Callable[..., Payload]] = {
    ("Mutation", "webhookCreate"): create_webhook,
    ("Mutation", "webhookUpdate"): update_webhook,
    ("Mutation", "webhookDelete"): delete_webhook,
}
FIELDS: Mapping[tuple[str, str], Callable[..., Any]] = {
    ("Query", "webhooks"): webhooks,
    ("Webhook", "teamIds"): lambda _one, _: None,
}
