"""GitHub's shapes as our values, and our drafts as GitHub's bodies; nothing here asks anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from csopsbot.app.tracker import IssueDraft, Sighting
from csopsbot.domain.document import Doc, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown, milestones
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.place import Place, name_in
from csopsbot.trackers.github.shapes import CommentShape, IssueShape, UserShape
from csopsbot.trackers.marked import OP, REF, is_marked_with, marked
from csopsbot.trackers.one_line import one_line
from csopsbot.trackers.reference import proper

LONGEST_TEXT = 32_000

_LONGEST_BODY = 65_536
_LONGEST_TITLE = 256
_LONGEST_LABEL = 50
_CLOCKS_APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads GitHub's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    meanings: Meanings
    we: UserShape

    def user(self, shape: UserShape | None) -> TrackerUser:
        """Return the account; one that was deleted has no id."""
        if shape is None:
            return TrackerUser("", "ghost")
        return TrackerUser(str(shape.id), shape.login, shape.id == self.we.id)

    def issue(self, shape: IssueShape, place: Place, comments: Iterable[CommentShape]) -> Issue:
        """Return the issue at PLACE."""
        assignees = shape.assignees or ()
        return Issue(
            ref=IssueRef(self.tracker, place.id, key(shape), shape.html_url),
            projects=frozenset({name_in(shape.repository_url)}),
            title=shape.title,
            status=self.meanings.status(shape),
            assignee=self.user(assignees[0]) if assignees else None,
            updated_at=shape.touched_at.astimezone(UTC),
            steady_at=shape.updated_at.astimezone(UTC),
            labels=shape.label_names,
            comments=tuple(one for one, _ in self.comments(comments)),
            priority=next(iter(self.meanings.priorities(shape.label_names)), ""),
            versions=milestones.versions(shape.milestone),
            also_with=frozenset(str(one.id) for one in assignees[1:]),
        )

    def comment(self, shape: CommentShape) -> IssueComment:
        """Return the comment, ours known by its mark, anybody else's by when it was written.

        A transfer makes the issue and what hangs on it anew. By ids that are new as well, every
        comment would be told a second time.
        """
        body = shape.body or ""
        author = self.user(shape.user)
        written_at = shape.created_at.astimezone(UTC)
        op = markdown.key_of(body, OP)
        return IssueComment(
            id=f"{OP}:{op}" if op and author.is_self else written_at.isoformat(),
            author=author,
            body=markdown.read(body),
            created_at=written_at,
            updated_at=shape.updated_at.astimezone(UTC),
            op=op,
            native_id=str(shape.id),
        )

    def comments(
        self, shapes: Iterable[CommentShape]
    ) -> tuple[tuple[IssueComment, CommentShape], ...]:
        """Return each comment beside its shape, oldest first; namesakes are told apart by order."""
        each = {shape.id: shape for shape in shapes}
        seen: Counter[str] = Counter()
        found: list[tuple[IssueComment, CommentShape]] = []
        for shape in sorted(each.values(), key=lambda one: (one.created_at, one.id)):
            comment = self.comment(shape)
            seen[comment.id] += 1
            again = f"#{seen[comment.id]}" if seen[comment.id] > 1 else ""
            found.append((replace(comment, id=comment.id + again), shape))
        return tuple(found)

    def made_with(self, ref: str, shape: IssueShape) -> bool:
        """Return whether we made the issue, and with REF."""
        ours = shape.user is not None and shape.user.id == self.we.id
        is_issue = shape.pull_request is None
        return ours and is_issue and is_marked_with(ref, shape.body or "")


def key(shape: IssueShape) -> str:
    """Return how people call the issue, such as acme/shop#12."""
    return f"{name_in(shape.repository_url)}#{shape.number}"


def sighting(place: Place, shape: IssueShape) -> Sighting:
    """Return when the issue at PLACE itself changed last."""
    return Sighting(place.id, shape.updated_at.astimezone(UTC))


def create_body(
    draft: IssueDraft, ref: str, issue_type: str | None, priority: str = ""
) -> dict[str, object]:
    """Return the body that makes an issue with its mark, all in one request.

    PRIORITY is what labels that stand for one begin with, if there are any.
    """
    extra = draft.fields.get("labels")
    labels = {*draft.labels, *(extra if isinstance(extra, list | tuple) else ())}
    if priority and draft.priority:
        labels.add(f"{priority}{draft.priority}")
    body = dict(draft.fields)
    if issue_type is not None:
        body["type"] = issue_type
    return body | {
        "title": title(draft.title),
        "body": marked(shorten(draft.body, LONGEST_TEXT), REF, proper(ref), _LONGEST_BODY),
        "labels": sorted({label(str(name)) for name in labels}),
    }


def comment_body(body: Doc, op: str) -> dict[str, object]:
    """Return the body that makes a comment with its mark."""
    return {"body": marked(shorten(body, LONGEST_TEXT), OP, op, _LONGEST_BODY)}


def since(moment: datetime) -> str:
    """Return MOMENT as a bound that GitHub reads, for a clock that is not ours."""
    return stamp(moment - _CLOCKS_APART)


def stamp(moment: datetime) -> str:
    """Return MOMENT as GitHub writes it, in whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def title(text: str) -> str:
    """Return TEXT as one line that GitHub takes as a title."""
    return one_line(text, _LONGEST_TITLE)


def label(text: str) -> str:
    """Return TEXT as the name of a label."""
    return one_line(text, _LONGEST_LABEL)
