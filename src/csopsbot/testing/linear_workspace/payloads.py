"""What Linear posts about issues and comments."""

from datetime import datetime

from csopsbot.testing.linear_workspace.workspace import (
    Comment,
    Issue,
    Json,
    Label,
    Team,
    User,
    Workspace,
)

PRIORITIES = ("No priority", "Urgent", "High", "Medium", "Low")


def envelope(
    workspace: Workspace, kind: str, action: str, by: User, data: Json, hook_id: str
) -> Json:
    """Return the payload about DATA, of the type KIND."""
    now = workspace.clock()
    return {
        "action": action,
        "actor": {"id": by.id, "type": "user", "name": by.name, "email": by.email, "url": ""},
        "createdAt": stamp(now),
        "data": data,
        "url": data.get("url", ""),
        "type": kind,
        "organizationId": workspace.id,
        "webhookTimestamp": int(now.timestamp() * 1000),
        "webhookId": hook_id,
    }


def issue(workspace: Workspace, one: Issue) -> Json:
    """Return ISSUE as a payload shows it."""
    return {
        "id": one.id,
        "createdAt": stamp(one.created_at),
        "updatedAt": stamp(one.updated_at),
        "archivedAt": stamp(one.archived_at),
        "trashed": one.trashed,
        "number": one.number,
        "identifier": one.identifier,
        "previousIdentifiers": list(one.previous_identifiers),
        "title": one.title,
        "description": one.description,
        "priority": one.priority,
        "priorityLabel": PRIORITIES[one.priority],
        "prioritySortOrder": 0,
        "sortOrder": 0,
        "url": workspace.link_of(one),
        "teamId": one.team.id,
        "team": _team(one.team),
        "stateId": one.state.id,
        "state": {
            "id": one.state.id,
            "name": one.state.name,
            "type": one.state.type,
            "color": "#0",
        },
        "creatorId": one.creator.id,
        "assigneeId": one.assignee.id if one.assignee else None,
        "assignee": _user(one.assignee),
        "labelIds": [label.id for label in one.labels],
        "labels": [_label(label) for label in one.labels],
        "subscriberIds": [],
        "reactionData": [],
    }


def comment(workspace: Workspace, one: Comment) -> Json:
    """Return COMMENT as a payload shows it."""
    about = one.issue
    return {
        "id": one.id,
        "createdAt": stamp(one.created_at),
        "updatedAt": stamp(one.updated_at),
        "body": one.body,
        "issueId": about.id,
        "issue": {
            "id": about.id,
            "identifier": about.identifier,
            "title": about.title,
            "url": workspace.link_of(about),
            "teamId": about.team.id,
            "team": _team(about.team),
        },
        "userId": one.user.id if one.user else None,
        "user": _user(one.user),
        "reactionData": [],
    }


def stamp(moment: datetime | None) -> str | None:
    """Return MOMENT as Linear writes it."""
    if moment is None:
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _team(team: Team) -> Json:
    return {"id": team.id, "key": team.key, "name": team.name}


def _label(label: Label) -> Json:
    return {"id": label.id, "name": label.name, "color": "#0"}


def _user(user: User | None) -> Json | None:
    return {"id": user.id, "name": user.name, "email": user.email, "url": ""} if user else None
