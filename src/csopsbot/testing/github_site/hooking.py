"""What can be asked about webhooks: a repository's, for its administrators, and an App's own."""

from typing import Any

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.deliveries import Hook
from csopsbot.testing.github_site.refusals import Refusal, missing
from csopsbot.testing.github_site.site import Repository


async def listed(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/hooks."""
    place = _administered(asking)
    query = await asking.query(bodies.PageQuery)
    return asking.page([_shown(one) for one in _of(asking, place)], query)


async def add(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/hooks."""
    place = _administered(asking)
    body = await asking.body(bodies.HookBody)
    if any(one.url == body.config.url for one in _of(asking, place)):
        why = {"resource": "Hook", "code": "custom"}
        raise Refusal(
            422,
            "Validation Failed",
            errors=[why | {"message": "Hook already exists on this repository"}],
        )
    made = Hook("", "", asking.site.new_id(), place, tuple(body.events), body.active)
    _configure(made, body.config)
    asking.deliveries.hooks.append(made)
    return JSONResponse(_shown(made), 201)


async def edit(asking: Asking) -> Response:
    """PATCH /repos/{owner}/{repo}/hooks/{hook_id}."""
    place = _administered(asking)
    body = await asking.body(bodies.HookEdit)
    wanted = asking.request.path_params["hook_id"]
    found = next((one for one in _of(asking, place) if one.id == wanted), None)
    if found is None:
        raise missing()
    if body.config:
        _configure(found, body.config)
    if body.events is not None:
        found.events = tuple(body.events)
    if body.active is not None:
        found.active = body.active
    return JSONResponse(_shown(found))


async def app_config(asking: Asking) -> Response:
    """GET /app/hook/config."""
    await asking.query(bodies.NoQuery)
    hook = _of_app(asking)
    return JSONResponse(_config(hook) if hook else {"content_type": "json", "insecure_ssl": "0"})


async def configure_app(asking: Asking) -> Response:
    """PATCH /app/hook/config."""
    body = await asking.body(bodies.HookConfig)
    hook = _of_app(asking)
    if hook is None:
        hook = Hook("", "", events=tuple(asking.app.events if asking.app else ()))
        asking.deliveries.hooks.append(hook)
    _configure(hook, body)
    return JSONResponse(_config(hook))


async def app_deliveries(asking: Asking) -> Response:
    """GET /app/hook/deliveries, the newest first; of each hook no more than the last is known."""
    query = await asking.query(bodies.PageQuery)
    hook = _of_app(asking)
    if hook is None or not hook.last:
        return asking.page([], query)
    status = "OK" if hook.last < 400 else f"Invalid HTTP Response: {hook.last}"
    return asking.page([{"id": 1, "status": status, "status_code": hook.last}], query)


def _administered(asking: Asking) -> Repository:
    """Return the repository of the path; who does not administer it is told of no webhooks."""
    place = asking.repository()
    if asking.role(place) != "admin" and asking.app is None:
        raise missing()
    return place


def _of(asking: Asking, place: Repository) -> list[Hook]:
    return [one for one in asking.deliveries.hooks if one.place is place]


def _of_app(asking: Asking) -> Hook | None:
    return next((one for one in asking.deliveries.hooks if one.place is None), None)


def _configure(hook: Hook, config: bodies.HookConfig) -> None:
    hook.url, hook.secret = config.url, config.secret
    hook.insecure = config.insecure_ssl == "1"


def _config(hook: Hook) -> dict[str, Any]:
    shown = {"url": hook.url, "content_type": "json", "insecure_ssl": "1" if hook.insecure else "0"}
    return shown | ({"secret": "********"} if hook.secret else {})


def _shown(hook: Hook) -> dict[str, Any]:
    last: dict[str, Any] = {"code": None, "status": "unused", "message": None}
    if hook.last:
        done = hook.last < 400
        last = {
            "code": hook.last,
            "status": "active" if done else "timeout",
            "message": "OK" if done else "failed to deliver",
        }
    return {
        "type": "Repository",
        "id": hook.id,
        "name": "web",
        "active": hook.active,
        "events": list(hook.events),
        "config": _config(hook),
        "last_response": last,
    }
