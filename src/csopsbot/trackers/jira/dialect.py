"""What Jira Cloud and Jira Data Center say differently, where they mean the same."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Attachment
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.shapes import FoundShape, StepShape, WorkShape


class Asks(Protocol):
    """Reads of a Jira, as a dialect needs them."""

    async def fetched(self, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Return those of the issues that can be seen, asked for by their ids."""
        ...

    async def listed(self, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Return those of the issues that can be seen, searched for by their ids."""
        ...

    async def changelog(self, issue_id: str) -> list[StepShape]:
        """Return an issue's history, page by page."""
        ...

    async def work(self, issue_id: str) -> list[WorkShape]:
        """Return the time that was spent on an issue, page by page."""
        ...

    async def whole_work(self, issue_id: str) -> list[WorkShape]:
        """Return the time that was spent on an issue, in one piece."""
        ...

    async def expanded_changelog(self, issue_id: str) -> list[StepShape]:
        """Return an issue's history, which comes with the issue."""
        ...


class Dialect(Protocol):
    """How one kind of Jira is spoken to."""

    @property
    def api(self) -> str:
        """Where its REST API is."""
        ...

    @property
    def webhooks(self) -> Literal["signed", "token"]:
        """How its deliveries are proven."""
        ...

    @property
    def hooks(self) -> "HookForm":
        """How its webhooks are registered."""
        ...

    def write(self, doc: Doc) -> object:
        """Return DOC as it takes rich text."""
        ...

    def read(self, value: object) -> Doc:
        """Return what VALUE says, whatever it is."""
        ...

    def person(self, user_id: str) -> dict[str, object]:
        """Return how a person is named in a body."""
        ...

    def who(self, words: str) -> Mapping[str, str]:
        """Return the query that looks for people by WORDS."""
        ...

    def permissions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Return the query for what our account may do."""
        ...

    def marked(self, note: Doc, op: str) -> dict[str, object]:
        """Return the part of a body that says what time was spent on, and can be found by OP."""
        ...

    def mark_of(self, work: WorkShape) -> str | None:
        """Return the op that time spent was added with."""
        ...

    def content(self, attachment: Attachment) -> Call:
        """Return the call for what is in ATTACHMENT."""
        ...

    async def sightings(self, asks: Asks, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Return those of the issues that can be seen, in as few calls as there can be."""
        ...

    async def work(self, asks: Asks, issue_id: str) -> list[WorkShape]:
        """Return the time that was spent on an issue."""
        ...

    async def history(self, asks: Asks, issue_id: str) -> list[StepShape]:
        """Return who changed what of an issue."""
        ...


class HookForm(Protocol):
    """Where webhooks are registered, and in which form."""

    @property
    def root(self) -> str:
        """Where that API is."""
        ...

    @property
    def path(self) -> str:
        """Where the webhooks are, below the root."""
        ...

    def body(self, url: str, events: Sequence[str], jql: str, secret: str) -> dict[str, object]:
        """Return what registers a webhook to URL."""
        ...
