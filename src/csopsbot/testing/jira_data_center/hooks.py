"""The webhooks of Jira 10 and later, which are signed where they have a secret.

https://confluence.atlassian.com/adminjiraserver/managing-webhooks-938846912.html
"""

from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.users import Json

PLACE = "/rest/jira-webhook/1.0/webhooks"

_KNOWN = {"name", "url", "active", "events", "configuration", "sslVerificationRequired"}
_SET = {"EXCLUDE_BODY", "SECRET"}


def read_all(asking: Asking) -> Reply:
    """Return every webhook, without its secret."""
    _administers(asking)
    return Reply(200, [_shape(one) for one in asking.deliveries.hooks])


def add(asking: Asking) -> Reply:
    """Register a webhook."""
    _administers(asking)
    made = Hook("", "", id=asking.site.new_id())
    _fill(made, asking.body)
    asking.deliveries.hooks.append(made)
    return Reply(201, _shape(made))


def edit(asking: Asking) -> Reply:
    """Change a webhook."""
    _administers(asking)
    found = next((one for one in asking.deliveries.hooks if one.id == asking.parts["id"]), None)
    if found is None:
        raise missing("The webhook was not found.")
    _fill(found, asking.body)
    return Reply(200, _shape(found))


def _administers(asking: Asking) -> None:
    if not asking.user.is_admin:
        raise Refusal(403, "You are not permitted to do that.")


def _fill(hook: Hook, said: Json) -> None:
    """Take what is known; what the older form knew is overlooked, as Jira does."""
    configuration = said.get("configuration", {})
    if unknown := said.keys() - _KNOWN - {"filters", "secret", "excludeBody"}:
        raise Refusal(400, f"Unrecognized field {min(unknown)}.")
    if wrong := [name for name in configuration if not isinstance(configuration[name], str)]:
        raise Refusal(400, f"configuration.{wrong[0]} must be a string.")
    if unknown := configuration.keys() - _SET:
        raise Refusal(400, f"Unrecognized configuration {min(unknown)}.")
    if not said.get("name") or not str(said.get("url", "")).startswith("http"):
        raise Refusal(400, "The webhook needs a name and a URL.")
    hook.name, hook.url = said["name"], said["url"]
    hook.events, hook.enabled = tuple(said.get("events", ())), said.get("active", True)
    hook.excludes_body = configuration.get("EXCLUDE_BODY") == "true"
    hook.secret = configuration.get("SECRET", hook.secret)


def _shape(one: Hook) -> Json:
    counts = {"errors": 0, "failures": one.failed, "successes": one.delivered}
    return {
        "id": int(one.id or 1),
        "name": one.name,
        "url": one.url,
        "active": one.enabled,
        "events": list(one.events),
        "configuration": {"EXCLUDE_BODY": str(one.excludes_body).lower()},
        "statistics": {"counts": counts},
    }
