"""Operations on the webhooks that administrators register.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.users import Json

PLACE = "/rest/webhooks/1.0/webhook"

_KNOWN = {"name", "url", "events", "filters", "excludeBody", "secret", "enabled", "description"}
_FILTER = "issue-related-events-section"


def read_all(asking: Asking) -> Reply:
    """Return every webhook."""
    _administers(asking)
    return Reply(200, [_shape(asking, one) for one in asking.deliveries.hooks])


def add(asking: Asking) -> Reply:
    """Register a webhook."""
    _administers(asking)
    made = Hook("", "", id=asking.site.new_id())
    _fill(made, asking.body)
    asking.deliveries.hooks.append(made)
    return Reply(201, _shape(asking, made))


def edit(asking: Asking) -> Reply:
    """Change a webhook; a secret that is not given stays."""
    _administers(asking)
    found = next((one for one in asking.deliveries.hooks if one.id == asking.parts["id"]), None)
    if found is None:
        raise missing("The webhook was not found.")
    _fill(found, asking.body)
    return Reply(200, _shape(asking, found))


def _administers(asking: Asking) -> None:
    if not asking.user.is_admin:
        raise Refusal(403, "You are not authorized to perform this operation.")


def _fill(hook: Hook, said: Json) -> None:
    if unknown := said.keys() - _KNOWN:
        raise Refusal(400, f"Unrecognized field {min(unknown)}.")
    if not said.get("name") or not str(said.get("url", "")).startswith("http"):
        raise Refusal(400, "The webhook needs a name and a URL.")
    hook.name, hook.url = said["name"], said["url"]
    hook.events = tuple(said.get("events", ()))
    hook.jql = said.get("filters", {}).get(_FILTER, "")
    hook.enabled = said.get("enabled", True)
    hook.excludes_body = said.get("excludeBody", False)
    hook.secret = said.get("secret", hook.secret)


def _shape(asking: Asking, one: Hook) -> Json:
    return {
        "name": one.name,
        "url": one.url,
        "excludeBody": one.excludes_body,
        "filters": {_FILTER: one.jql},
        "events": list(one.events),
        "enabled": one.enabled,
        "isSigned": bool(one.secret),
        "self": f"{asking.site.url}{PLACE}/{one.id}",
    }
