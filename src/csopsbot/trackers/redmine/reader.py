"""Redmine's shapes as our values; nothing here asks anything."""

from dataclasses import dataclass
from datetime import datetime

from csopsbot.domain.document import Doc
from csopsbot.domain.issue import (
    Attachment,
    Issue,
    IssueComment,
    IssueRef,
    TrackerUser,
    Version,
)
from csopsbot.trackers.markdown import key_of
from csopsbot.trackers.marked import OP
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.arrangement import UserShape
from csopsbot.trackers.redmine.markup import Markup
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.shapes import (
    AttachmentShape,
    IssueShape,
    JournalShape,
    NamedShape,
    VersionShape,
)
from csopsbot.trackers.redmine.translate import LABELS_FIELD, labels_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads Redmine's shapes for the tracker named TRACKER; ME is the account we act with."""

    tracker: str
    access: RedmineAccess
    meanings: Meanings
    markup: Markup
    me: UserShape

    @property
    def ourselves(self) -> TrackerUser:
        """The account we act with."""
        return TrackerUser(self.me.id, self.me.name, is_self=True)

    def user(self, shape: NamedShape | None) -> TrackerUser:
        """Return the person or group; nobody has no id."""
        if shape is None:
            return TrackerUser("", "")
        return TrackerUser(shape.id, shape.name or shape.id, shape.id == self.me.id)

    def issue(self, shape: IssueShape, projects: frozenset[str]) -> Issue:
        """Return the issue, of which PROJECTS are the project's names.

        Its comments are the oldest first, whatever order our account prefers.
        """
        spoken = sorted(
            (one for one in shape.journals if one.notes.strip()),
            key=lambda one: (one.created, len(one.id), one.id),
        )
        return Issue(
            ref=self.ref(shape.id),
            projects=projects,
            title=shape.subject,
            status=self.meanings.status(shape),
            assignee=self.user(shape.assignee) if shape.assignee else None,
            updated_at=shape.updated,
            labels=labels_of(shape.field(LABELS_FIELD)),
            comments=tuple(map(self.comment, spoken)),
            priority=shape.priority.name if shape.priority else "",
            versions=frozenset({version_of(shape.version)} if shape.version else ()),
            attachments=tuple(map(self.attachment, shape.attachments)),
        )

    def ref(self, issue_id: str) -> IssueRef:
        """Return where the issue is."""
        return IssueRef(self.tracker, issue_id, f"#{issue_id}", self.access.browse(issue_id))

    def comment(self, shape: JournalShape) -> IssueComment:
        """Return the comment as Redmine tells it; only newer ones tell when it was changed."""
        return IssueComment(
            id=shape.id,
            author=self.user(shape.user),
            body=self.markup.read(shape.notes),
            created_at=shape.created,
            updated_at=max(shape.updated, shape.created),
            op=key_of(shape.notes, OP),
        )

    def own(self, body: Doc, op: str, now: datetime, comment_id: str = "") -> IssueComment:
        """Return what is known of a comment that we wrote, but could not read back."""
        return IssueComment(comment_id, self.ourselves, body, now, now, op)

    def attachment(self, shape: AttachmentShape) -> Attachment:
        """Return the file as Redmine tells it."""
        return Attachment(
            id=shape.id,
            name=shape.name,
            url=shape.url,
            author=self.user(shape.author),
            created_at=shape.created,
            media_type=shape.media_type,
            size=shape.size,
        )


def version_of(shape: VersionShape) -> Version:
    """Return the release."""
    return Version(shape.name, shape.released)


def user_of(shape: UserShape, me: UserShape) -> TrackerUser:
    """Return the person whose account it is."""
    return TrackerUser(shape.id, shape.name, shape.id == me.id)
