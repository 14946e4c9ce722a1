"""Our drafts as Jira's bodies; nothing here asks anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csopsbot.app.tracker import IssueDraft, Patch, WorkDone
from csopsbot.domain.document import Doc, plain, shorten
from csopsbot.trackers.jira.dialect import Dialect
from csopsbot.trackers.jira.marks import OP_PROPERTY, REF_PROPERTY
from csopsbot.trackers.one_line import one_line
from csopsbot.trackers.reference import proper

LONGEST_TEXT = 32_000

_LONGEST_TITLE = 255
_CLOCKS_APART = timedelta(minutes=10)
_MINUTE = 60

# Without it Jira Service Management shows a comment to the customer.
# https://developer.atlassian.com/cloud/jira/service-desk/jira-service-desk-entity-properties/
_INTERNAL = {"key": "sd.public.comment", "value": {"internal": True}}

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes bodies in DIALECT."""

    dialect: Dialect

    def create(self, draft: IssueDraft, ref: str) -> Json:
        """Return the body that makes an issue with its marks, all in one request."""
        fields = self.fields(draft.fields) | {
            "project": {"key": draft.project},
            "issuetype": {"name": draft.issue_type},
            "summary": title(draft.title),
            "labels": labels(draft, ref),
        }
        if draft.body.blocks:
            fields["description"] = self._rich(draft.body)
        if draft.priority:
            fields["priority"] = {"name": draft.priority}
        return {"fields": fields, "properties": [{"key": REF_PROPERTY, "value": {"ref": ref}}]}

    def comment(self, body: Doc, op: str, *, internal: bool) -> Json:
        """Return the body that makes a comment with its mark."""
        marks: list[Json] = [{"key": OP_PROPERTY, "value": {"op": op}}]
        return {"body": self._rich(body), "properties": [*marks, _INTERNAL] if internal else marks}

    def words(self, body: Doc) -> Json:
        """Return the body that lets a comment say something else, and be what it was."""
        return {"body": self._rich(body)}

    def update(self, patch: Patch) -> Json | None:
        """Return the body that edits an issue; None when PATCH asks for no such edit."""
        fields = self.fields(patch.fields)
        if patch.title is not None:
            fields["summary"] = title(patch.title)
        if patch.priority is not None:
            fields["priority"] = {"name": patch.priority}
        if patch.sole_assignee_id == "":
            fields["assignee"] = None
        added, removed = (
            map(_label, sorted(patch.labels_add)),
            map(_label, sorted(patch.labels_remove)),
        )
        update = {"labels": _edits(added, removed)}
        update["fixVersions"] = _edits(_named(patch.versions_add), _named(patch.versions_remove))
        update = {name: edits for name, edits in update.items() if edits}
        body: Json = {"fields": fields} if fields else {}
        return (body | {"update": update} if update else body) or None

    def work(self, work: WorkDone, op: str) -> Json:
        """Return the body that adds time spent; Jira counts in whole minutes."""
        minutes = max(-(-work.seconds // _MINUTE), 1)
        spent = {"timeSpentSeconds": minutes * _MINUTE, "started": stamp(work.started)}
        note = shorten(plain(work.note), LONGEST_TEXT)
        return spent | self.dialect.marked(note, op)

    def fields(self, fields: Mapping[str, object]) -> Json:
        """Return the tracker's own fields, documents among them as it takes them."""
        return {name: self._value(value) for name, value in fields.items()}

    def _value(self, value: object) -> object:
        return self._rich(value) if isinstance(value, Doc) else value

    def _rich(self, doc: Doc) -> object:
        return self.dialect.write(shorten(doc, LONGEST_TEXT))


def link_body(url: str, text: str, key: str) -> Json:
    """Return the body that shows URL on an issue."""
    return {"globalId": key, "object": {"url": url, "title": title(text) or url}}


def label(ref: str) -> str:
    """Return the label by which the issue made with REF is found."""
    return f"csops-{proper(ref)}"


def search_for(ref: str, since: datetime, now: datetime) -> str:
    """Return the search for the issue made with REF, wherever it was moved in the meantime."""
    return f'labels = "{label(ref)}" AND created >= {ago(since, now)} ORDER BY created ASC'


def search_changed(project: str, since: datetime, now: datetime) -> str:
    """Return the search for what changed in PROJECT, and a little more."""
    return f"{in_project(project)} AND updated >= {ago(since, now)} ORDER BY updated ASC"


def in_project(project: str) -> str:
    """Return the search for the issues of PROJECT, whatever it is called."""
    quoted = project.replace("\\", "\\\\").replace('"', '\\"')
    return f'project = "{quoted}"'


def ago(since: datetime, now: datetime) -> str:
    """Return SINCE in JQL, a little earlier for clocks that differ.

    The time is relative, for Jira reads absolute ones in the time zone of our account.
    """
    minutes = int((now - since + _CLOCKS_APART).total_seconds() // _MINUTE)
    return f"-{max(minutes, 1)}m"


def stamp(moment: datetime) -> str:
    """Return MOMENT as Jira wants it, its zone without a colon."""
    moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}+0000"


def title(text: str) -> str:
    """Return TEXT as a title: one line, and not too long."""
    return one_line(text, _LONGEST_TITLE)


def labels(draft: IssueDraft, ref: str) -> list[str]:
    """Return the labels of an issue to be made, that which names REF first."""
    extra = draft.fields.get("labels")
    names = {*draft.labels, *(extra if isinstance(extra, list | tuple) else ())}
    return [label(ref), *sorted(_label(str(name)) for name in names)]


def _label(text: str) -> str:
    """Return TEXT as a label, in which no blank may stand."""
    return "-".join(text.split())[:_LONGEST_TITLE]


def _named(names: Iterable[str]) -> list[Json]:
    return [{"name": name} for name in sorted(names)]


def _edits(added: Iterable[object], removed: Iterable[object]) -> list[Json]:
    return [*({"add": one} for one in added), *({"remove": one} for one in removed)]
