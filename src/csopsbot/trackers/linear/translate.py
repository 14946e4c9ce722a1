"""Our drafts and changes as Linear's inputs; nothing here asks anything."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import quote

from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.tracker import File, IssueDraft, Patch
from csopsbot.domain.document import Doc, shorten
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers import markdown
from csopsbot.trackers.linear.identifiers import identifier
from csopsbot.trackers.linear.shapes import AttachmentShape
from csopsbot.trackers.one_line import one_line
from csopsbot.trackers.reference import proper

What = Literal["status", "assignee", "priority", "title", "labels", "versions", "moved", "other"]

LONGEST_TEXT = 32_000
SIZE = "csops_size"
KIND = "csops_type"

_LONGEST_MARKDOWN = 65_536
_LONGEST_TITLE = 255
_LONGEST_LABEL = 80
_LINK_KEY = "csops"
_LINKED = re.compile(
    r"!?\[(?P<name>[^\]\n]{0,300})\]"
    r"\((?:<(?P<angled>https?://[^\s<>]{1,2000})>|(?P<bare>https?://[^\s()<>]{1,2000}))[^()\n]{0,300}\)"
)
_MEDIA = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}", re.ASCII)
PRIORITIES = ("Urgent", "High", "Medium", "Low")

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


def issue_id(ref: str) -> str:
    """Return the id of the issue that is made with REF; raises `Invalid`."""
    return identifier("issue", proper(ref))


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


def embedded(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and address of what TEXT, in Markdown, shows or leads to."""
    for one in _LINKED.finditer(text):
        yield one["name"], one["bare"] or one["angled"]


def file_input(ref: IssueRef, file: File, name: str, url: str) -> dict[str, object]:
    """Return what makes a link to the FILE that is at URL."""
    noted = {SIZE: len(file.content), KIND: media_type(file)}
    return {"issueId": ref.id, "url": url, "title": name, "metadata": noted}


def media_type(file: File) -> str:
    """Return what kind of file it is, as far as its own word for it can be passed on."""
    proper = _MEDIA.fullmatch(file.media_type)
    return file.media_type if proper else "application/octet-stream"


def comment_input(ref: IssueRef, body: Doc, op: str) -> dict[str, object]:
    """Return what makes the comment."""
    return {"id": comment_id(ref, op), "issueId": ref.id, "body": _written(body)}


def update_input(patch: Patch) -> dict[str, object]:
    """Return what changes the fields that PATCH names, but for its labels."""
    if patch.versions_add or patch.versions_remove:
        raise Unsupported("here issues are planned for no versions")
    wanted: dict[str, object] = dict(patch.fields)
    if patch.title is not None:
        wanted["title"] = title(patch.title)
    if patch.sole_assignee_id is not None:
        wanted["assigneeId"] = patch.sole_assignee_id or None
    if patch.priority is not None:
        wanted["priority"] = priority(patch.priority)
    return wanted


def edit_input(body: Doc) -> dict[str, object]:
    """Return what gives a comment other words."""
    return {"body": _written(body)}


def link_input(ref: IssueRef, url: str, shown: str, key: str) -> dict[str, object]:
    """Return what makes a link, or changes the one with the same address.

    Two keys may share an address, which for Linear would be one link: the fragment keeps them apart.
    """
    mark = "&" if "#" in url else "#"
    return {
        "issueId": ref.id,
        "url": f"{url}{mark}csopsbot={quote(key, safe='')}",
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


def priority_name(number: int | None) -> str:
    """Return what Linear calls the priority; empty for none."""
    return PRIORITIES[number - 1] if number and number <= len(PRIORITIES) else ""


def title(text: str) -> str:
    """Return TEXT as one line that Linear takes as a title."""
    return one_line(text, _LONGEST_TITLE)


def label(text: str) -> str:
    """Return TEXT as the name of a label."""
    return one_line(text, _LONGEST_LABEL)


def _written(doc: Doc) -> str:
    return markdown.write_within(shorten(doc, LONGEST_TEXT), _LONGEST_MARKDOWN)
