"""What can be asked about a project's webhooks, by its maintainers."""

import re

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server import bodies
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.deliveries import Hook
from csopsbot.testing.gitlab_server.refusals import forbidden, invalid, missing, unprocessable
from csopsbot.testing.gitlab_server.site import Json, Project, Role

KINDS = {
    "issues_events": "Issue Hook",
    "confidential_issues_events": "Confidential Issue Hook",
    "note_events": "Note Hook",
    "confidential_note_events": "Confidential Note Hook",
    "push_events": "Push Hook",
}

_SIGNING_TOKEN = re.compile(r"whsec_[A-Za-z0-9+/]{32,}={0,2}")


async def listed(asking: Asking) -> Response:
    """GET /projects/:id/hooks."""
    query = await asking.query(bodies.PageQuery)
    project = _maintained(asking)
    return asking.page([_shown(asking, one) for one in _of(asking, project)], query)


async def add(asking: Asking) -> Response:
    """POST /projects/:id/hooks; the same address may be there twice."""
    body = await asking.body(bodies.HookBody)
    project = _maintained(asking)
    hook = Hook(id=next(asking.site.ids), project=project)
    _set(asking, hook, body)
    asking.deliveries.hooks.append(hook)
    return JSONResponse(_shown(asking, hook), 201)


async def edit(asking: Asking) -> Response:
    """PUT /projects/:id/hooks/:hook_id; one that is disabled stays so."""
    body = await asking.body(bodies.HookBody)
    hook = _asked(asking)
    _set(asking, hook, body)
    return JSONResponse(_shown(asking, hook))


async def test(asking: Asking) -> Response:
    """POST /projects/:id/hooks/:hook_id/test/issues_events; one that takes it is enabled again."""
    hook = _asked(asking)
    issues = (one for one in asking.site.issues if one.project is hook.project)
    about = next(issues, None)
    if about is None:
        raise unprocessable("Ensure the project has issues.")
    if not await asking.deliveries.test(hook, asking.who, about):
        raise unprocessable("the webhook did not take it")
    return JSONResponse({"message": "201 Created"}, 201)


def _asked(asking: Asking) -> Hook:
    project = _maintained(asking)
    hook = next((one for one in _of(asking, project) if str(one.id) == asking.parts["hook"]), None)
    if hook is None:
        raise missing()
    return hook


def _set(asking: Asking, hook: Hook, body: bodies.HookBody) -> None:
    if not body.url.startswith(("http://", "https://")):
        raise invalid(url=["is blocked: Only allowed schemes are http, https"])
    if body.signing_token and asking.deliveries.signs:
        if not _SIGNING_TOKEN.fullmatch(body.signing_token):
            raise invalid(signing_token=["must be in the format whsec_<base64>"])
        hook.signing_token = body.signing_token
    hook.url, hook.secret = body.url, body.token or hook.secret
    hook.checks_certificate = body.enable_ssl_verification
    hook.events = frozenset(kind for name, kind in KINDS.items() if getattr(body, name))


def _maintained(asking: Asking) -> Project:
    project = asking.project()
    if asking.role(project) < Role.MAINTAINER:
        raise forbidden()
    return project


def _of(asking: Asking, project: Project) -> list[Hook]:
    return [one for one in asking.deliveries.hooks if one.project is project]


def _shown(asking: Asking, hook: Hook) -> Json:
    told: Json = {
        "id": hook.id,
        "url": hook.url,
        "project_id": hook.project.id if hook.project else None,
        "enable_ssl_verification": hook.checks_certificate,
        "alert_status": "disabled" if hook.disabled else "executable",
        "disabled_until": None,
        "token_present": bool(hook.secret),
    }
    if asking.deliveries.signs:
        told["signing_token_present"] = bool(hook.signing_token)
    return told | {name: kind in hook.events for name, kind in KINDS.items()}
