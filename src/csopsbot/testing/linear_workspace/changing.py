"""What can be changed: each checks everything first, then does it, then tells of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from csopsbot.testing.linear_workspace import inputs
from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.deliveries import Hook
from csopsbot.testing.linear_workspace.recording import recorded
from csopsbot.testing.linear_workspace.refusals import (
    contradicting,
    forbidden,
    missing,
    taken,
)
from csopsbot.testing.linear_workspace.workspace import (
    Attachment,
    Comment,
    Issue,
    Json,
    Label,
)

_SYNCS = count(1)


@dataclass(frozen=True, slots=True)
class Payload:
    """The answer to a change: what was changed."""

    last_sync_id: int
    issue: Issue | None = None
    entity: Issue | None = None
    comment: Comment | None = None
    issue_label: Label | None = None
    attachment: Attachment | None = None
    upload_file: Json | None = None
    webhook: Hook | None = None
    entity_id: str = ""
    success: bool = True


def done(**what: Any) -> Payload:
    return Payload(next(_SYNCS), **what)


def create_issue(_: object, asking: Asking, input: Json) -> Payload:
    workspace = asking.workspace
    issue_id = inputs.chosen_id(input)
    if issue_id in workspace.issues:
        raise taken("Issue", issue_id)
    team = asking.team(input["teamId"])
    asking.may_write(team)
    state_id = input.get("stateId")
    first = team.default_state or team.states[0]
    now = workspace.clock()
    made: dict[str, Any] = {
        "title": inputs.title(input),
        "description": inputs.markdown(input.get("description"), "description"),
        "priority": inputs.priority(input),
        "estimate": input.get("estimate"),
        "due_date": input.get("dueDate"),
        "assignee": inputs.assignee(asking, input.get("assigneeId")),
        "labels": inputs.labels(asking, team, input.get("labelIds") or ()),
        "state": inputs.state(team, state_id) if state_id else first,
    }
    number = workspace.number(team)
    issue = Issue(
        issue_id, team, number, creator=asking.who, created_at=now, updated_at=now, **made
    )
    workspace.issues[issue.id] = issue
    asking.deliveries.issue("create", asking.who, issue)
    return done(issue=issue)


def update_issue(
    _: object,
    asking: Asking,
    id: str,
    input: Json,
) -> Payload:
    issue = asking.writable(id)
    changes: dict[str, Any] = {
        name: read(asking, issue, input)
        for name, (given, read) in _EDITS.items()
        if given & {*input}
    }
    was = {name: getattr(issue, name) for name in changes}
    before = {_TOLD.get(name, name): _plain(value) for name, value in was.items()}
    for name, value in changes.items():
        setattr(issue, name, value)
    issue.updated_at = asking.workspace.clock()
    issue.history += recorded(was, changes, asking.who, issue.updated_at)
    asking.deliveries.issue("update", asking.who, issue, **before)
    return done(issue=issue)


_TOLD = {
    "due_date": "dueDate",
    "state": "stateId",
    "assignee": "assigneeId",
    "labels": "labelIds",
}
_Edit = Callable[[Asking, Issue, Json], Any]
_EDITS: Mapping[str, tuple[set[str], _Edit]] = {
    "title": ({"title"}, lambda _, __, wanted: inputs.title(wanted)),
    "description": (
        {"description"},
        lambda _, __, wanted: inputs.markdown(wanted["description"], "description"),
    ),
    "priority": ({"priority"}, lambda _, __, wanted: inputs.priority(wanted)),
    "estimate": ({"estimate"}, lambda _, __, wanted: wanted["estimate"]),
    "due_date": ({"dueDate"}, lambda _, __, wanted: wanted["dueDate"]),
    "state": ({"stateId"}, lambda _, issue, wanted: inputs.state(issue.team, wanted["stateId"])),
    "assignee": (
        {"assigneeId"},
        lambda asking, _, wanted: inputs.assignee(asking, wanted["assigneeId"]),
    ),
    "labels": ({"labelIds", "addedLabelIds", "removedLabelIds"}, inputs.label_changes),
}


def delete_issue(
    _: object,
    asking: Asking,
    id: str,
    permanentlyDelete: bool = False,  # noqa: N803 - Linear's name
) -> Payload:
    issue = asking.writable(id)
    issue.trashed, issue.archived_at = True, asking.workspace.clock()
    if permanentlyDelete:
        asking.workspace.purge(issue)
    asking.deliveries.issue("remove", asking.who, issue)
    return done(entity=None if permanentlyDelete else issue)


def archive_issue(
    _: object,
    asking: Asking,
    id: str,
    trash: bool = False,
) -> Payload:
    issue = asking.writable(id)
    issue.archived_at = asking.workspace.clock()
    issue.trashed = True if trash else None
    asking.deliveries.issue("update", asking.who, issue)
    return done(entity=issue)


def create_label(
    _: object,
    asking: Asking,
    input: Json,
    replaceTeamLabels: bool = False,  # noqa: ARG001, N803 - nobody asks for it here
) -> Payload:
    if not asking.who.may_label:
        raise forbidden()
    label_id, name = inputs.chosen_id(input), inputs.title(input, "name")
    team = asking.team(input["teamId"]) if input.get("teamId") else None
    if any(one.id == label_id for one in asking.workspace.labels):
        raise taken("IssueLabel", label_id)
    for one in asking.workspace.labels:
        if one.name.lower() == name.lower() and (one.team in (None, team) or team is None):
            raise contradicting("Duplicate label name")
    label = Label(label_id, name, team)
    asking.workspace.labels.append(label)
    return done(issue_label=label)


def create_attachment(_: object, asking: Asking, input: Json) -> Payload:
    workspace = asking.workspace
    issue, now = asking.writable(input["issueId"]), workspace.clock()
    attachment_id, shown = inputs.chosen_id(input), inputs.title(input)
    metadata = dict(input.get("metadata") or {})
    there = next((one for one in issue.attachments if one.url == input["url"]), None)
    if there is None:
        if attachment_id in workspace.attachments:
            raise taken("Attachment", attachment_id)
        there = Attachment(
            attachment_id, issue, input["url"], shown, None, metadata, now, now, asking.who
        )
        issue.attachments.append(there)
        workspace.attachments[there.id] = there
    there.title, there.subtitle = shown, input.get("subtitle")
    there.metadata, there.updated_at = metadata, now
    return done(attachment=there)


def delete_attachment(_: object, asking: Asking, id: str) -> Payload:
    found = asking.workspace.attachments.get(id)
    if found is None or not found.issue.team.shows_itself_to(asking.who):
        raise missing("Attachment")
    asking.writable(found.issue.id)
    found.issue.attachments.remove(found)
    del asking.workspace.attachments[id]
    return done(entity_id=id)


def _plain(value: object) -> object:
    """Return VALUE as a payload tells what was there before."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return getattr(value, "id", value)


CHANGES: Mapping[tuple[str, str], Callable[..., Payload]] = {
    ("Mutation", "issueCreate"): create_issue,
    ("Mutation", "issueUpdate"): update_issue,
    ("Mutation", "issueDelete"): delete_issue,
    ("Mutation", "issueArchive"): archive_issue,
    ("Mutation", "issueLabelCreate"): create_label,
    ("Mutation", "attachmentCreate"): create_attachment,
    ("Mutation", "attachmentDelete"): delete_attachment,
}
