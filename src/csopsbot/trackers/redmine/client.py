"""Redmine as a tracker."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from csopsbot.app.abilities import Capabilities, Finding, Identity, ProjectSchema
from csopsbot.app.failures import Forbidden, Unsupported
from csopsbot.app.tracker import (
    File,
    Gone,
    Hidden,
    HistoryEntry,
    IssueDraft,
    MoveResult,
    Patch,
    Sighting,
    WorkDone,
)
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    TrackerUser,
)
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.people import others
from csopsbot.trackers.redmine import translate
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.comments import Comments
from csopsbot.trackers.redmine.files import Files
from csopsbot.trackers.redmine.history import History
from csopsbot.trackers.redmine.hours import Hours
from csopsbot.trackers.redmine.inspection import Inspection
from csopsbot.trackers.redmine.markup import MARKUPS, Formatting
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.moving import Goal, Mover
from csopsbot.trackers.redmine.own_fields import own_fields
from csopsbot.trackers.redmine.people import People
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.reader import user_of, version_of
from csopsbot.trackers.redmine.refs import Refs
from csopsbot.trackers.redmine.shapes import IssueShape, NamedShape, OneIssueShape
from csopsbot.trackers.redmine.sightings import Sightings
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.translate import REF_FIELD, Choices
from csopsbot.trackers.redmine.verdict import VENDOR, judge
from csopsbot.trackers.redmine.webhook import RedmineWebhooks

__all__ = ["RedmineAccess", "RedmineTracker"]

log = structlog.get_logger(__name__)


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
        self._capabilities = _abilities(access)
        key = token_header("X-Redmine-API-Key", access.key)
        http = Http(VENDOR, access.url, key, clock=clock, judge=judge, patience=patience)
        self._http = http
        self._access = access
        self._queries = queries = Queries(http, clock, access.ref_field)
        self._meanings = meanings = meanings or Meanings()
        refs = Refs(queries, access.ref_field)
        site = Site(name, access, http, queries, refs, meanings, MARKUPS[formatting], clock)
        self._site = site
        self._comments = Comments(site)
        self._files = Files(site, access.largest_file)
        self._history = History(queries)
        self._hours = Hours(site)
        self._inspection = Inspection(site)
        self._mover = Mover(site)
        self._people = People(queries, clock)
        self._sightings = Sightings(queries)

    @property
    def capabilities(self) -> Capabilities:
        """What it can do; comments are private for as long as Redmine keeps them so."""
        return replace(self._capabilities, private_comments=self._comments.private)

    async def probe(self) -> Identity:
        """Prove that our key works, and say who we are; Redmine does not tell its version."""
        me = await self._queries.prove()
        return Identity(TrackerUser(me.id, me.name, is_self=True), VENDOR)

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue; which fields it requires only administrators see."""
        found = await self._queries.project(project)
        statuses = await self._queries.statuses()
        priorities = await self._queries.priorities()
        versions = await self._queries.versions(project)
        return ProjectSchema(
            issue_types=tuple(one.name for one in found.trackers),
            required=await self._required(found.trackers),
            statuses=tuple((one.name, self._meanings.of(one)) for one in statuses),
            priorities=tuple(one.name for one in priorities),
            versions=tuple(map(version_of, versions)),
            fields={one.name: own_fields(found) for one in found.trackers},
            lenient=frozenset({"field"}),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue with REF in the custom field that is kept for it."""
        reader = await self._site.reader()
        await self._queries.ref_field(draft.project)
        project = await self._queries.project(draft.project)
        priorities = await self._queries.priorities() if draft.priority else ()
        body = translate.create_body(draft, ref, project, priorities, self._site.markup)
        request = Request("POST", place("issues"), body=body)
        made = (await self._http.ask(OneIssueShape, request)).issue
        if not translate.kept_with(ref, made):
            # The field is not there for this tracker or project: the description is what is left.
            log.warning("issue_without_ref", issue=made.id, field=REF_FIELD, see="csopsbot doctor")
        return reader.issue(made, project.names)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the ref is enough, and holds after a move to another project
        """Return the oldest issue made with REF."""
        found = await self._site.refs.find(project, ref)
        for shape in found:
            seen = await self.get(shape.id)
            if isinstance(seen, Issue):
                return seen
        # To somebody it does not know Redmine shows no issue, but says that all is well.
        await self._queries.prove()
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; Redmine tells a deleted issue from a hidden one."""
        reader = await self._site.reader()
        seen = await self._queries.look(issue_id)
        if not isinstance(seen, IssueShape):
            return seen
        return reader.issue(seen, await self._queries.names_of(seen.project))

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue whose page is at ADDRESS, or that is called `#12`."""
        number = self._access.number(address)
        return await self.get(number) if number else None

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        """Add a comment, a private one if it is INTERNAL and our role may, and see that it is there."""
        return await self._comments.add(ref, body, op, internal=internal)

    async def edit_comment(
        self, ref: IssueRef, comment_id: str, body: Doc, op: str
    ) -> IssueComment:
        """Let our comment say BODY."""
        return await self._comments.edit(ref, comment_id, body, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:  # noqa: ARG002 - a comment's number is enough
        """Take our comment away."""
        await self._comments.delete(comment_id)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's comments come all at once
        """Return our comment that was made with OP."""
        return await self._comments.find(ref, op)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Take the steps of the workflow that lead to TARGET, if there are any, and see it there."""
        return await self._mover.move(ref.id, Goal(self._meanings, target, status), fields or {})

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue, and see that Redmine did: what a role may not, it skips."""
        here = await self._queries.issue(ref.id)
        choices = await self._choices(patch, here)
        wanted = translate.update_body(patch, here, choices, self._site.markup)
        if not wanted:
            return
        await self._site.put(ref.id, {"issue": wanted})
        seen = await self._queries.issue(ref.id)
        still = translate.update_body(patch, seen, choices, self._site.markup)
        if left := translate.undone(still, seen):
            raise Forbidden(f"{VENDOR} left something of #{ref.id} as it was: {', '.join(left)}")

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        here = await self._queries.issue(ref.id)
        text = translate.linked(here, url, title, key, self._site.markup)
        if text != here.description:
            await self._site.put(ref.id, {"issue": {"description": text}})

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Add a file to the issue, and see that it is there."""
        return await self._files.attach(ref, file)

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file on an issue."""
        return await self._files.download(attachment)

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent, in hundredths of an hour as Redmine counts."""
        await self._hours.log(ref, work, op)

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:  # noqa: ARG002 - the mark is enough
        """Return whether time spent was added with OP."""
        return await self._hours.find(ref, op)

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed; Redmine does not count the editing of a comment as a change."""
        return self._sightings.changed(project, since)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each of the issues last changed, a hundred with one call."""
        return await self._sightings.sight(issue_ids)

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        return await self._history.of(ref.id, since, await self._site.reader())

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in PROJECT."""
        return await self._inspection.of(project, hook_url)

    async def register_webhook(self, project: str, hook_url: str) -> None:  # noqa: ARG002 - nothing is asked
        """Refuse: Redmine has no webhooks before version 7, and then people make them by hand."""
        raise Unsupported(f"{VENDOR} lets nobody make a webhook but by hand, and from version 7 on")

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one person in our projects who shows exactly this address."""
        found = await self._people.find(email)
        return user_of(found, await self._queries.me()) if found else None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return who in our projects has this name, id or, where it is shown, login."""
        found, me = await self._people.called(words), await self._queries.me()
        return others(user_of(one, me) for one in found)

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    async def _required(self, types: Sequence[NamedShape]) -> dict[str, frozenset[str]]:
        fields = [one for one in await self._queries.required_fields() if one.name != REF_FIELD]
        return {
            kind.name: frozenset(one.name for one in fields if one.is_of(kind.id)) for kind in types
        }

    async def _choices(self, patch: Patch, here: IssueShape) -> Choices:
        priorities = await self._queries.priorities() if patch.priority else ()
        project = here.project.id if here.project else ""
        versions = await self._queries.versions(project) if patch.versions_add else ()
        return Choices(priorities, versions)


def _abilities(access: RedmineAccess) -> Capabilities:
    """Return what a Redmine can do that is reached so."""
    return Capabilities(
        webhooks="signed" if access.secrets else "none",
        private_comments=True,
        work_log=True,
        priorities=True,
        fix_versions=True,
        people="by_address",
        history=True,
        max_body=translate.LONGEST_TEXT,
        max_file=access.largest_file,
    )
