"""Jira Cloud: REST version 3, Atlassian documents, account ids, signed deliveries."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Attachment
from csopsbot.trackers.jira import adf
from csopsbot.trackers.jira.dialect import Asks
from csopsbot.trackers.jira.marks import OP_PROPERTY, op_of
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import place
from csopsbot.trackers.jira.shapes import FoundShape, StepShape, WorkShape

_ACCOUNT_ID = re.compile(r"[0-9a-z]{24}|[0-9a-z]+:[0-9a-z:-]+", re.I)


@dataclass(frozen=True, slots=True)
class AdminHooks:
    """Webhooks as an administrator registers them; with a secret, they are signed.

    https://developer.atlassian.com/cloud/jira/platform/webhooks/
    """

    root: str = "rest/webhooks/1.0"
    path: str = "webhook"

    def body(self, url: str, events: Sequence[str], jql: str, secret: str) -> dict[str, object]:
        """Return what registers a webhook to URL."""
        return {
            "name": "csopsbot",
            "url": url,
            "events": list(events),
            "filters": {"issue-related-events-section": jql},
            "excludeBody": False,
            "enabled": True,
            "secret": secret,
        }


@dataclass(frozen=True, slots=True)
class Cloud:
    """Speaks to Jira Cloud."""

    api: str = "rest/api/3"
    webhooks: Literal["signed", "token"] = "signed"
    hooks: AdminHooks = AdminHooks()

    def write(self, doc: Doc) -> object:
        """Return DOC as an Atlassian document."""
        return adf.write(doc)

    def read(self, value: object) -> Doc:
        """Return what an Atlassian document says."""
        return adf.read(value)

    def person(self, user_id: str) -> dict[str, object]:
        """Name a person by their account id."""
        return {"accountId": user_id}

    def who(self, words: str) -> Mapping[str, str]:
        """Look for whoever has the account id WORDS, else whose name or address begins so."""
        return {"accountId" if _ACCOUNT_ID.fullmatch(words) else "query": words}

    def permissions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Ask for the permissions that matter; Jira Cloud tells no others."""
        return {"permissions": ",".join(names)}

    def marked(self, note: Doc, op: str) -> dict[str, object]:
        """Hang OP on the entry as a property."""
        mark = {"key": OP_PROPERTY, "value": {"op": op}}
        return {"comment": adf.write(note), "properties": [mark]}

    def mark_of(self, work: WorkShape) -> str | None:
        """Return the op in the entry's property."""
        return op_of(work.properties)

    def content(self, attachment: Attachment) -> Call:
        """Ask for the content, which Jira Cloud keeps elsewhere and leads to."""
        return Call("GET", place("attachment", "content", attachment.id))

    async def sightings(self, asks: Asks, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Fetch the issues by their ids, a hundred at a time; no index is between."""
        return await asks.fetched(issue_ids)

    async def work(self, asks: Asks, issue_id: str) -> list[WorkShape]:
        """Return the work log with the properties of its entries."""
        return await asks.work(issue_id)

    async def history(self, asks: Asks, issue_id: str) -> list[StepShape]:
        """Return the issue's changelog."""
        return await asks.changelog(issue_id)
