"""What is read of the boards to be shown, on a page or as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from csopsbot.app.board import BoardChange, BoardComment, BoardFile, BoardIssue, BoardWork
from csopsbot.app.ports import Work
from csopsbot.domain.document import to_text
from csopsbot.domain.issue import Attachment, Version
from csopsbot.trackers.local.asked import NoSuchIssue, issue_of
from csopsbot.trackers.local.translate import OURSELVES, Reader

AT_MOST = 200


_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Overview:
    """The issues of PROJECT, or, where that is empty, of all of PROJECTS, newest first.

    VERSIONS are those of PROJECT.
    """

    project: str
    projects: Sequence[str]
    issues: Sequence[BoardIssue]
    more: bool
    versions: Sequence[Version]


@dataclass(frozen=True, slots=True)
class Detail:
    """An issue with all that hangs on it; VERSIONS are those of its project."""

    issue: BoardIssue
    comments: Sequence[BoardComment] = ()
    files: Sequence[BoardFile] = ()
    versions: Sequence[Version] = ()
    hours: Sequence[BoardWork] = ()
    history: Sequence[BoardChange] = ()

    @property
    def planned(self) -> list[Version]:
        """The versions that the issue is planned for."""
        return [one for one in self.versions if one.name in self.issue.versions]


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
        versions=work.board.versions.of(chosen[0]) if len(chosen) == 1 else [],
    )


def detail(work: Work, key: str) -> Detail:
    """Read the issue called KEY; raises `NoSuchIssue`."""
    issue, board = issue_of(work, key), work.board
    return Detail(
        issue,
        comments=board.comments.on(issue.id),
        files=board.files.on(issue.id),
        versions=board.versions.of(issue.project),
        hours=board.hours.on(issue.id),
        history=board.history(issue.id, _EVER),
    )


def file_of(work: Work, key: str, file_id: str) -> tuple[BoardFile, bytes]:
    """Read a file on the issue called KEY; raises `NoSuchIssue`, also where there is no such file."""
    issue, file = issue_of(work, key), work.board.files.get(file_id)
    content = work.board.files.content(file_id)
    if file is None or content is None or file.issue_id != issue.id:
        raise NoSuchIssue(f"{key}/{file_id}")
    return file, content


def as_json(reader: Reader, shown: Detail) -> dict[str, object]:
    """Return an issue as the board's API tells it."""
    issue = reader.issue(shown.issue, shown.comments, shown.files, shown.versions)
    return {
        "id": issue.ref.id,
        "key": issue.ref.key,
        "url": issue.ref.url,
        "title": issue.title,
        "body": to_text(shown.issue.body),
        "status": issue.status.name,
        "category": issue.status.category.value,
        "assignee": issue.assignee.name if issue.assignee else None,
        "priority": issue.priority or None,
        "labels": sorted(issue.labels),
        "versions": versions_as_json(shown.planned),
        "updated_at": issue.updated_at.isoformat(),
        "links": [{"url": link.url, "title": link.title} for link in shown.issue.links],
        "comments": [_comment_as_json(comment) for comment in shown.comments],
        "files": [_file_as_json(file) for file in issue.attachments],
        "work": [_work_as_json(work) for work in shown.hours],
        "history": [_change_as_json(change) for change in shown.history],
    }


def versions_as_json(versions: Sequence[Version]) -> list[dict[str, object]]:
    """Return versions as the board's API tells them."""
    return [{"name": one.name, "released": one.released} for one in versions]


def _comment_as_json(comment: BoardComment) -> dict[str, object]:
    return {
        "id": comment.id,
        "author": comment.author,
        "is_bot": comment.author == OURSELVES.id,
        "text": to_text(comment.body),
        "at": comment.created_at.isoformat(),
        "edited_at": comment.updated_at.isoformat() if is_edited(comment) else None,
    }


def is_edited(comment: BoardComment) -> bool:
    """Return whether the comment said something else once."""
    return comment.updated_at > comment.created_at


def _file_as_json(file: Attachment) -> dict[str, object]:
    return {
        "id": file.id,
        "name": file.name,
        "url": file.url,
        "by": file.author.name,
        "at": file.created_at.isoformat(),
        "media_type": file.media_type,
        "size": file.size,
    }


def _work_as_json(work: BoardWork) -> dict[str, object]:
    return {
        "by": work.author,
        "minutes": round(work.seconds / 60),
        "started": work.started.isoformat(),
        "note": work.note,
    }


def _change_as_json(change: BoardChange) -> dict[str, object]:
    return {
        "by": change.author,
        "at": change.at.isoformat(),
        "what": change.what,
        "before": change.before,
        "after": change.after,
    }
