"""Jira's shapes as our values, and our drafts as Jira's bodies; nothing here asks anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, shorten
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, Status, TrackerUser
from csopsbot.trackers.jira import adf
from csopsbot.trackers.jira.account import Account
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.shapes import NEVER, CommentShape, IssueShape, MadeShape, UserShape
from csopsbot.trackers.jira.transport import JiraAccess

REF_PROPERTY = "csops.ref"
OP_PROPERTY = "csops.op"
LONGEST_TEXT = 32_000

_LONGEST_TITLE = 255
_REF = re.compile(r"[A-Za-z0-9-]{1,200}")
_CLOCKS_APART = timedelta(minutes=10)

# Without it Jira Service Management shows a comment to the customer.
# https://developer.atlassian.com/cloud/jira/service-desk/jira-service-desk-entity-properties/
_INTERNAL = {"key": "sd.public.comment", "value": {"internal": True}}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads Jira's shapes for the tracker named TRACKER; WE are the account we act with."""

    tracker: str
    access: JiraAccess
    meanings: Meanings
    we: Account

    def user(self, shape: UserShape | None) -> TrackerUser:
        """Return the person, under their id when they hide their name; nobody has no id."""
        if shape is None:
            return TrackerUser("", "")
        name = shape.name or shape.account_id
        return TrackerUser(shape.account_id, name, self.we.is_ours(shape))

    def issue(self, shape: IssueShape, comments: Iterable[CommentShape]) -> Issue:
        """Return the issue as Jira tells it."""
        fields = shape.fields
        return Issue(
            ref=self.ref(shape.id, shape.key),
            title=fields.summary,
            status=self.meanings.status(fields),
            assignee=self.user(fields.assignee) if fields.assignee else None,
            updated_at=fields.updated,
            labels=frozenset(fields.labels or ()),
            comments=self.comments(comments),
        )

    def just_made(self, made: MadeShape, draft: IssueDraft, ref: str) -> Issue:
        """Return what is known of an issue that was made, but could not be read back."""
        return Issue(
            ref=self.ref(made.id, made.key),
            title=_title(draft.title),
            status=Status("", Category.OPEN),
            assignee=None,
            updated_at=NEVER,
            labels=frozenset(_labels(draft, ref)),
        )

    def ref(self, issue_id: str, key: str) -> IssueRef:
        """Return where the issue is."""
        return IssueRef(self.tracker, issue_id, key, self.access.browse(key))

    def comments(self, shapes: Iterable[CommentShape]) -> tuple[IssueComment, ...]:
        """Return the comments, each once, oldest first."""
        each = {shape.id: self.comment(shape) for shape in shapes}
        return tuple(sorted(each.values(), key=lambda one: (one.created_at, len(one.id), one.id)))

    def comment(self, shape: CommentShape) -> IssueComment:
        """Return the comment as Jira tells it."""
        return IssueComment(
            id=shape.id,
            author=self.user(shape.author),
            body=adf.read(shape.body),
            created_at=shape.created,
            updated_at=max(shape.updated, shape.created),
            op=op_of(shape),
        )

    def own(self, shape: CommentShape, op: str, now: datetime) -> IssueComment:
        """Return the comment that we wrote with OP, whatever Jira left out of it."""
        comment = self.comment(shape)
        author = replace(comment.author, id=comment.author.id or self.we.id, is_self=True)
        created = shape.created if shape.created != NEVER else now
        updated = max(created, shape.updated)
        return replace(comment, author=author, op=op, created_at=created, updated_at=updated)


def op_of(shape: CommentShape) -> str | None:
    """Return the key that the comment was written with."""
    values = (one.value for one in shape.properties or () if one.key == OP_PROPERTY)
    return next((read_op(value) for value in values), None)


def read_op(value: object) -> str | None:
    """Return the key out of the property's value."""
    op = value.get("op") if isinstance(value, dict) else None
    return op if isinstance(op, str) else None


def label(ref: str) -> str:
    """Return the label by which the issue made with REF is found."""
    if not _REF.fullmatch(ref):
        raise Invalid(f"{ref!r} cannot be a part of a label", fields={"ref": "letters and digits"})
    return f"csops-{ref}"


def jql(ref: str, since: datetime, now: datetime) -> str:
    """Return the search for the issue made with REF, wherever it was moved in the meantime.

    The time is relative, for Jira reads absolute ones in the time zone of our account.
    """
    minutes = max(int((now - since + _CLOCKS_APART).total_seconds() // 60), 1)
    return f'labels = "{label(ref)}" AND created >= -{minutes}m ORDER BY created ASC'


def create_body(draft: IssueDraft, ref: str) -> dict[str, object]:
    """Return the body that makes an issue with its marks, all in one request."""
    fields: dict[str, object] = {name: _value(value) for name, value in draft.fields.items()}
    fields |= {
        "project": {"key": draft.project},
        "issuetype": {"name": draft.issue_type},
        "summary": _title(draft.title),
        "labels": _labels(draft, ref),
    }
    if draft.body.blocks:
        fields["description"] = _rich(draft.body)
    if draft.priority:
        fields["priority"] = {"name": draft.priority}
    return {"fields": fields, "properties": [{"key": REF_PROPERTY, "value": {"ref": ref}}]}


def comment_body(body: Doc, op: str) -> dict[str, object]:
    """Return the body that makes a comment with its mark."""
    marks = [{"key": OP_PROPERTY, "value": {"op": op}}, _INTERNAL]
    return {"body": _rich(body), "properties": marks}


def update_body(patch: Patch) -> dict[str, object] | None:
    """Return the body that edits an issue; None when PATCH asks for no such edit."""
    fields: dict[str, object] = {}
    if patch.title is not None:
        fields["summary"] = _title(patch.title)
    if patch.priority is not None:
        fields["priority"] = {"name": patch.priority}
    if patch.assignee_id == "":
        fields["assignee"] = None
    edits = [{"add": _label(one)} for one in sorted(patch.labels_add)]
    edits += [{"remove": _label(one)} for one in sorted(patch.labels_remove)]
    body: dict[str, object] = {"fields": fields} if fields else {}
    return (body | {"update": {"labels": edits}} if edits else body) or None


def link_body(url: str, title: str, key: str) -> dict[str, object]:
    """Return the body that shows URL on an issue."""
    return {"globalId": key, "object": {"url": url, "title": _title(title) or url}}


def _rich(doc: Doc) -> dict[str, object]:
    return adf.write(shorten(doc, LONGEST_TEXT))


def _value(value: object) -> object:
    return _rich(value) if isinstance(value, Doc) else value


def _title(text: str) -> str:
    line = " ".join(adf.storable(text).split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def _labels(draft: IssueDraft, ref: str) -> list[str]:
    extra = draft.fields.get("labels")
    names = {*draft.labels, *(extra if isinstance(extra, list | tuple) else ())}
    return [label(ref), *sorted(_label(str(name)) for name in names)]


def _label(text: str) -> str:
    """Return TEXT as a label, in which no blank may stand."""
    return "-".join(text.split())[:_LONGEST_TITLE]
