"""What GitHub shows of what it knows."""

from datetime import datetime

from csopsbot.testing.github_site.site import (
    Account,
    Comment,
    Event,
    Issue,
    Json,
    Milestone,
    Repository,
    Site,
)

_ROLES = ("read", "triage", "write", "admin")


def stamp(moment: datetime) -> str:
    """Return MOMENT as GitHub writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def account(site: Site, one: Account | None) -> Json | None:
    """Return an account; one that was deleted is null."""
    if one is None:
        return None
    return {
        "login": one.login,
        "id": one.id,
        "node_id": f"U_{one.id:08d}",
        "url": f"{site.url}/users/{one.login}",
        "html_url": f"{site.url}/{one.login}",
        "type": one.kind,
        "site_admin": False,
    }


def repository(site: Site, one: Repository, role: str = "read") -> Json:
    """Return a repository, as somebody with this ROLE sees it."""
    rank = _ROLES.index(role)
    return {
        "id": one.id,
        "node_id": f"R_{one.id:08d}",
        "name": one.name,
        "full_name": one.full_name,
        "private": one.private,
        "archived": one.archived,
        "permissions": {
            name: rank >= least
            for name, least in {
                "admin": 3,
                "maintain": 3,
                "push": 2,
                "triage": 1,
                "pull": 0,
            }.items()
        },
        "owner": {"login": one.owner, "id": 900, "type": one.owner_kind},
        "html_url": f"{site.url}/{one.full_name}",
        "url": f"{site.url}/repos/{one.full_name}",
        "has_issues": one.has_issues,
    }


def label(site: Site, place: Repository, name: str) -> Json:
    """Return a label."""
    return {
        "id": 500,
        "name": place.labels.get(name.lower(), name),
        "url": f"{site.url}/repos/{place.full_name}/labels/{name}",
        "color": "ededed",
        "default": False,
        "description": None,
    }


def issue(site: Site, one: Issue) -> Json:
    """Return an issue."""
    place = f"{site.url}/repos/{one.repository.full_name}"
    assignees = [account(site, who) for who in one.assignees]
    kind = "pull" if one.pull_request else "issues"
    shown: Json = {
        "url": f"{place}/issues/{one.number}",
        "repository_url": place,
        "html_url": f"{site.url}/{one.repository.full_name}/{kind}/{one.number}",
        "id": one.id,
        "node_id": f"I_{one.id:08d}",
        "number": one.number,
        "title": one.title,
        "user": account(site, one.author),
        "labels": [label(site, one.repository, name) for name in one.labels],
        "state": one.state,
        "state_reason": one.reason,
        "locked": one.locked,
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": milestone(one.milestone) if one.milestone else None,
        "comments": len(one.comments),
        "created_at": stamp(one.created),
        "updated_at": stamp(one.updated),
        "closed_at": stamp(one.updated) if one.state == "closed" else None,
        "type": {"id": 1, "name": one.kind} if one.kind else None,
        "body": one.body,
    }
    if one.pull_request:
        shown["pull_request"] = {"url": f"{place}/pulls/{one.number}"}
    return shown


def milestone(one: Milestone) -> Json:
    """Return a milestone."""
    return {
        "id": one.number + 1000,
        "number": one.number,
        "title": one.title,
        "state": one.state,
        "updated_at": stamp(one.updated),
        "description": None,
        "due_on": None,
    }


def event(site: Site, one: Event) -> Json:
    """Return something that was done to an issue."""
    shown = {
        "id": one.id,
        "node_id": f"EV_{one.id:08d}",
        "actor": account(site, one.actor),
        "event": one.name,
        "commit_id": None,
        "created_at": stamp(one.at),
    }
    return shown | one.more


def comment(site: Site, of: Issue, one: Comment) -> Json:
    """Return a comment."""
    place = f"{site.url}/repos/{of.repository.full_name}/issues"
    return {
        "id": one.id,
        "node_id": f"IC_{one.id:08d}",
        "url": f"{place}/comments/{one.id}",
        "html_url": f"{site.url}/{of.repository.full_name}/issues/{of.number}#{one.id}",
        "issue_url": f"{place}/{of.number}",
        "user": account(site, one.author),
        "created_at": stamp(one.created),
        "updated_at": stamp(one.updated),
        "author_association": "MEMBER",
        "body": one.body,
    }
