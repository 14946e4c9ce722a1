"""GitHub's shapes as our values, and our drafts as GitHub's bodies; nothing here asks anything."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft
from csopsbot.domain.document import Doc, Link, Paragraph, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.place import Place, name_in
from csopsbot.trackers.github.shapes import CommentShape, IssueShape, UserShape

LONGEST_TEXT = 32_000

_REF = "ref"
_OP = "op"
_LONGEST_BODY = 65_536
_LONGEST_TITLE = 256
_LONGEST_LABEL = 50
_REF_FORM = re.compile(r"[A-Za-z0-9-]{1,200}")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
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
            title=shape.title,
            status=self.meanings.status(shape),
            assignee=self.user(assignees[0]) if assignees else None,
            updated_at=shape.updated_at.astimezone(UTC),
            labels=shape.label_names,
            comments=self._comments(comments),
        )

    def comment(self, shape: CommentShape) -> IssueComment:
        """Return the comment, known by when it was written.

        A transfer makes the issue and what hangs on it anew. By ids that are new as well, every
        comment would be told a second time.
        """
        body = shape.body or ""
        written_at = shape.created_at.astimezone(UTC)
        return IssueComment(
            id=written_at.isoformat(),
            author=self.user(shape.user),
            body=markdown.read(body),
            created_at=written_at,
            updated_at=shape.updated_at.astimezone(UTC),
            op=markdown.key_of(body, _OP),
        )

    def made_with(self, ref: str, shape: IssueShape) -> bool:
        """Return whether we made the issue, and with REF."""
        ours = shape.user is not None and shape.user.id == self.we.id
        is_issue = shape.pull_request is None
        return ours and is_issue and markdown.key_of(shape.body or "", _REF) == ref

    def _comments(self, shapes: Iterable[CommentShape]) -> tuple[IssueComment, ...]:
        """Return the comments, oldest first, those of the same second told apart by their order."""
        each = {shape.id: shape for shape in shapes}
        oldest = sorted(each.values(), key=lambda one: (one.created_at, one.id))
        seen: Counter[str] = Counter()
        found: list[IssueComment] = []
        for comment in map(self.comment, oldest):
            seen[comment.id] += 1
            again = f"#{seen[comment.id]}" if seen[comment.id] > 1 else ""
            found.append(replace(comment, id=comment.id + again))
        return tuple(found)


def key(shape: IssueShape) -> str:
    """Return how people call the issue, such as acme/shop#12."""
    return f"{name_in(shape.repository_url)}#{shape.number}"


def create_body(draft: IssueDraft, ref: str, issue_type: str | None) -> dict[str, object]:
    """Return the body that makes an issue with its mark, all in one request."""
    if not _REF_FORM.fullmatch(ref):
        raise Invalid(f"{ref!r} cannot be a mark", fields={"ref": "letters, digits and hyphens"})
    extra = draft.fields.get("labels")
    labels = {*draft.labels, *(extra if isinstance(extra, list | tuple) else ())}
    body = dict(draft.fields)
    if issue_type is not None:
        body["type"] = issue_type
    return body | {
        "title": title(draft.title),
        "body": _marked(draft.body, _REF, ref),
        "labels": sorted({label(str(name)) for name in labels}),
    }


def comment_body(body: Doc, op: str) -> dict[str, object]:
    """Return the body that makes a comment with its mark."""
    return {"body": _marked(body, _OP, op)}


def linked(text: str, url: str, shown: str, key: str) -> str:
    """Return an issue's TEXT with the link of KEY in a part of its own."""
    link = markdown.write(Doc((Paragraph((Link(url, title(shown)),)),)))
    return markdown.with_section(text, f"link:{key}", link)


def since(moment: datetime) -> str:
    """Return MOMENT as a bound that GitHub reads, for a clock that is not ours."""
    return (moment - _CLOCKS_APART).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def title(text: str) -> str:
    """Return TEXT as one line that GitHub takes as a title."""
    return _line(text, _LONGEST_TITLE)


def label(text: str) -> str:
    """Return TEXT as the name of a label."""
    return _line(text, _LONGEST_LABEL)


def _line(text: str, longest: int) -> str:
    line = " ".join(_UNSTORABLE.sub("", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _marked(doc: Doc, kind: str, name: str) -> str:
    mark = markdown.mark(kind, name)
    room = _LONGEST_BODY - len(mark) - 2
    text = markdown.write_within(shorten(doc, LONGEST_TEXT), room)
    return f"{text}\n\n{mark}" if text else mark
