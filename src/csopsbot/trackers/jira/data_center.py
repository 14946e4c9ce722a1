"""Jira Data Center: REST version 2, wiki text, user names, deliveries signed from version 10 on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from csopsbot.app.failures import Unsupported
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Attachment
from csopsbot.trackers.jira import wiki
from csopsbot.trackers.jira.cloud import AdminHooks
from csopsbot.trackers.jira.dialect import Asks, HookForm
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import place
from csopsbot.trackers.jira.shapes import FoundShape, StepShape, WorkShape

_SIGNS_FROM = 10
_MARK = re.compile(r"\n\(csopsbot ([A-Za-z0-9:._-]{1,200})\)\s*\Z")


@dataclass(frozen=True, slots=True)
class SignedHooks:
    """Webhooks as Jira 10 and later have them registered.

    What the old form calls filters is overlooked there, so that deliveries come from every
    project. https://confluence.atlassian.com/adminjiraserver/managing-webhooks-938846912.html
    """

    root: str = "rest/jira-webhook/1.0"
    path: str = "webhooks"

    def body(self, url: str, events: Sequence[str], jql: str, secret: str) -> dict[str, object]:  # noqa: ARG002 - it has no filter we could be sure of
        """Return what registers a webhook to URL."""
        return {
            "name": "csopsbot",
            "url": url,
            "active": True,
            "events": list(events),
            "configuration": {"EXCLUDE_BODY": "false", "SECRET": secret},
        }


class UnsignedHooks(AdminHooks):
    """Webhooks as Jira had them before version 10, which signs none."""

    def body(self, url: str, events: Sequence[str], jql: str, secret: str) -> dict[str, object]:  # noqa: ARG002 - a `HookForm`
        """Raise `Unsupported`."""
        raise Unsupported(
            "Jira signs deliveries from Data Center 10 on. An administrator can register one that "
            "brings a password along; docs/jira.md says how."
        )


@dataclass(frozen=True, slots=True)
class DataCenter:
    """Speaks to a Jira Data Center of the major VERSION."""

    version: int = _SIGNS_FROM
    api: str = "rest/api/2"

    @property
    def webhooks(self) -> Literal["signed", "token"]:
        """Whether it signs its deliveries."""
        return "signed" if self.version >= _SIGNS_FROM else "token"

    @property
    def hooks(self) -> HookForm:
        """How this version has its webhooks registered."""
        return SignedHooks() if self.version >= _SIGNS_FROM else UnsignedHooks()

    def write(self, doc: Doc) -> object:
        """Return DOC as wiki text."""
        return wiki.write(doc)

    def read(self, value: object) -> Doc:
        """Return what wiki text says."""
        return wiki.read(value if isinstance(value, str) else "")

    def person(self, user_id: str) -> dict[str, object]:
        """Name a person by their user name."""
        return {"name": user_id}

    def who(self, words: str) -> Mapping[str, str]:
        """Look for people whose name or address begins with WORDS."""
        return {"username": words}

    def permissions(self, names: Sequence[str]) -> Mapping[str, str]:  # noqa: ARG002 - it tells them all
        """Ask for every permission."""
        return {}

    def marked(self, note: Doc, op: str) -> dict[str, object]:
        """Write OP below the note, for an entry has no properties here."""
        return {"comment": f"{wiki.write(note)}\n(csopsbot {op})".lstrip("\n")}

    def mark_of(self, work: WorkShape) -> str | None:
        """Return the op below the note."""
        note = work.comment if isinstance(work.comment, str) else ""
        found = _MARK.search("\n" + note)
        return found[1] if found else None

    def content(self, attachment: Attachment) -> Call:
        """Ask for the content on the server that we know, whatever address the file has."""
        return Call("GET", place("attachment", attachment.id, attachment.name), root="secure")

    async def sightings(self, asks: Asks, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Search for the issues by their ids, a hundred at a time."""
        return await asks.listed(issue_ids)

    async def work(self, asks: Asks, issue_id: str) -> list[WorkShape]:
        """Return the work log, which comes in one piece."""
        return await asks.whole_work(issue_id)

    async def history(self, asks: Asks, issue_id: str) -> list[StepShape]:
        """Return the history that comes with the issue."""
        return await asks.expanded_changelog(issue_id)
