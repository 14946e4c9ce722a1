"""What is read of the boards to be shown, on a page or as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from csopsbot.app.board import BoardComment, BoardIssue
from csopsbot.app.ports import Work
from csopsbot.domain.document import to_text
from csopsbot.trackers.local.changes import issue_of
from csopsbot.trackers.local.translate import OURSELVES, Reader

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Overview:
    """The issues of PROJECT, or, where that is empty, of all of PROJECTS, newest first."""

    project: str
    projects: Sequence[str]
    issues: Sequence[BoardIssue]
    more: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """An issue with all that hangs on it."""

    issue: BoardIssue
    comments: Sequence[BoardComment] = ()


def overview(work: Work, project: str) -> Overview:
    """Read the issues of PROJECT, or of all projects where there is none of that name."""
    projects = work.board.projects()
    chosen = [project] if project in projects else projects
    found = [work.board.issues(one, AT_MOST + 1) for one in chosen]
    return Overview(
        project=project if project in projects else "",
        projects=projects,
        issues=[issue for issues in found for issue in issues[:AT_MOST]],
        more=any(len(issues) > AT_MOST for issues in found),
    )


def detail(work: Work, key: str) -> Detail:
    """Read the issue called KEY; raises `NoSuchIssue`."""
    issue = issue_of(work, key)
    return Detail(issue, work.board.comments(issue.id))


def as_json(reader: Reader, shown: Detail) -> dict[str, object]:
    """Return an issue as the board's API tells it."""
    issue = reader.issue(shown.issue, shown.comments)
    return {
        "id": issue.ref.id,
        "key": issue.ref.key,
        "url": issue.ref.url,
        "title": issue.title,
        "body": to_text(shown.issue.body),
        "status": issue.status.name,
        "category": issue.status.category.value,
        "assignee": issue.assignee.name if issue.assignee else None,
        "labels": sorted(issue.labels),
        "updated_at": issue.updated_at.isoformat(),
        "links": [{"url": link.url, "title": link.title} for link in shown.issue.links],
        "comments": [_comment_as_json(comment) for comment in shown.comments],
    }


def _comment_as_json(comment: BoardComment) -> dict[str, object]:
    return {
        "id": comment.id,
        "author": comment.author,
        "is_bot": comment.author == OURSELVES.id,
        "text": to_text(comment.body),
        "at": comment.created_at.isoformat(),
    }
