"""Operations that Jira Cloud has not, or has otherwise."""

import re

from csopsbot.testing.jira_cloud import attachments, issues, lists, shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.kind import Operation
from csopsbot.testing.jira_cloud.refusals import Refusal

_IDS = re.compile(r"\bid in \(([^)]*)\)", re.IGNORECASE)


def server(version: int) -> Operation:
    """Return the operation that says that this is Jira of this VERSION."""

    def says(asking: Asking) -> Reply:
        shown = {
            "baseUrl": asking.site.url,
            "version": f"{version}.3.1",
            "versionNumbers": [version, 3, 1],
            "deploymentType": "Server",
            "serverTitle": "Jira",
        }
        return Reply(200, shown)

    return says


def users(asking: Asking) -> Reply:
    """Return the people whose name or address begins with the words."""
    words = asking.query.get("username", "").casefold()
    if not words:
        raise Refusal(400, "The username query parameter was not provided")
    found = [
        shapes.user(asking.site, one)
        for one in asking.site.users
        if one.active and lists.begins(words, [one.name, one.email, one.username])
    ]
    start = asking.number("startAt", 0)
    return Reply(200, found[start : start + asking.number("maxResults", 50)])


def search(asking: Asking) -> Reply:
    """Return a page of the issues that JQL finds; ids that there are not are a mistake."""
    if asking.query.get("validateQuery", "true") == "true":
        for issue_id in _ids(asking.query.get("jql", "")):
            if asking.site.issue(issue_id) is None:
                said = f"An issue with key '{issue_id}' does not exist for field 'id'."
                raise Refusal(400, said)
    return lists.old_search(asking)


def _ids(jql: str) -> list[str]:
    found = _IDS.search(jql)
    return [one.strip() for one in found[1].split(",")] if found else []


def read(asking: Asking) -> Reply:
    """Return an issue, with its history if asked for."""
    reply = issues.read(asking)
    if "changelog" not in asking.query.get("expand", ""):
        return reply
    steps = [shapes.change(asking.site, one) for one in asking.issue().history]
    page = {"startAt": 0, "maxResults": len(steps), "total": len(steps), "histories": steps}
    shown = reply.body if isinstance(reply.body, dict) else {}
    return Reply(200, shown | {"changelog": page})


def content(asking: Asking) -> Reply:
    """Return what is in a file."""
    found = attachments.find(asking, asking.parts["id"])
    return Reply(200, headers={"content-type": found.media_type}, content=found.content)
