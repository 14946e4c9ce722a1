"""Our drafts and changes as the bodies that Redmine takes; nothing here asks anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, Link, Paragraph, shorten
from csopsbot.trackers.markdown import mark, with_section
from csopsbot.trackers.marked import OP, REF
from csopsbot.trackers.milestones import the_one
from csopsbot.trackers.one_line import one_line
from csopsbot.trackers.redmine.arrangement import ProjectShape
from csopsbot.trackers.redmine.markup import Markup
from csopsbot.trackers.redmine.meanings import plain
from csopsbot.trackers.redmine.shapes import (
    FieldShape,
    IssueShape,
    NamedShape,
    StatusShape,
    VersionShape,
)
from csopsbot.trackers.reference import proper

Named = TypeVar("Named", NamedShape, VersionShape)

REF_FIELD = "csops_ref"
LABELS_FIELD = "csops_labels"
LONGEST_TEXT = 32_000

_LONGEST_TITLE = 255
EDITABLE = frozenset(
    [
        "assigned_to_id",
        "category_id",
        "description",
        "done_ratio",
        "due_date",
        "estimated_hours",
        "fixed_version_id",
        "is_private",
        "parent_issue_id",
        "priority_id",
        "start_date",
        "subject",
    ]
)
_FIELD_ID = re.compile(r"cf_([0-9]{1,9})")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def kept_with(ref: str, shape: IssueShape) -> bool:
    """Return whether the issue keeps REF in the field."""
    field = shape.field(REF_FIELD)
    return field is not None and field.value.casefold() == ref.casefold()


def labels_of(field: FieldShape | None) -> frozenset[str]:
    """Return the labels that the field holds, which blanks part."""
    return frozenset(field.value.split()) if field else frozenset()


def title(text: str) -> str:
    """Return TEXT in one line that Redmine can store."""
    return one_line(text, _LONGEST_TITLE)


def comment_body(body: Doc, op: str, markup: Markup, *, private: bool) -> dict[str, object]:
    """Return the body that adds a comment whose last line, which nobody sees, names OP."""
    notes: dict[str, object] = {"notes": notes_of(body, op, markup)}
    return {"issue": notes | ({"private_notes": True} if private else {})}


def notes_of(body: Doc, op: str, markup: Markup) -> str:
    """Return BODY as a comment made with OP."""
    return _marked(body, OP, op, markup)


def create_body(
    draft: IssueDraft,
    ref: str,
    project: ProjectShape,
    priorities: Iterable[NamedShape],
    markup: Markup,
) -> dict[str, object]:
    """Return the body that makes an issue with its mark, all in one request."""
    ids = {plain(one.name): one.id for one in project.fields}
    if REF_FIELD not in ids:
        raise LookupError(REF_FIELD)
    own: dict[str, object] = {ids[REF_FIELD]: proper(ref)}
    if LABELS_FIELD in ids:
        own[ids[LABELS_FIELD]] = _joined(draft.labels)
    fields, valued = _fields(draft.fields, ids, markup)
    own |= valued
    fields |= {
        "project_id": project.id,
        "tracker_id": tracker_of(project, draft.issue_type).id,
        "subject": title(draft.title),
        "description": _marked(draft.body, REF, ref, markup),
        "custom_fields": _valued(own),
    }
    if draft.priority:
        fields["priority_id"] = chosen(priorities, draft.priority, "priority").id
    return {"issue": fields}


def _marked(body: Doc, kind: str, name: str, markup: Markup) -> str:
    """Return BODY with a last line, which nobody sees, that names what it was made with."""
    return f"{markup.write(shorten(body, LONGEST_TEXT))}\n\n{mark(kind, name)}"


def tracker_of(project: ProjectShape, name: str) -> NamedShape:
    """Return the project's kind of issue of that name, which Redmine calls a tracker."""
    return chosen(project.trackers, name, "tracker")


def chosen(among: Iterable[Named], name: str, what: str) -> Named:
    """Return the one AMONG them that is called NAME; raises `Invalid` naming those there are."""
    found = {plain(one.name): one for one in among}
    if plain(name) not in found:
        there = ", ".join(one.name for one in found.values()) or "none"
        raise Invalid(f"Redmine has no {what} {name!r} there, but: {there}", fields={what: name})
    return found[plain(name)]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a change may choose from, as far as it asks for any of it."""

    priorities: tuple[NamedShape, ...] = ()
    versions: tuple[VersionShape, ...] = ()


def update_body(
    patch: Patch, here: IssueShape, choices: Choices, markup: Markup
) -> dict[str, object]:
    """Return the fields to edit on the issue as it is HERE; none when nothing would change."""
    ids = {plain(one.name): one.id for one in here.fields}
    fields, own = _fields(patch.fields, ids, markup)
    if strange := fields.keys() - EDITABLE:
        why = f"#{here.id} has no field {', '.join(sorted(strange))}"
        raise Invalid(why, fields=dict.fromkeys(strange, why))
    wanted = fields | _named(patch, here, choices)
    shown = here.shown()
    changed = {name: value for name, value in wanted.items() if not _alike(value, shown.get(name))}
    now = {one.id: one.value for one in here.fields}
    valued = _labelled(patch, here) | own
    different = {key: it for key, it in valued.items() if not _alike(it, now.get(key))}
    return changed | ({"custom_fields": _valued(different)} if different else {})


def step_body(
    here: IssueShape, step: StatusShape, given: Mapping[str, object], markup: Markup
) -> dict[str, object]:
    """Return the body that takes the issue to the status STEP, with the fields GIVEN."""
    fields, own = _fields(given, {plain(one.name): one.id for one in here.fields}, markup)
    valued = {"custom_fields": _valued(own)} if own else {}
    return {"issue": fields | valued | {"status_id": step.id}}


def undone(wanted: Mapping[str, object], here: IssueShape) -> list[str]:
    """Return what of the fields that are still WANTED the issue shows otherwise than asked for."""
    shown = here.shown().keys() | {"custom_fields", "fixed_version_id", "assigned_to_id"}
    return [name for name in wanted if name in shown]


def _named(patch: Patch, here: IssueShape, choices: Choices) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if patch.title is not None:
        wanted["subject"] = title(patch.title)
    if patch.sole_assignee_id is not None:
        wanted["assigned_to_id"] = patch.sole_assignee_id
    if patch.priority:
        wanted["priority_id"] = chosen(choices.priorities, patch.priority, "priority").id
    return wanted | _planned(patch, here, choices.versions)


def _planned(patch: Patch, here: IssueShape, versions: Iterable[VersionShape]) -> dict[str, object]:
    """Return the one version that the issue is to be planned for, if that is to change."""
    now = here.version.name if here.version else ""
    leaves = bool(now) and plain(now) in set(map(plain, patch.versions_remove))
    stays = now and not leaves and plain(now) not in set(map(plain, patch.versions_add))
    if name := the_one("Redmine", patch.versions_add, now if stays else ""):
        return {"fixed_version_id": chosen(versions, name, "version").id}
    return {"fixed_version_id": ""} if leaves else {}


def linked(here: IssueShape, url: str, said: str, key: str, markup: Markup) -> str:
    """Return the issue's text with URL in a part of it that is ours, named KEY."""
    line = markup.write(Doc((Paragraph((Link(url, title(said)),)),)))
    return with_section(here.description, key, line)


def _labelled(patch: Patch, here: IssueShape) -> dict[str, object]:
    if not (patch.labels_add or patch.labels_remove):
        return {}
    field = here.field(LABELS_FIELD)
    if field is None:
        raise Invalid(f"the issue has no field {LABELS_FIELD}", fields={"labels": LABELS_FIELD})
    wanted = (labels_of(field) | _proper(patch.labels_add)) - _proper(patch.labels_remove)
    return {field.id: _joined(wanted)} if wanted != labels_of(field) else {}


def _fields(
    given: Mapping[str, object], ids: Mapping[str, str], markup: Markup
) -> tuple[dict[str, object], dict[str, object]]:
    """Return the tracker's own fields: Redmine's by their names, custom ones by their IDS."""
    fields: dict[str, object] = {}
    own: dict[str, object] = {}
    for name, value in given.items():
        field = _field_id(name, ids)
        written = markup.write(value) if isinstance(value, Doc) else value
        (own if field else fields)[field or name] = written
    return fields, own


def _alike(wanted: object, shown: object) -> bool:
    """Return whether Redmine shows what is WANTED, numbers by their value."""
    one, other = _told(wanted), _told(shown)
    if one == other:
        return True
    return bool(_NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)) and float(one) == float(other)


def _told(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return "" if value is None else " ".join(str(value).split())


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
