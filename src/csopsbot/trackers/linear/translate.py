"""Linear's shapes as our values, and our drafts as Linear's inputs; nothing here asks anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.linear.identifiers import identifier, is_ours
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.shapes import (
    AttachmentShape,
    CommentShape,
    IssueShape,
    UserShape,
)

LONGEST_TEXT = 32_000

_LONGEST_MARKDOWN = 65_536
_LONGEST_TITLE = 255
_LONGEST_LABEL = 80
_LINK_KEY = "csops"
_REF = re.compile(r"[A-Za-z0-9-]{1,200}")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PRIORITIES: Mapping[str, int] = {
    "no priority": 0,
    "none": 0,
    "urgent": 1,
    "high": 2,
    "medium": 3,
    "normal": 3,
    "low": 4,
    **{str(number): number for number in range(5)},
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads Linear's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    meanings: Meanings
    we: UserShape

    def user(self, shape: UserShape) -> TrackerUser:
        """Return the member of the workspace."""
        return TrackerUser(shape.id, shape.name or shape.display_name, shape.id == self.we.id)

    def issue(self, shape: IssueShape, comments: Iterable[CommentShape]) -> Issue:
        """Return the issue as Linear tells it."""
        return Issue(
            ref=IssueRef(self.tracker, shape.id, shape.identifier, shape.url),
            title=shape.title,
            status=self.meanings.status(shape.state),
            assignee=self.user(shape.assignee) if shape.assignee else None,
            updated_at=shape.updated_at.astimezone(UTC),
            labels=frozenset(label.name for label in shape.labels.nodes),
            comments=self._comments(comments),
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

    def _author(self, shape: CommentShape) -> TrackerUser:
        """Return who wrote the comment; whose account was deleted has no id."""
        if shape.user:
            return self.user(shape.user)
        stranger = shape.external_user or shape.bot_actor
        if stranger is None:
            return TrackerUser("", "")
        return TrackerUser(stranger.id or "", stranger.name or "")

    def _comments(self, shapes: Iterable[CommentShape]) -> tuple[IssueComment, ...]:
        each = {shape.id: self.comment(shape) for shape in shapes}
        return tuple(sorted(each.values(), key=lambda one: (one.created_at, one.id)))


def issue_id(ref: str) -> str:
    """Return the id of the issue that is made with REF; raises `Invalid`."""
    if not _REF.fullmatch(ref):
        raise Invalid(f"{ref!r} cannot name an issue", fields={"ref": "letters, digits, hyphens"})
    return identifier("issue", ref)


def comment_id(ref: IssueRef, op: str) -> str:
    """Return the id of the comment that is made with OP."""
    return identifier("comment", ref.id, op)


def create_input(
    draft: IssueDraft, ref: str, team_id: str, label_ids: Iterable[str]
) -> dict[str, object]:
    """Return what makes the issue; a kind of issue is nothing that Linear knows."""
    given = draft.fields.get("labelIds")
    labels = {*label_ids, *(map(str, given) if isinstance(given, list | tuple) else ())}
    wanted = dict(draft.fields)
    if draft.priority is not None:
        wanted["priority"] = priority(draft.priority)
    return wanted | {
        "id": issue_id(ref),
        "teamId": team_id,
        "title": title(draft.title),
        "description": _written(draft.body),
        "labelIds": sorted(labels),
    }


def comment_input(ref: IssueRef, body: Doc, op: str) -> dict[str, object]:
    """Return what makes the comment."""
    return {"id": comment_id(ref, op), "issueId": ref.id, "body": _written(body)}


def update_input(patch: Patch) -> dict[str, object]:
    """Return what changes the fields that PATCH names, but for its labels."""
    wanted: dict[str, object] = {}
    if patch.title is not None:
        wanted["title"] = title(patch.title)
    if patch.assignee_id is not None:
        wanted["assigneeId"] = patch.assignee_id or None
    if patch.priority is not None:
        wanted["priority"] = priority(patch.priority)
    return wanted


def link_input(ref: IssueRef, url: str, shown: str, key: str) -> dict[str, object]:
    """Return what makes a link, or changes the one with the same address."""
    return {
        "issueId": ref.id,
        "url": url,
        "title": title(shown) or url,
        "metadata": {_LINK_KEY: key},
    }


def is_link(shape: AttachmentShape, key: str) -> bool:
    """Return whether we made the link, with KEY."""
    return shape.metadata.get(_LINK_KEY) == key


def priority(name: str) -> int:
    """Return the number of the priority called NAME; raises `Invalid`."""
    known = _PRIORITIES.get(" ".join(name.casefold().split()))
    if known is None:
        why = "Linear knows Urgent, High, Medium, Low and No priority"
        raise Invalid(f"there is no priority {name!r}: {why}", fields={"priority": why})
    return known


def title(text: str) -> str:
    """Return TEXT as one line that Linear takes as a title."""
    return _line(text, _LONGEST_TITLE)


def label(text: str) -> str:
    """Return TEXT as the name of a label."""
    return _line(text, _LONGEST_LABEL)


def _line(text: str, longest: int) -> str:
    line = " ".join(_UNSTORABLE.sub("", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _written(doc: Doc) -> str:
    return markdown.write_within(shorten(doc, LONGEST_TEXT), _LONGEST_MARKDOWN)
