"""Redmine's shapes as our values, and our drafts as Redmine's bodies; nothing here asks anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, Link, Paragraph, shorten
from csopsbot.domain.issue import Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers.markdown import key_of, mark, with_section
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.markup import Markup
from csopsbot.trackers.redmine.meanings import Meanings, plain
from csopsbot.trackers.redmine.shapes import (
    FieldShape,
    IssueShape,
    JournalShape,
    NamedShape,
    ProjectShape,
    UserShape,
)

REF_FIELD = "csops_ref"
LABELS_FIELD = "csops_labels"
LONGEST_TEXT = 32_000

_OP = "op"
_LONGEST_TITLE = 255
_REF = re.compile(r"[A-Za-z0-9-]{1,200}")
_FIELD_ID = re.compile(r"cf_([0-9]{1,9})")
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


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

    def issue(self, shape: IssueShape) -> Issue:
        """Return the issue with its comments, oldest first, whatever order our account prefers."""
        spoken = sorted(
            (one for one in shape.journals if one.notes.strip()),
            key=lambda one: (one.created, len(one.id), one.id),
        )
        return Issue(
            ref=self.ref(shape.id),
            title=shape.subject,
            status=self.meanings.status(shape),
            assignee=self.user(shape.assignee) if shape.assignee else None,
            updated_at=shape.updated,
            labels=labels_of(shape.field(LABELS_FIELD)),
            comments=tuple(map(self.comment, spoken)),
        )

    def ref(self, issue_id: str) -> IssueRef:
        """Return where the issue is."""
        return IssueRef(self.tracker, issue_id, f"#{issue_id}", self.access.browse(issue_id))

    def comment(self, shape: JournalShape) -> IssueComment:
        """Return the comment as Redmine tells it."""
        return IssueComment(
            id=shape.id,
            author=self.user(shape.user),
            body=self.markup.read(shape.notes),
            created_at=shape.created,
            updated_at=max(shape.updated, shape.created),
            op=key_of(shape.notes, _OP),
        )

    def own(self, body: Doc, op: str, now: datetime) -> IssueComment:
        """Return what is known of a comment that we wrote, but could not read back."""
        return IssueComment("", self.ourselves, body, now, now, op)


def made_with(ref: str, shape: IssueShape) -> bool:
    """Return whether the issue was made with REF."""
    field = shape.field(REF_FIELD)
    return field is not None and field.value.casefold() == ref.casefold()


def proper_ref(ref: str) -> str:
    """Return REF, which no filter of Redmine's takes for anything but a value."""
    if not _REF.fullmatch(ref):
        raise Invalid(f"{ref!r} cannot be looked for", fields={"ref": "letters, digits, hyphens"})
    return ref


def labels_of(field: FieldShape | None) -> frozenset[str]:
    """Return the labels that the field holds, which blanks part."""
    return frozenset(field.value.split()) if field else frozenset()


def title(text: str) -> str:
    """Return TEXT in one line that Redmine can store."""
    line = " ".join(_UNSTORABLE.sub(" ", text).split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def comment_body(body: Doc, op: str, markup: Markup) -> dict[str, object]:
    """Return the body that adds a comment whose last line, which nobody sees, names OP."""
    text = markup.write(shorten(body, LONGEST_TEXT))
    return {"issue": {"notes": f"{text}\n\n{mark(_OP, op)}"}}


def create_body(
    draft: IssueDraft, ref: str, project: ProjectShape, priority: NamedShape | None, markup: Markup
) -> dict[str, object]:
    """Return the body that makes an issue with its mark, all in one request."""
    ids = {plain(one.name): one.id for one in project.fields}
    if REF_FIELD not in ids:
        raise LookupError(REF_FIELD)
    own: dict[str, object] = {ids[REF_FIELD]: proper_ref(ref)}
    if LABELS_FIELD in ids:
        own[ids[LABELS_FIELD]] = _joined(draft.labels)
    fields: dict[str, object] = {}
    for name, value in draft.fields.items():
        field = _field_id(name, ids)
        written = markup.write(value) if isinstance(value, Doc) else value
        (own if field else fields)[field or name] = written
    fields |= {
        "project_id": project.id,
        "tracker_id": tracker_of(project, draft.issue_type).id,
        "subject": title(draft.title),
        "description": markup.write(shorten(draft.body, LONGEST_TEXT)),
        "custom_fields": _valued(own),
    }
    return {"issue": fields | ({"priority_id": priority.id} if priority else {})}


def tracker_of(project: ProjectShape, name: str) -> NamedShape:
    """Return the project's kind of issue of that name, which Redmine calls a tracker."""
    return chosen(project.trackers, name, "tracker")


def chosen(among: Iterable[NamedShape], name: str, what: str) -> NamedShape:
    """Return the one AMONG them that is called NAME; raises `Invalid` naming those there are."""
    found = {plain(one.name): one for one in among}
    if plain(name) not in found:
        there = ", ".join(one.name for one in found.values()) or "none"
        raise Invalid(f"Redmine has no {what} {name!r} there, but: {there}", fields={what: name})
    return found[plain(name)]


def update_body(
    patch: Patch, here: IssueShape, priority: NamedShape | None
) -> dict[str, object] | None:
    """Return the body that edits the issue as it is HERE; None when nothing would change."""
    fields: dict[str, object] = {}
    if patch.title is not None and title(patch.title) != here.subject:
        fields["subject"] = title(patch.title)
    if patch.assignee_id is not None:
        now = here.assignee.id if here.assignee else ""
        fields |= {"assigned_to_id": patch.assignee_id} if patch.assignee_id != now else {}
    if priority and (here.priority is None or here.priority.id != priority.id):
        fields["priority_id"] = priority.id
    if labelled := _labelled(patch, here):
        fields["custom_fields"] = _valued(labelled)
    return {"issue": fields} if fields else None


def link_body(here: IssueShape, url: str, said: str, key: str, markup: Markup) -> dict[str, object]:
    """Return the body that shows URL in a part of the issue's text that is ours, named KEY."""
    line = markup.write(Doc((Paragraph((Link(url, title(said)),)),)))
    return {"issue": {"description": with_section(here.description, key, line)}}


def user_of(shape: UserShape, me: UserShape) -> TrackerUser:
    """Return the person whose account it is."""
    return TrackerUser(shape.id, shape.name, shape.id == me.id)


def _labelled(patch: Patch, here: IssueShape) -> Mapping[str, object]:
    field = here.field(LABELS_FIELD)
    if not (patch.labels_add or patch.labels_remove):
        return {}
    if field is None:
        raise Invalid(f"the issue has no field {LABELS_FIELD}", fields={"labels": LABELS_FIELD})
    now = labels_of(field)
    wanted = (now | _proper(patch.labels_add)) - _proper(patch.labels_remove)
    return {field.id: _joined(wanted)} if wanted != now else {}


def _proper(labels: Iterable[str]) -> frozenset[str]:
    """Return LABELS with no blank in any."""
    return frozenset("-".join(one.split()) for one in labels if one.strip())


def _joined(labels: Iterable[str]) -> str:
    return " ".join(sorted(_proper(labels)))


def _field_id(name: str, ids: Mapping[str, str]) -> str | None:
    """Return the id of the custom field that NAME means: its own name, or `cf_` and its id."""
    found = _FIELD_ID.fullmatch(name)
    return found[1] if found else ids.get(plain(name))


def _valued(fields: Mapping[str, object]) -> list[dict[str, object]]:
    return [{"id": int(name), "value": value} for name, value in fields.items()]
