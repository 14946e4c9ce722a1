"""A request as the operations see it: who asks, about what, and with which words."""

from dataclasses import dataclass
from typing import Any

from csopsbot.testing.jira_cloud import adf
from csopsbot.testing.jira_cloud.deliveries import Deliveries
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Comment, Issue, Json, Project, Site, User

LONGEST_TEXT = 32_767


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: STATUS and, unless None, a JSON body."""

    status: int
    body: object = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A request by USER; PARTS are the path's parameters."""

    site: Site
    faults: Faults
    deliveries: Deliveries
    user: User
    parts: dict[str, str]
    query: dict[str, str]
    body: Any

    def issue(self) -> Issue:
        """Return the issue of the path, if the asker may see it."""
        issue = self.site.issue(self.parts["issueIdOrKey"])
        if issue is None or self.user.account_id in issue.hidden_from:
            raise missing()
        return issue

    def project(self) -> Project:
        """Return the project of the path."""
        key = self.parts["projectIdOrKey"]
        if project := self.site.project(key):
            return project
        raise missing(f"No project could be found with key '{key}'.")

    def comment(self, issue: Issue, comment_id: str) -> Comment:
        """Return the comment of ISSUE with this id."""
        found = next((one for one in issue.comments if one.id == comment_id), None)
        if found is None:
            raise missing(f"Can not find a comment for the id: {comment_id}.")
        return found

    def person(self, account_id: object, field: str) -> User | None:
        """Return the person with this account id; None stays nobody."""
        if account_id is None:
            return None
        user = self.site.user(str(account_id))
        if user is None or not user.active:
            raise Refusal(400, **{field: f"User '{account_id}' cannot be assigned issues."})
        return user

    def number(self, name: str, default: int) -> int:
        """Return a number out of the query."""
        value = self.query.get(name, str(default))
        if not value.isdecimal():
            raise Refusal(400, f"{name} must be a number.")
        return int(value)

    def page(self, name: str, values: list[Json], largest: int) -> Json:
        """Return the asked page of VALUES."""
        start = self.number("startAt", 0)
        size = min(self.number("maxResults", largest), largest)
        shown = values[start : start + size]
        return {"startAt": start, "maxResults": size, "total": len(values), name: shown}


def document(value: object, field: str, wrong: str) -> Json:
    """Return VALUE if it is a sound document that Jira would store."""
    if adf.complaints(value) or not isinstance(value, dict):
        raise Refusal(400, **{field: wrong})
    if len(adf.text_of(value)) > LONGEST_TEXT:
        raise Refusal(400, **{field: "CONTENT_LIMIT_EXCEEDED"})
    return value


def properties(body: Json) -> dict[str, Any]:
    """Return the properties that a body brings along."""
    return {one["key"]: one["value"] for one in body.get("properties", [])}
