"""What a server shows of what it holds, in GitLab's words."""

from datetime import UTC, datetime

from csopsbot.testing.gitlab_server.site import (
    Event,
    Issue,
    Json,
    Milestone,
    Note,
    Project,
    Site,
    User,
)


def moment(at: datetime) -> str:
    """Return a time as GitLab writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def user(site: Site, shown: User, *, whole: bool = False) -> Json:
    """Return an account; an address is only on its own page, and only a public one."""
    basic = {
        "id": shown.id,
        "username": shown.username,
        "name": shown.name,
        "state": shown.state,
        "avatar_url": None,
        "web_url": f"{site.url}/{shown.username}",
    }
    more = {"bio": "", "public_email": shown.public_email or None, "bot": shown.bot}
    return basic | more if whole else basic


def project(site: Site, shown: Project, role: int = 0) -> Json:
    """Return a project, as a member with this ROLE sees it."""
    access = {"access_level": role, "notification_level": 3} if role else None
    return {
        "id": shown.id,
        "name": shown.path.rpartition("/")[2],
        "path_with_namespace": shown.path,
        "web_url": f"{site.url}/{shown.path}",
        "visibility": "public" if shown.public else "private",
        "issues_enabled": shown.issues_enabled,
        "archived": shown.archived,
        "permissions": {"project_access": access, "group_access": None},
    }


def address(site: Site, shown: Issue) -> str:
    """Return where people open an issue."""
    return f"{site.url}/{shown.project.path}/-/issues/{shown.iid}"


def issue(site: Site, shown: Issue) -> Json:
    """Return an issue."""
    people = [user(site, one) for one in shown.assignees]
    original = shown.duplicate_of
    duplicate = original and f"{site.url}/api/v4/projects/{original.project.id}/issues/1"
    return {
        "id": shown.id,
        "iid": shown.iid,
        "project_id": shown.project.id,
        "title": shown.title,
        "description": shown.description or None,
        "state": shown.state,
        "created_at": moment(shown.created),
        "updated_at": moment(shown.updated),
        "closed_at": None,
        "labels": sorted(shown.labels),
        "milestone": milestone(shown.milestone) if shown.milestone else None,
        "assignees": people,
        "assignee": people[0] if people else None,
        "author": user(site, shown.author),
        "type": shown.kind.upper(),
        "issue_type": shown.kind,
        "confidential": shown.confidential,
        "moved_to_id": shown.moved_to.id if shown.moved_to else None,
        "user_notes_count": sum(not note.system for note in shown.notes),
        "web_url": address(site, shown),
        "references": {"short": f"#{shown.iid}", "full": f"{shown.project.path}#{shown.iid}"},
        "_links": {"self": address(site, shown), "closed_as_duplicate_of": duplicate},
    }


def milestone(shown: Milestone) -> Json:
    """Return a milestone."""
    return {
        "id": shown.id,
        "iid": shown.id,
        "title": shown.title,
        "description": "",
        "state": shown.state,
        "updated_at": moment(shown.updated),
        "due_date": None,
        "start_date": None,
    }


def event(site: Site, about: Issue, shown: Event) -> Json:
    """Return something that was done to an issue."""
    told = {
        "id": shown.id,
        "user": user(site, shown.user),
        "created_at": moment(shown.at),
        "resource_type": "Issue",
        "resource_id": about.id,
    }
    return told | shown.more


def note(site: Site, about: Issue, shown: Note) -> Json:
    """Return a note."""
    return {
        "id": shown.id,
        "type": None,
        "body": shown.body,
        "author": user(site, shown.author),
        "created_at": moment(shown.created),
        "updated_at": moment(shown.updated),
        "system": shown.system,
        "noteable_id": about.id,
        "noteable_type": "Issue",
        "project_id": about.project.id,
        "resolvable": False,
        "confidential": shown.internal,
        "internal": shown.internal,
        "noteable_iid": about.iid,
    }
