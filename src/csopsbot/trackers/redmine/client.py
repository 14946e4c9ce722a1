"""Redmine as a tracker."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from csopsbot.app.failures import Failure, Forbidden, NotFound
from csopsbot.app.tracker import (
    Capabilities,
    Gone,
    Hidden,
    Identity,
    IssueDraft,
    MoveResult,
    Patch,
    ProjectSchema,
)
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine import translate
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.markup import MARKUPS, Formatting
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.moving import Mover
from csopsbot.trackers.redmine.people import People
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.shapes import IssueShape, NamedShape, OneIssueShape
from csopsbot.trackers.redmine.translate import Reader
from csopsbot.trackers.redmine.verdict import VENDOR, judge
from csopsbot.trackers.redmine.webhook import RedmineWebhooks

__all__ = ["RedmineAccess", "RedmineTracker"]

log = structlog.get_logger(__name__)

_WHOLE = "journals,relations"


class RedmineTracker:
    """A Redmine; MEANINGS tells its statuses, FORMATTING how its text is written."""

    def __init__(
        self,
        name: str,
        access: RedmineAccess,
        *,
        clock: Callable[[], datetime],
        formatting: Formatting = "textile",
        meanings: Meanings | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self.webhooks = RedmineWebhooks(access.secrets)
        self.capabilities = Capabilities(
            webhooks="signed" if access.secrets else "none",
            native_idempotency=False,
            rich_text=formatting,
            transitions="workflow",
            user_by_email=True,
            max_body=translate.LONGEST_TEXT,
        )
        self._access = access
        self._clock = clock
        self._markup = MARKUPS[formatting]
        self._meanings = meanings or Meanings()
        key = token_header("X-Redmine-API-Key", access.key)
        self._http = Http(VENDOR, access.url, key, clock=clock, judge=judge, patience=patience)
        self._queries = Queries(self._http, clock, access.ref_field)
        self._people = People(self._queries, clock)
        self._mover = Mover(self._http, self._queries, self._meanings)

    async def probe(self) -> Identity:
        """Prove that our key works, and say who we are; Redmine does not tell its version."""
        me = await self._queries.prove()
        return Identity(TrackerUser(me.id, me.name, is_self=True), VENDOR)

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue; which fields it requires only administrators see."""
        found = await self._queries.project(project)
        types = tuple(one.name for one in found.trackers)
        statuses = await self._queries.statuses()
        return ProjectSchema(
            issue_types=types,
            required=dict.fromkeys(types, frozenset()),
            statuses=tuple((one.name, self._meanings.of(one)) for one in statuses),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue with REF in the custom field that is kept for it."""
        reader = await self._reader()
        await self._queries.ref_field(draft.project)
        project = await self._queries.project(draft.project)
        priority = await self._priority(draft.priority)
        body = translate.create_body(draft, ref, project, priority, self._markup)
        request = Request("POST", place("issues"), body=body)
        made = (await self._http.ask(OneIssueShape, request)).issue
        if not translate.made_with(ref, made):
            # The field is not there for this tracker. A lost answer would make a second issue.
            log.error("issue_without_ref", issue=made.id, field=translate.REF_FIELD)
        return reader.issue(made)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the ref is enough, and holds after a move to another project
        """Return the oldest issue made with REF."""
        found = await self._queries.with_ref(project, ref)
        for shape in found:
            seen = await self.get(shape.id)
            if isinstance(seen, Issue):
                return seen
        # To somebody it does not know Redmine shows no issue, but says that all is well.
        await self._queries.prove()
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; Redmine tells a deleted issue from a hidden one."""
        reader = await self._reader()
        try:
            return reader.issue(await self._queries.issue(issue_id, _WHOLE))
        except NotFound:
            # A wrong address answers the same to everything.
            await self._queries.prove()
            return Gone()
        except Forbidden:
            return Hidden()

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment whose last line, which nobody sees, names OP, and see that it is there."""
        reader = await self._reader()
        await self._put(ref.id, translate.comment_body(body, op, self._markup))
        try:
            found = await self._own_comment(reader, ref.id, op)
        except Failure:
            # It was said yes to: no failure may say otherwise.
            return reader.own(body, op, self._clock())
        if found is None:
            raise Forbidden(f"{VENDOR} dropped our comment: the role needs the right to add notes")
        return found

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's comments come all at once
        """Return our comment that was made with OP."""
        return await self._own_comment(await self._reader(), ref.id, op)

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Take the steps of the workflow that lead to TARGET, if there are any."""
        return await self._mover.move(ref.id, target)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue, and see that Redmine did: what a role may not, it skips."""
        priority = await self._priority(patch.priority)
        here = await self._queries.issue(ref.id)
        body = translate.update_body(patch, here, priority)
        if body is None:
            return
        await self._put(ref.id, body)
        left = translate.update_body(patch, await self._queries.issue(ref.id), priority)
        if left:
            raise Forbidden(f"{VENDOR} left something of #{ref.id} as it was: {_names(left)}")

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        here = await self._queries.issue(ref.id)
        body = translate.link_body(here, url, title, key, self._markup)
        if not _same(body, here):
            await self._put(ref.id, body)

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one person in our projects who shows exactly this address."""
        found = await self._people.find(email)
        return translate.user_of(found, await self._queries.me()) if found else None

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    async def _put(self, issue_id: str, body: Mapping[str, object]) -> None:
        await self._http.tell(Request("PUT", place("issues", issue_id), body=body))

    async def _own_comment(self, reader: Reader, issue_id: str, op: str) -> IssueComment | None:
        issue = reader.issue(await self._queries.issue(issue_id, _WHOLE))
        ours = (one for one in issue.comments if one.op == op and one.author.is_self)
        return next(ours, None)

    async def _priority(self, name: str | None) -> NamedShape | None:
        if not name:
            return None
        return translate.chosen(await self._queries.priorities(), name, "priority")

    async def _reader(self) -> Reader:
        me = await self._queries.me()
        return Reader(self.name, self._access, self._meanings, self._markup, me)


def _names(body: Mapping[str, object]) -> str:
    fields = body.get("issue")
    return ", ".join(fields) if isinstance(fields, dict) else ""


def _same(body: Mapping[str, object], here: IssueShape) -> bool:
    return body == {"issue": {"description": here.description}}
