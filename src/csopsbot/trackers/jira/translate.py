"""Jira's shapes as our values; nothing here asks anything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from csopsbot.app.tracker import HistoryEntry, IssueDraft
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    Status,
    TrackerUser,
    Version,
)
from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.account import Account
from csopsbot.trackers.jira.bodies import labels, title
from csopsbot.trackers.jira.dialect import Dialect
from csopsbot.trackers.jira.marks import op_of
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.shapes import (
    NEVER,
    AttachmentShape,
    CommentShape,
    IssueShape,
    MadeShape,
    StepShape,
    UserShape,
)

_What = Literal["status", "assignee", "priority", "title", "labels", "versions", "moved", "other"]

_WHAT: dict[str, _What] = {
    "status": "status",
    "assignee": "assignee",
    "priority": "priority",
    "summary": "title",
    "labels": "labels",
    "fix version": "versions",
    "fixversions": "versions",
    "key": "moved",
}


def project_of(key: str) -> frozenset[str]:
    """Return what the project of the issue called KEY is called."""
    return frozenset({key.rpartition("-")[0]})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads Jira's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    access: JiraAccess
    meanings: Meanings
    we: Account
    dialect: Dialect

    def user(self, shape: UserShape | None) -> TrackerUser:
        """Return the person, under their id when they hide their name; nobody has no id."""
        if shape is None:
            return TrackerUser("", "")
        return TrackerUser(shape.id, shape.name or shape.id, self.we.is_ours(shape))

    def issue(self, shape: IssueShape, comments: Iterable[CommentShape]) -> Issue:
        """Return the issue as Jira tells it."""
        fields = shape.fields
        return Issue(
            ref=self.ref(shape.id, shape.key),
            projects=project_of(shape.key),
            title=fields.summary,
            status=self.meanings.status(fields),
            assignee=self.user(fields.assignee) if fields.assignee else None,
            updated_at=fields.updated,
            labels=frozenset(fields.labels or ()),
            comments=self.comments(comments),
            priority=fields.priority.name if fields.priority else "",
            versions=frozenset(Version(one.name, one.released) for one in fields.versions),
            attachments=self.attachments(fields.attachments),
        )

    def just_made(self, made: MadeShape, draft: IssueDraft, ref: str) -> Issue:
        """Return what is known of an issue that was made, but could not be read back."""
        return Issue(
            ref=self.ref(made.id, made.key),
            projects=project_of(made.key),
            title=title(draft.title),
            status=Status("", Category.OPEN),
            assignee=None,
            updated_at=NEVER,
            labels=frozenset(labels(draft, ref)),
        )

    def ref(self, issue_id: str, key: str) -> IssueRef:
        """Return where the issue is."""
        return IssueRef(self.tracker, issue_id, key, self.access.browse(key))

    def comments(self, shapes: Iterable[CommentShape]) -> tuple[IssueComment, ...]:
        """Return the comments, each once, oldest first."""
        each = {shape.id: self.comment(shape) for shape in shapes}
        return tuple(sorted(each.values(), key=lambda one: (one.created_at, len(one.id), one.id)))

    def comment(self, shape: CommentShape) -> IssueComment:
        """Return the comment as Jira tells it."""
        return IssueComment(
            id=shape.id,
            author=self.user(shape.author),
            body=self.dialect.read(shape.body),
            created_at=shape.created,
            updated_at=max(shape.updated, shape.created),
            op=op_of(shape.properties),
        )

    def own(self, shape: CommentShape, op: str, now: datetime) -> IssueComment:
        """Return the comment that we wrote with OP, whatever Jira left out of it."""
        comment = self.comment(shape)
        author = replace(comment.author, id=comment.author.id or self.we.id, is_self=True)
        created = shape.created if shape.created != NEVER else now
        updated = max(created, shape.updated)
        return replace(comment, author=author, op=op, created_at=created, updated_at=updated)

    def attachments(self, shapes: Iterable[AttachmentShape]) -> tuple[Attachment, ...]:
        """Return the files, oldest first."""
        files = [self.attachment(shape) for shape in shapes]
        return tuple(sorted(files, key=lambda one: (one.created_at, len(one.id), one.id)))

    def attachment(self, shape: AttachmentShape) -> Attachment:
        """Return the file as Jira tells it."""
        return Attachment(
            id=shape.id,
            name=shape.name,
            url=shape.content,
            author=self.user(shape.author),
            created_at=shape.created,
            media_type=shape.media_type,
            size=shape.size,
        )

    def history(self, steps: Iterable[StepShape], since: datetime) -> tuple[HistoryEntry, ...]:
        """Return what was changed at SINCE or later, oldest first."""
        late = sorted(
            (step for step in steps if step.created >= since), key=lambda one: one.created
        )
        return tuple(entry for step in late for entry in self._entries(step))

    def _entries(self, step: StepShape) -> Iterable[HistoryEntry]:
        actor = self.user(step.author)
        for number, item in enumerate(step.items):
            what = _WHAT.get(item.field.casefold(), "other")
            place = f"{step.id}:{number}"
            yield HistoryEntry(place, step.created, actor, what, item.before, item.after)
