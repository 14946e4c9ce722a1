"""What an account may do."""

from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.users import Json

PERMISSIONS = [
    "ADD_COMMENTS",
    "ADMINISTER",
    "ASSIGN_ISSUES",
    "BROWSE_PROJECTS",
    "CREATE_ATTACHMENTS",
    "CREATE_ISSUES",
    "DELETE_OWN_COMMENTS",
    "EDIT_ISSUES",
    "EDIT_OWN_COMMENTS",
    "LINK_ISSUES",
    "TRANSITION_ISSUES",
    "USER_PICKER",
    "WORK_ON_ISSUES",
]


def some(asking: Asking) -> Reply:
    """Return which of the permissions that were asked for the asker has."""
    asked = [one for one in asking.query.get("permissions", "").split(",") if one]
    if not asked:
        raise Refusal(400, "The permissions query parameter is required.")
    return Reply(200, {"permissions": _shown(asking, asked)})


def every(asking: Asking) -> Reply:
    """Return every permission, and whether the asker has it."""
    return Reply(200, {"permissions": _shown(asking, PERMISSIONS)})


def _shown(asking: Asking, asked: list[str]) -> Json:
    unknown = [one for one in asked if one not in PERMISSIONS]
    if unknown:
        raise Refusal(400, f"Unrecognized permission: {unknown[0]}")
    key = asking.query.get("projectKey", "")
    project = asking.site.project(key)
    if key and (project is None or asking.user.account_id in project.hidden_from):
        raise missing(f"No project could be found with key '{key}'.")
    denied = asking.user.denied | (set() if asking.user.is_admin else {"ADMINISTER"})
    return {
        one: {"id": "1", "key": one, "name": one.title(), "havePermission": one not in denied}
        for one in asked
    }
