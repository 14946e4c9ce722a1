"""GitLab's shapes as our values, and our drafts as GitLab's bodies; nothing here asks anything."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, Link, Paragraph, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.gitlab.shapes import IssueShape, NoteShape, UserShape

LONGEST_TEXT = 32_000
KINDS = ("issue", "incident", "task", "test_case")

_REF = "ref"
_OP = "op"
_PRIORITY = "priority::"
_LONGEST_BODY = 1_000_000
_LONGEST_LINE = 255
_REF_FORM = re.compile(r"[A-Za-z0-9-]{1,200}")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CLOCKS_APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads GitLab's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    meanings: Meanings
    we: UserShape

    def user(self, shape: UserShape | None) -> TrackerUser:
        """Return the account; one that was deleted has no id."""
        if shape is None:
            return TrackerUser("", "ghost")
        return TrackerUser(str(shape.id), shape.name or shape.username, shape.id == self.we.id)

    def issue(self, shape: IssueShape, notes: Iterable[NoteShape]) -> Issue:
        """Return the issue."""
        ref = IssueRef(self.tracker, str(shape.id), key(shape), shape.web_url)
        return Issue(
            ref=ref,
            title=shape.title,
            status=self.meanings.status(shape),
            assignee=self.user(shape.assignees[0]) if shape.assignees else None,
            updated_at=shape.updated_at,
            labels=frozenset(shape.labels),
            comments=tuple(self.comments(notes)),
        )

    def comments(self, notes: Iterable[NoteShape]) -> Iterator[IssueComment]:
        """Yield the comments, oldest first.

        An issue that is moved is made anew with all its comments, each with a new id and the time
        it had. By its time we know it again, and tell nobody a second time what was said before.
        """
        seen: Counter[datetime] = Counter()
        for note in sorted(notes, key=lambda one: (one.created_at, one.id)):
            yield self.comment(note, seen[note.created_at])
            seen[note.created_at] += 1

    def comment(self, note: NoteShape, namesakes: int = 0) -> IssueComment:
        """Return the comment, before which NAMESAKES were written at the same time."""
        body = note.body or ""
        moment = note.created_at.isoformat(timespec="milliseconds")
        return IssueComment(
            id=f"{moment}+{namesakes}" if namesakes else moment,
            author=self.user(note.author),
            body=markdown.read(body),
            created_at=note.created_at,
            updated_at=max(note.updated_at, note.created_at),
            op=markdown.key_of(body, _OP),
        )


def made_with(ref: str, shape: IssueShape) -> bool:
    """Return whether the issue bears the mark of REF."""
    return markdown.key_of(shape.description or "", _REF) == ref


def key(shape: IssueShape) -> str:
    """Return how people call the issue, such as acme/shop#12."""
    path = shape.web_url.partition("://")[2].partition("/")[2].partition("/-/")[0]
    return shape.references.full or f"{path}#{shape.iid}"


def create_body(draft: IssueDraft, ref: str, mark_label: str) -> dict[str, object]:
    """Return the body that makes an issue with its marks, all in one request."""
    if not _REF_FORM.fullmatch(ref):
        raise Invalid(f"{ref!r} cannot be a mark", fields={"ref": "letters, digits and hyphens"})
    kind = draft.issue_type.casefold().replace(" ", "_")
    fields = {name: _value(value) for name, value in draft.fields.items()}
    return fields | {
        "title": line(draft.title),
        "description": _marked(draft.body, _REF, ref),
        # GitLab knows no bugs: what it has no kind for is an issue.
        "issue_type": kind if kind in KINDS else "issue",
        "labels": _labels(draft, mark_label),
    }


def note_body(body: Doc, op: str, *, internal: bool) -> dict[str, object]:
    """Return the body that makes a comment with its mark."""
    return {"body": _marked(body, _OP, op), "internal": internal}


def update_body(patch: Patch, worn: Iterable[str]) -> dict[str, object]:
    """Return the body that edits an issue with the labels WORN; empty when there is none."""
    added = {label(one) for one in patch.labels_add}
    removed = {label(one) for one in patch.labels_remove}
    if patch.priority is not None:
        wanted = label(f"{_PRIORITY}{patch.priority}")
        # Only a server with a licence takes a scope's other labels off by itself.
        removed |= {one for one in worn if one.startswith(_PRIORITY)} - {wanted}
        added.add(wanted)
    body: dict[str, object] = {}
    if patch.title is not None:
        body["title"] = line(patch.title)
    if patch.assignee_id is not None:
        body["assignee_ids"] = [_number(patch.assignee_id)] if patch.assignee_id else []
    if added:
        body["add_labels"] = ",".join(sorted(added))
    if removed:
        body["remove_labels"] = ",".join(sorted(removed))
    return body


def linked(text: str, url: str, shown: str, key: str) -> str:
    """Return an issue's TEXT with the link of KEY in a part of its own."""
    link = markdown.write(Doc((Paragraph((Link(url, line(shown)),)),)))
    return markdown.with_section(text, f"link:{key}", link)


def since(moment: datetime) -> str:
    """Return MOMENT as a bound that GitLab reads, for a clock that is not ours."""
    return (moment - _CLOCKS_APART).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(text: str) -> str:
    """Return TEXT as one line that GitLab takes as a title."""
    one = " ".join(_UNSTORABLE.sub("", text).split())
    return one if len(one) <= _LONGEST_LINE else one[: _LONGEST_LINE - 1] + "…"


def label(text: str) -> str:
    """Return TEXT as the name of a label, which a comma would end."""
    return line(text.replace(",", " "))


def _labels(draft: IssueDraft, mark_label: str) -> str:
    extra = draft.fields.get("labels")
    more = extra.split(",") if isinstance(extra, str) else extra
    names = {*draft.labels, *(more if isinstance(more, list | tuple) else ()), mark_label}
    if draft.priority:
        names.add(f"{_PRIORITY}{draft.priority}")
    return ",".join(sorted(filter(None, (label(str(name)) for name in names))))


def _value(value: object) -> object:
    if isinstance(value, Doc):
        return markdown.write_within(value, _LONGEST_BODY)
    return dict(value) if isinstance(value, Mapping) else value


def _number(user_id: str) -> int:
    if not (user_id.isascii() and user_id.isdecimal()):
        raise Invalid(f"{user_id!r} is no account in GitLab", fields={"assignee": "no number"})
    return int(user_id)


def _marked(doc: Doc, kind: str, name: str) -> str:
    mark = markdown.mark(kind, name)
    text = markdown.write_within(shorten(doc, LONGEST_TEXT), _LONGEST_BODY)
    return f"{text}\n\n{mark}" if text else mark
