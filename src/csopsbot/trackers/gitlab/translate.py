"""GitLab's shapes as our values, and our drafts as GitLab's bodies; nothing here asks anything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch, Sighting
from csopsbot.domain.document import Doc, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import markdown, milestones
from csopsbot.trackers.gitlab.meanings import PRIORITY, Meanings, priorities
from csopsbot.trackers.gitlab.mentions import Text, attached
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.shapes import IssueShape, NoteShape, UserShape
from csopsbot.trackers.marked import OP, REF, marked
from csopsbot.trackers.one_line import one_line
from csopsbot.trackers.reference import proper

LONGEST_TEXT = 32_000
KINDS = ("issue", "incident", "task", "test_case")

_TEXT = "description"
_LONGEST_BODY = 1_000_000
_LONGEST_LINE = 255
_UNTOUCHED = timedelta(minutes=2)
"""A comment made, or changed, so soon after another change may leave the issue's time alone.

It is a minute by GitLab's clock, which need not be ours.

https://gitlab.com/gitlab-org/gitlab/-/blob/master/app/models/concerns/throttled_touch.rb
"""
_CLOCKS_APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads GitLab's shapes for the tracker named TRACKER; WE are the account we act with.

    BASE is GitLab's own address.
    """

    tracker: str
    meanings: Meanings
    we: UserShape
    base: str = ""

    def user(self, shape: UserShape | None) -> TrackerUser:
        """Return the account; one that was deleted has no id."""
        if shape is None:
            return TrackerUser("", "ghost")
        return TrackerUser(str(shape.id), shape.name or shape.username, shape.id == self.we.id)

    def issue(self, shape: IssueShape, notes: Iterable[NoteShape]) -> Issue:
        """Return the issue."""
        place = Place(shape.project_id, shape.iid)
        every = self.comments(notes)
        return Issue(
            ref=IssueRef(self.tracker, place.id, key(shape), shape.web_url),
            projects=frozenset({str(shape.project_id), project_path(shape)}),
            title=shape.title,
            status=self.meanings.status(shape),
            assignee=self.user(shape.assignees[0]) if shape.assignees else None,
            updated_at=shape.touched_at,
            steady_at=shape.updated_at,
            labels=frozenset(shape.labels),
            comments=tuple(one for one, _ in every),
            priority=next(iter(priorities(shape.labels)), ""),
            versions=milestones.versions(shape.milestone),
            attachments=attached(self._texts(shape, every), self.base, shape.project_id),
            counted=shape.user_notes_count,
            also_with=frozenset(str(one.id) for one in shape.assignees[1:]),
        )

    def comments(self, notes: Iterable[NoteShape]) -> tuple[tuple[IssueComment, NoteShape], ...]:
        """Return each comment beside its shape, oldest first; namesakes are told apart by order."""
        seen: Counter[str] = Counter()
        found: list[tuple[IssueComment, NoteShape]] = []
        for note in sorted(notes, key=lambda one: (one.created_at, one.id)):
            comment = self.comment(note)
            again = f"+{seen[comment.id]}" if seen[comment.id] else ""
            seen[comment.id] += 1
            found.append((replace(comment, id=comment.id + again), note))
        return tuple(found)

    def comment(self, note: NoteShape) -> IssueComment:
        """Return the comment, ours known by its mark, anybody else's by when it was written.

        An issue that is moved is made anew with all its comments, each with a new id and the time
        it had. By its time we know it again, and tell nobody a second time what was said before.
        """
        body = note.body or ""
        author = self.user(note.author)
        op = markdown.key_of(body, OP)
        return IssueComment(
            id=f"{OP}:{op}" if op and author.is_self else moment(note.created_at),
            author=author,
            body=markdown.read(body),
            created_at=note.created_at,
            updated_at=max(note.updated_at, note.created_at),
            op=op,
            native_id=str(note.id),
        )

    def _texts(
        self, shape: IssueShape, every: Iterable[tuple[IssueComment, NoteShape]]
    ) -> Iterator[Text]:
        """Yield each text that may refer to files, oldest first."""
        yield Text(_TEXT, shape.description or "", self.user(shape.author), shape.created_at)
        for comment, note in every:
            yield Text(comment.id, note.body or "", comment.author, comment.created_at)


def moment(at: datetime) -> str:
    """Return AT as GitLab tells it, in milliseconds."""
    return at.isoformat(timespec="milliseconds")


def sighting(place: Place, shape: IssueShape) -> Sighting:
    """Return when the issue at PLACE itself changed last."""
    return Sighting(place.id, shape.updated_at, shape.user_notes_count, _UNTOUCHED)


def whole_sighting(place: Place, shape: IssueShape) -> Sighting:
    """Return when the issue at PLACE changed last, or its milestone."""
    return replace(sighting(place, shape), updated_at=shape.touched_at)


def key(shape: IssueShape) -> str:
    """Return how people call the issue, such as acme/shop#12."""
    path = shape.web_url.partition("://")[2].partition("/")[2].partition("/-/")[0]
    return shape.references.full or f"{path}#{shape.iid}"


def project_path(shape: IssueShape) -> str:
    """Return what the issue's project is called by now, such as acme/shop."""
    return key(shape).rpartition("#")[0]


def create_body(draft: IssueDraft, ref: str, mark_label: str) -> dict[str, object]:
    """Return the body that makes an issue with its marks, all in one request."""
    kind = draft.issue_type.casefold().replace(" ", "_")
    fields = {name: _value(value) for name, value in draft.fields.items()}
    return fields | {
        "title": line(draft.title),
        "description": marked(shorten(draft.body, LONGEST_TEXT), REF, proper(ref), _LONGEST_BODY),
        # GitLab knows no bugs: what it has no kind for is an issue.
        "issue_type": kind if kind in KINDS else "issue",
        "labels": _labels(draft, mark_label),
    }


def note_body(body: Doc, op: str, *, internal: bool) -> dict[str, object]:
    """Return the body that makes a comment with its mark."""
    return {"body": note_text(body, op), "internal": internal}


def note_text(body: Doc, op: str) -> str:
    """Return the text of a comment with its mark."""
    return marked(shorten(body, LONGEST_TEXT), OP, op, _LONGEST_BODY)


def file_body(link: str, secret: str, *, internal: bool) -> dict[str, object]:
    """Return the body that makes a comment which shows a file, known again by its SECRET."""
    return {"body": f"{link}\n\n{markdown.mark(OP, f'file:{secret}')}", "internal": internal}


def update_body(patch: Patch, worn: Iterable[str], given: Sequence[int] = ()) -> dict[str, object]:
    """Return the body that edits an issue with the labels WORN, GIVEN to these; may be empty."""
    added = {label(one) for one in patch.labels_add}
    removed = {label(one) for one in patch.labels_remove}
    if patch.priority is not None:
        wanted = label(f"{PRIORITY}{patch.priority}")
        # Only a server with a licence takes a scope's other labels off by itself.
        removed |= {one for one in worn if one.startswith(PRIORITY)} - {wanted}
        added.add(wanted)
    body = {name: _value(value) for name, value in patch.fields.items()}
    if patch.title is not None:
        body["title"] = line(patch.title)
    if (people := patch.assignees(list(map(str, given)))) is not None:
        body["assignee_ids"] = list(map(_number, people))
    if added:
        body["add_labels"] = ",".join(sorted(added))
    if removed:
        body["remove_labels"] = ",".join(sorted(removed))
    return body


def since(moment: datetime) -> str:
    """Return MOMENT as a bound that GitLab reads, for a clock that is not ours."""
    return (moment - _CLOCKS_APART).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(text: str) -> str:
    """Return TEXT as one line that GitLab takes as a title."""
    return one_line(text, _LONGEST_LINE)


def label(text: str) -> str:
    """Return TEXT as the name of a label, which a comma would end."""
    return line(text.replace(",", " "))


def _labels(draft: IssueDraft, mark_label: str) -> str:
    extra = draft.fields.get("labels")
    more = extra.split(",") if isinstance(extra, str) else extra
    names = {*draft.labels, *(more if isinstance(more, list | tuple) else ()), mark_label}
    if draft.priority:
        names.add(f"{PRIORITY}{draft.priority}")
    return ",".join(sorted(filter(None, (label(str(name)) for name in names))))


def _value(value: object) -> object:
    if isinstance(value, Doc):
        return markdown.write_within(value, _LONGEST_BODY)
    return dict(value) if isinstance(value, Mapping) else value


def _number(user_id: str) -> int:
    if not (user_id.isascii() and user_id.isdecimal()):
        raise Invalid(f"{user_id!r} is no account in GitLab", fields={"assignee": "no number"})
    return int(user_id)
