"""What happened to an issue between two readings of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from csopsbot.domain.document import to_text
from csopsbot.domain.issue import (
    Attachment,
    Issue,
    IssueComment,
    IssueRef,
    Status,
    TrackerUser,
    Version,
    is_ours,
)

_A_SENTENCE = 20
"""Shorter words two people may well write alike."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The issue's status changed."""

    status: Status


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody else, or nobody, works on the issue now."""

    assignee: TrackerUser | None


@dataclass(frozen=True, slots=True)
class Commented:
    """A person wrote a comment that we did not."""

    comment: IssueComment


@dataclass(frozen=True, slots=True)
class Renamed:
    """The issue has another key or address, as after a move between projects."""

    ref: IssueRef


@dataclass(frozen=True, slots=True)
class Retitled:
    """The issue is called something else."""

    title: str


@dataclass(frozen=True, slots=True)
class Prioritised:
    """The issue is more, or less, important than it was; empty if it has no priority any more."""

    priority: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The issue is planned for these versions now, and was for others; none: for no version."""

    versions: frozenset[Version]


@dataclass(frozen=True, slots=True)
class Released:
    """A version that mends the issue is out."""

    version: Version


@dataclass(frozen=True, slots=True)
class Reworded:
    """A comment that we did not write says something else now."""

    comment: IssueComment


@dataclass(frozen=True, slots=True)
class CommentRemoved:
    """A comment that we did not write is gone; COMMENT is what it said last."""

    comment: IssueComment


@dataclass(frozen=True, slots=True)
class Attached:
    """Somebody else than us added a file."""

    attachment: Attachment


Change = (
    Renamed
    | Retitled
    | Moved
    | Assigned
    | Prioritised
    | Planned
    | Released
    | Commented
    | Reworded
    | CommentRemoved
    | Attached
)


def changes(before: Issue, after: Issue) -> tuple[Change, ...]:
    """Return what happened to the issue between two sightings, our own comments and files left out.

    A sighting does not say who changed a field: that we did it ourselves, the caller has to know.
    What a sighting of an older form tells nothing of did not change.
    """
    found = [*_of_fields(before, after)]
    if before.form == after.form:
        found += _of_plans(before, after)
    found += _of_comments(before, after)
    if before.form == after.form:
        found += _of_files(before, after)
    return tuple(found)


def _of_fields(before: Issue, after: Issue) -> Iterator[Change]:
    if after.ref != before.ref:
        yield Renamed(after.ref)
    if after.title != before.title:
        yield Retitled(after.title)
    if after.status != before.status:
        yield Moved(after.status)
    if _id(after.assignee) != _id(before.assignee):
        yield Assigned(after.assignee)


def _of_plans(before: Issue, after: Issue) -> Iterator[Change]:
    if after.priority != before.priority:
        yield Prioritised(after.priority)
    if {one.name for one in after.versions} != {one.name for one in before.versions}:
        yield Planned(after.versions)
    out = {one for one in after.versions if one.released} - before.versions
    yield from map(Released, sorted(out, key=lambda one: one.name))


def _of_comments(before: Issue, after: Issue) -> Iterator[Change]:
    was = {comment.id: comment for comment in before.comments}
    now = {comment.id for comment in after.comments}
    said = {to_text(one.body).strip() for one in after.comments if is_ours(one)}
    theirs = [one for one in after.comments if not (is_ours(one) or _is_copy(one, said))]
    yield from (Commented(one) for one in theirs if one.id not in was)
    if before.form == after.form:
        known = (one for one in theirs if one.id in was)
        yield from (Reworded(one) for one in known if _says_something_else(was[one.id], one))
    gone = (one for one in before.comments if one.id not in now and not is_ours(one))
    yield from map(CommentRemoved, gone)


def _is_copy(comment: IssueComment, said: Collection[str]) -> bool:
    """Return whether somebody, such as another bridge, posted again what we SAID."""
    text = to_text(comment.body).strip()
    return len(text) >= _A_SENTENCE and text in said


def _says_something_else(was: IssueComment, now: IssueComment) -> bool:
    """Return whether somebody changed the words, rather than we the way in which we read them.

    Not every tracker tells when a comment was changed.
    """
    told = now.updated_at > was.updated_at or now.updated_at == now.created_at
    return told and now.body != was.body


def _of_files(before: Issue, after: Issue) -> Iterator[Change]:
    seen = {file.id for file in before.attachments}
    new = (file for file in after.attachments if file.id not in seen)
    yield from (Attached(file) for file in new if not file.author.is_self)


def _id(user: TrackerUser | None) -> str | None:
    return user.id if user else None
