"""A request as the operations see it: who asks, about what, and with which words."""

from dataclasses import dataclass, field
from typing import Any

from csopsbot.testing.jira_cloud.deliveries import Deliveries
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Comment, Issue, Project, Site
from csopsbot.testing.jira_cloud.users import Json, User


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: STATUS and, unless None, a JSON body, or CONTENT as it is."""

    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A part of a form: under which name it came, and what it is called."""

    part: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asking:
    """A request by USER; PARTS are the path's parameters, FILES what a form brought along."""

    site: Site
    faults: Faults
    deliveries: Deliveries
    user: User
    parts: dict[str, str]
    query: dict[str, str]
    body: Any
    files: tuple[Sent, ...] = ()

    def needs(self, permission: str, project: Project) -> None:
        """Refuse an asker without PERMISSION in PROJECT."""
        if permission in self.user.denied:
            said = f"You do not have the permission {permission} in {project.name}."
            raise Refusal(403, said)

    def issue(self) -> Issue:
        """Return the issue of the path, if the asker may see it."""
        issue = self.site.issue(self.parts["issueIdOrKey"])
        if issue is None:
            raise missing()
        if issue.is_hidden_from(self.user):
            raise self.site.manner.hidden()
        return issue

    def project(self) -> Project:
        """Return the project of the path."""
        key = self.parts["projectIdOrKey"]
        project = self.site.project(key)
        if project and self.user.account_id not in project.hidden_from:
            return project
        raise missing(f"No project could be found with key '{key}'.")

    def comment(self, issue: Issue, comment_id: str) -> Comment:
        """Return the comment of ISSUE with this id."""
        found = next((one for one in issue.comments if one.id == comment_id), None)
        if found is None:
            raise missing(f"Can not find a comment for the id: {comment_id}.")
        return found

    def person(self, said: Json | None, field: str) -> User | None:
        """Return the person whom a body names; None stays nobody."""
        named = self.site.manner.named(said or {})
        if named is None:
            return None
        user = self.site.user(str(named))
        if user is None or not user.active:
            raise Refusal(400, **{field: f"User '{named}' cannot be assigned issues."})
        return user

    def document(self, value: object, field: str, wrong: str) -> Any:
        """Return VALUE if it is sound rich text."""
        return self.site.manner.document(value, field, wrong)

    def number(self, name: str, default: int) -> int:
        """Return a number out of the query."""
        value = self.query.get(name, str(default))
        if not value.isdecimal():
            raise Refusal(400, f"{name} must be a number.")
        return int(value)

    def size(self, largest: int) -> int:
        """Return how many rows a page has."""
        most = min(largest, self.faults.largest_page or largest)
        return min(self.number("maxResults", most), most)

    def page(self, name: str, values: list[Json], largest: int) -> Json:
        """Return the asked page of VALUES."""
        start = self.number("startAt", 0)
        size = self.size(largest)
        shown = values[start : start + size]
        return {"startAt": start, "maxResults": size, "total": len(values), name: shown}


def properties(body: Json) -> dict[str, Any]:
    """Return the properties that a body brings along."""
    return {one["key"]: one["value"] for one in body.get("properties", [])}
