"""What can be asked, and how each thing that is held shows itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.connections import Connection, fits, newest_first
from csopsbot.testing.linear_workspace.payloads import PRIORITIES
from csopsbot.testing.linear_workspace.refusals import missing
from csopsbot.testing.linear_workspace.workspace import (
    Attachment,
    Comment,
    Entry,
    Issue,
    Json,
    Label,
    State,
    Team,
    User,
    Workspace,
)

T = TypeVar("T")

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
    return asking.page([one for one in there if fits(one, filter)], first, after)


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
    return asking.page([one for one in there if fits(one, filter)], first, after)


def issue_labels(
    _: object,
    asking: Asking,
    first: int | None = None,
    after: str | None = None,
    filter: Json | None = None,
    includeArchived: bool = False,  # noqa: ARG001, N803 - none is archived
) -> Connection[Label]:
    return asking.page([one for one in asking.labels() if fits(one, filter)], first, after)


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


def comments_of(one: Issue, asking: Asking, **bounds: Any) -> Connection[Comment]:
    ordered = newest_first(one.comments, bounds.get("orderBy"))
    return asking.page(ordered, bounds.get("first"), bounds.get("after"))


def attachments_of(one: Issue, asking: Asking, **bounds: Any) -> Connection[Attachment]:
    return asking.page(one.attachments, bounds.get("first"), bounds.get("after"))


def labels_of(one: Issue, asking: Asking, **bounds: Any) -> Connection[Label]:
    return asking.page(one.labels, bounds.get("first"), bounds.get("after"))


def states_of(one: Team, asking: Asking, **bounds: Any) -> Connection[State]:
    return asking.page(one.states, bounds.get("first"), bounds.get("after"))


def history_of(one: Issue, asking: Asking, **bounds: Any) -> Connection[Entry]:
    ordered = newest_first(one.history, bounds.get("orderBy"))
    return asking.page(ordered, bounds.get("first"), bounds.get("after"))


def issues(_: object, asking: Asking, **wanted: Any) -> Connection[Issue]:
    return listed(asking, asking.issues(), wanted, lambda one: one)


def comments(_: object, asking: Asking, **wanted: Any) -> Connection[Comment]:
    there = [one for issue in asking.issues() for one in issue.comments]
    return listed(asking, there, wanted, lambda one: one.issue)


def listed(
    asking: Asking, there: Sequence[T], wanted: Json, issue_of: Callable[[T], Issue]
) -> Connection[T]:
    """Return one page of what is THERE, as the arguments WANTED of a list say."""
    archived = wanted.get("includeArchived")
    shown = (one for one in there if archived or issue_of(one).archived_at is None)
    found = (one for one in shown if fits(one, wanted.get("filter")))
    ordered = newest_first(found, wanted.get("orderBy"))
    return asking.page(ordered, wanted.get("first"), wanted.get("after"))


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
    ("Query", "issues"): issues,
    ("Query", "comments"): comments,
    ("Team", "defaultIssueState"): lambda one, _: one.default_state,
    ("Team", "states"): states_of,
    ("Issue", "url"): lambda one, asking: asking.workspace.link_of(one),
    ("Issue", "priorityLabel"): lambda one, _: PRIORITIES[one.priority],
    ("Issue", "labelIds"): lambda one, _: [label.id for label in one.labels],
    ("Issue", "labels"): labels_of,
    ("Issue", "comments"): comments_of,
    ("Issue", "history"): history_of,
    ("IssueHistory", "botActor"): lambda _one, _: None,
    ("Issue", "attachments"): attachments_of,
    ("Comment", "issueId"): lambda one, _: one.issue.id,
    ("Comment", "archivedAt"): lambda _one, _: None,
    ("Comment", "botActor"): bot_of,
    ("Comment", "externalUser"): stranger_of,
}
