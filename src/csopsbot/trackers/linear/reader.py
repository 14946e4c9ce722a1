"""Linear's shapes as our values; nothing here asks anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from csopsbot.domain.issue import Attachment, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.identifiers import is_ours
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.shapes import (
    AttachmentShape,
    CommentShape,
    IssueShape,
    StrangerShape,
    UserShape,
    WholeIssueShape,
)
from csopsbot.trackers.linear.translate import KIND, SIZE, embedded


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads Linear's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    access: LinearAccess
    meanings: Meanings
    we: UserShape

    def user(self, shape: UserShape) -> TrackerUser:
        """Return the member of the workspace."""
        return TrackerUser(shape.id, shape.name or shape.display_name, shape.id == self.we.id)

    def who(self, member: UserShape | None, stranger: StrangerShape | None) -> TrackerUser:
        """Return who did something; whose account was deleted has no id."""
        if member:
            return self.user(member)
        if stranger is None:
            return TrackerUser("", "")
        return TrackerUser(stranger.id or "", stranger.name or "")

    def made(self, shape: IssueShape) -> Issue:
        """Return an issue as it is without comments and files."""
        return Issue(
            ref=IssueRef(self.tracker, shape.id, shape.identifier, shape.url),
            projects=frozenset({shape.identifier.rpartition("-")[0]}),
            title=shape.title,
            status=self.meanings.status(shape.state),
            assignee=self.user(shape.assignee) if shape.assignee else None,
            updated_at=shape.updated_at.astimezone(UTC),
            steady_at=shape.updated_at.astimezone(UTC),
            labels=frozenset(label.name for label in shape.labels.nodes),
            priority=shape.priority_label if shape.priority else "",
        )

    def issue(self, shape: WholeIssueShape) -> Issue:
        """Return the issue as Linear tells it, changed when it was or its newest comment."""
        comments = self._comments(shape.comments.nodes)
        changed = [shape.updated_at, *(one.updated_at for one in comments)]
        return replace(
            self.made(shape),
            updated_at=max(changed).astimezone(UTC),
            comments=comments,
            attachments=tuple(self._files(shape)),
        )

    def comment(self, shape: CommentShape, op: str | None = None) -> IssueComment:
        """Return the comment that was made with OP; one whose id is ours was made with some op."""
        return IssueComment(
            id=shape.id,
            author=self._author(shape),
            body=markdown.read(shape.body),
            created_at=shape.created_at.astimezone(UTC),
            updated_at=shape.updated_at.astimezone(UTC),
            op=op or (shape.id if is_ours(shape.id) else None),
        )

    def file(self, shape: AttachmentShape) -> Attachment:
        """Return the file that a link leads to; what we know more of it is what we noted down."""
        size = shape.metadata.get(SIZE, 0)
        return Attachment(
            id=shape.id,
            name=as_filename(shape.title),
            url=shape.url,
            author=self.who(shape.creator, None),
            created_at=shape.created_at.astimezone(UTC),
            media_type=str(shape.metadata.get(KIND, "")),
            size=size if isinstance(size, int) else 0,
        )

    def _files(self, shape: WholeIssueShape) -> Iterator[Attachment]:
        """Yield each file once: what is attached, and what stands in texts, where people put them."""
        seen = set()
        for one in shape.attachments.nodes:
            if self.access.keeps(one.url):
                seen.add(one.url)
                yield self.file(one)
        for text, author, at in self._texts(shape):
            for name, url in embedded(text):
                if self.access.keeps(url) and url not in seen:
                    seen.add(url)
                    yield Attachment(url, as_filename(name), url, author, at)

    def _texts(self, shape: WholeIssueShape) -> Iterator[tuple[str, TrackerUser, datetime]]:
        # Whoever put a file into the description need not be who made the issue.
        yield shape.description or "", TrackerUser("", ""), shape.created_at.astimezone(UTC)
        for one in sorted(shape.comments.nodes, key=lambda it: (it.created_at, it.id)):
            yield one.body, self._author(one), one.created_at.astimezone(UTC)

    def _author(self, shape: CommentShape) -> TrackerUser:
        return self.who(shape.user, shape.external_user or shape.bot_actor)

    def _comments(self, shapes: Iterable[CommentShape]) -> tuple[IssueComment, ...]:
        each = {shape.id: self.comment(shape) for shape in shapes}
        return tuple(sorted(each.values(), key=lambda one: (one.created_at, one.id)))
