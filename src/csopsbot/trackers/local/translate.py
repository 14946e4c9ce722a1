"""Between what the board keeps and what the product knows of a tracker."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from csopsbot.app.board import BoardChange, BoardComment, BoardFile, BoardIssue, NewIssue
from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import HistoryEntry, IssueDraft
from csopsbot.domain.document import Doc, map_text, shorten
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    Status,
    TrackerUser,
    Version,
)
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.local.project import PROJECT_NAMES

STATUSES = (
    Status("To do", Category.OPEN),
    Status("In progress", Category.IN_PROGRESS),
    Status("In review", Category.IN_PROGRESS),
    Status("Done", Category.DONE),
    Status("Won't do", Category.REJECTED),
)
PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")
OURSELVES = TrackerUser("csopsbot", "csopsbot", is_self=True)
LONGEST_TITLE = 255
LONGEST_TEXT = 32_000
LARGEST_FILE = 10_000_000
UNKNOWN_MEDIA = "application/octet-stream"

_MEDIA = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a board's issues as those of the tracker NAME whose pages are below BASE_URL."""

    name: str
    base_url: str

    def ref(self, issue: BoardIssue) -> IssueRef:
        """Return where the issue is."""
        url = f"{self.base_url}/issues/{issue.key}"
        return IssueRef(self.name, issue.id, issue.key, url)

    def issue(
        self,
        issue: BoardIssue,
        comments: Iterable[BoardComment] = (),
        files: Iterable[BoardFile] = (),
        versions: Iterable[Version] = (),
    ) -> Issue:
        """Return the issue with what hangs on it; VERSIONS are those of its project."""
        return Issue(
            ref=self.ref(issue),
            projects=frozenset({issue.project}),
            title=issue.title,
            status=named(issue.status) or Status(issue.status, Category.OPEN),
            assignee=user(issue.assignee) if issue.assignee else None,
            updated_at=issue.updated_at,
            labels=issue.labels,
            comments=tuple(map(comment, comments)),
            priority=issue.priority,
            versions=frozenset(one for one in versions if one.name in issue.versions),
            attachments=tuple(self.attachment(issue, file) for file in files),
        )

    def attachment(self, issue: BoardIssue, file: BoardFile) -> Attachment:
        """Return the file as any tracker shows it."""
        return Attachment(
            id=file.id,
            name=file.name,
            url=f"{self.ref(issue).url}/files/{file.id}",
            author=user(file.author),
            created_at=file.created_at,
            media_type=file.media_type,
            size=file.size,
        )


def entry(change: BoardChange) -> HistoryEntry:
    """Return the change as any tracker's history tells it."""
    return HistoryEntry(
        change.id, change.at, user(change.author), change.what, change.before, change.after
    )


def comment(written: BoardComment) -> IssueComment:
    """Return the comment as any tracker shows it."""
    return IssueComment(
        id=written.id,
        author=user(written.author),
        body=written.body,
        created_at=written.created_at,
        updated_at=written.updated_at,
        op=written.op,
    )


def user(name: str) -> TrackerUser:
    """Return who is called NAME: the board knows people by their names alone."""
    return OURSELVES if name == OURSELVES.id else TrackerUser(name, name)


def named(status: str) -> Status | None:
    """Return the status of that name, in whatever case it is written."""
    plain = status.strip().casefold()
    return next((one for one in STATUSES if one.name.casefold() == plain), None)


def priority_named(name: str) -> str | None:
    """Return the priority of that name, in whatever case it is written."""
    plain = name.strip().casefold()
    return next((one for one in PRIORITIES if one.casefold() == plain), None)


def landing(category: Category) -> Status | None:
    """Return the status that an issue gets to be in CATEGORY."""
    return next((one for one in STATUSES if one.category is category), None)


def new_issue(draft: IssueDraft, ref: str) -> NewIssue:
    """Return DRAFT as the board keeps it; raises `Invalid`."""
    if not PROJECT_NAMES.allow(draft.project):
        why = f"it should be {PROJECT_NAMES.like}"
        raise Invalid(f"{draft.project!r} cannot be a board", fields={"project": why})
    title = one_line(draft.title)
    if not title:
        raise Invalid("An issue needs a title", fields={"title": "it is empty"})
    return NewIssue(
        project=draft.project,
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        body=kept(draft.body),
        status=STATUSES[0].name,
        ref=ref,
        labels=draft.labels,
        # A desk file may call priorities as another tracker does; an issue is made all the same.
        priority=priority_named(draft.priority or "") or "",
    )


def as_file(name: str, media_type: str) -> tuple[str, str]:
    """Return the name and media type that a file is kept under."""
    known = media_type.partition(";")[0].strip().lower()
    return as_filename(name), known if _MEDIA.fullmatch(known) else UNKNOWN_MEDIA


def kept(body: Doc) -> Doc:
    """Return BODY as it is kept: of a certain length, and without what no database keeps."""
    return shorten(map_text(body, _clean), LONGEST_TEXT)


def one_line(text: str) -> str:
    """Return TEXT in one line, without control characters and excess blanks."""
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    """Return TEXT without control characters and halves of characters."""
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )
