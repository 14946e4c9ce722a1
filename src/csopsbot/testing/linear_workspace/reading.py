"""What can be asked, and how each thing that is held shows itself."""

from collections.abc import Callable, Mapping
from typing import Any

from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.connections import Connection, fits, page
from csopsbot.testing.linear_workspace.payloads import PRIORITIES
from csopsbot.testing.linear_workspace.refusals import missing
from csopsbot.testing.linear_workspace.workspace import (
    Attachment,
    Comment,
    Issue,
    Json,
    Label,
    State,
    Team,
    User,
    Workspace,
)

Field = Callable[..., Any]


def viewer(_: object, asking: Asking) -> User:
    return asking.who


def organization(_: object, asking: Asking) -> Workspace:
    return asking.workspace


def user(_: object, asking: Asking, id: str) -> User:
    found = asking.workspace.user(id)
    if found is None:
        raise missing("User")
    return found


def users(
    _: object,
    asking: Asking,
    first: int | None = None,
    after: str | None = None,
    filter: Json | None = None,
    includeArchived: bool = False,  # noqa: ARG001, N803 - nobody is archived
    includeDisabled: bool = False,  # noqa: N803 - Linear's name
) -> Connection[User]:
    there = [one for one in asking.workspace.users if one.active or includeDisabled]
    return page([one for one in there if fits(one, filter)], first, after)


def team(_: object, asking: Asking, id: str) -> Team:
    return asking.team(id)


def teams(
    _: object,
    asking: Asking,
    first: int | None = None,
    after: str | None = None,
    filter: Json | None = None,
    includeArchived: bool = False,  # noqa: ARG001, N803 - none is archived
) -> Connection[Team]:
    there = [one for one in asking.workspace.teams if one.shows_itself_to(asking.who)]
    return page([one for one in there if fits(one, filter)], first, after)


def issue_labels(
    _: object,
    asking: Asking,
    first: int | None = None,
    after: str | None = None,
    filter: Json | None = None,
    includeArchived: bool = False,  # noqa: ARG001, N803 - none is archived
) -> Connection[Label]:
    return page([one for one in asking.labels() if fits(one, filter)], first, after)


def issue(_: object, asking: Asking, id: str) -> Issue:
    return asking.issue(id)


def comment(
    _: object,
    asking: Asking,
    id: str | None = None,
    hash: str | None = None,  # noqa: ARG001 - nobody asks by it here
) -> Comment:
    found = asking.workspace.comments.get(id or "")
    if found is None or not found.issue.team.shows_itself_to(asking.who):
        raise missing("Comment")
    return found


def comments_of(one: Issue, _: Asking, **bounds: Any) -> Connection[Comment]:
    newest_first = sorted(one.comments, key=lambda it: it.created_at, reverse=True)
    return page(newest_first, bounds.get("first"), bounds.get("after"))


def attachments_of(one: Issue, _: Asking, **bounds: Any) -> Connection[Attachment]:
    return page(one.attachments, bounds.get("first"), bounds.get("after"))


def labels_of(one: Issue, _: Asking, **bounds: Any) -> Connection[Label]:
    return page(one.labels, bounds.get("first"), bounds.get("after"))


def states_of(one: Team, _: Asking, **bounds: Any) -> Connection[State]:
    return page(one.states, bounds.get("first"), bounds.get("after"))


def bot_of(one: Comment, _: Asking) -> Json | None:
    return {"id": None, "name": one.bot_name, "type": "workflow"} if one.bot_name else None


def stranger_of(one: Comment, _: Asking) -> Json | None:
    if not one.stranger_name:
        return None
    name = one.stranger_name
    return {"id": f"external-{name}", "name": name, "displayName": name}


FIELDS: Mapping[tuple[str, str], Field] = {
    ("Query", "viewer"): viewer,
    ("Query", "organization"): organization,
    ("Query", "user"): user,
    ("Query", "users"): users,
    ("Query", "team"): team,
    ("Query", "teams"): teams,
    ("Query", "issueLabels"): issue_labels,
    ("Query", "issue"): issue,
    ("Query", "comment"): comment,
    ("Team", "defaultIssueState"): lambda one, _: one.default_state,
    ("Team", "states"): states_of,
    ("Issue", "url"): lambda one, asking: asking.workspace.link_of(one),
    ("Issue", "priorityLabel"): lambda one, _: PRIORITIES[one.priority],
    ("Issue", "labelIds"): lambda one, _: [label.id for label in one.labels],
    ("Issue", "labels"): labels_of,
    ("Issue", "comments"): comments_of,
    ("Issue", "attachments"): attachments_of,
    ("Comment", "issueId"): lambda one, _: one.issue.id,
    ("Comment", "editedAt"): lambda _one, _: None,
    ("Comment", "archivedAt"): lambda _one, _: None,
    ("Comment", "botActor"): bot_of,
    ("Comment", "externalUser"): stranger_of,
}
