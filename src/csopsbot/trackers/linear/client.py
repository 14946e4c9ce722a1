"""Linear as a tracker."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, Limits, ProjectSchema, Rate
from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import (
    File,
    Gone,
    Hidden,
    HistoryEntry,
    IssueDraft,
    MoveResult,
    Patch,
    Sighting,
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
from csopsbot.trackers.http import Patience
from csopsbot.trackers.lacking import NoHours
from csopsbot.trackers.linear import documents, shapes, translate
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.comments import Comments
from csopsbot.trackers.linear.files import LARGEST, Files
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.history import History
from csopsbot.trackers.linear.hooks import Hooks
from csopsbot.trackers.linear.inspection import Inspection
from csopsbot.trackers.linear.labels import Labels
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.own_fields import OWN_FIELDS
from csopsbot.trackers.linear.queries import Queries
from csopsbot.trackers.linear.reader import Reader
from csopsbot.trackers.linear.sightings import Sightings
from csopsbot.trackers.linear.verdict import AlreadyThere
from csopsbot.trackers.linear.webhook import LinearWebhooks
from csopsbot.trackers.people import others

__all__ = ["LinearAccess", "LinearTracker"]

_ANY_TYPE = "Issue"

LIMITS = Limits(reads=Rate(12, 120), writes=Rate(8, 80))
"""Of 1,500 requests an hour for reads and writes together, the least that is known of.

https://linear.app/developers/rate-limiting
"""


class LinearTracker(NoHours):
    """The teams that one account of a Linear workspace works in; a project is a team's key."""

    capabilities = Capabilities(
        webhooks="signed",
        priorities=True,
        people="by_address",
        history=True,
        registers_webhooks=True,
        max_body=translate.LONGEST_TEXT,
        max_file=LARGEST,
        min_poll_s=600,
        limits=LIMITS,
    )

    def __init__(
        self,
        name: str,
        access: LinearAccess,
        *,
        clock: Callable[[], datetime],
        meanings: Meanings | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self.webhooks = LinearWebhooks(access.secrets)
        self._access = access
        self._meanings = meanings = meanings or Meanings()
        self._graph = graph = Graph(access, clock, patience)
        self._queries = queries = Queries(graph)
        self._labels = Labels(graph)
        self._comments = Comments(graph)
        self._files = Files(graph, access, clock, patience)
        self._history = History(graph)
        self._hooks = hooks = Hooks(graph, access.secret)
        self._inspection = Inspection(access, queries, hooks, meanings)
        self._sightings = Sightings(graph, queries)

    async def probe(self) -> Identity:
        """Prove that our key works, and say who we are."""
        account = await self._queries.account(again=True)
        workspace = await self._queries.organization()
        name = account.name or account.display_name
        return Identity(TrackerUser(account.id, name, True), f"Linear, {workspace.name}")

    async def schema(self, project: str) -> ProjectSchema:
        """Return what the team called PROJECT asks of an issue: nothing that a draft has not."""
        team = await self._queries.team(project)
        return ProjectSchema(
            issue_types=(_ANY_TYPE,),
            required={_ANY_TYPE: frozenset()},
            statuses=self._meanings.statuses(team),
            priorities=(*translate.PRIORITIES, "No priority"),
            fields={_ANY_TYPE: OWN_FIELDS},
            lenient=frozenset({"issue type"}),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue under an id that follows from REF; made already, it is returned as it is."""
        reader = await self._reader()
        team = await self._queries.team(draft.project)
        labels = await self._labels.possible(team, {*map(translate.label, draft.labels)})
        wanted = translate.create_input(draft, ref, team.id, labels)
        try:
            done = await self._graph.ask(
                shapes.IssueDoneShape, documents.CREATE_ISSUE, input=wanted
            )
        except AlreadyThere:
            return reader.issue(await self._queries.issue(translate.issue_id(ref)))
        return reader.made(done.issue)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the id is enough, and holds after a move to another team
        """Return the issue whose id follows from REF, even out of the trash: it is made but once."""
        reader = await self._reader()
        try:
            return reader.issue(await self._queries.issue(translate.issue_id(ref)))
        except NotFound:
            return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; what is in the trash or the archive is gone.

        Linear does not tell one that we may not see from one that never was.
        """
        reader = await self._reader()
        try:
            shape = await self._queries.issue(issue_id)
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()
        return Gone() if shape.gone else reader.issue(shape)

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue whose page is at ADDRESS, or that is or was called so."""
        place = self._access.place(address)
        if place is None:
            return None
        workspace, identifier = place
        if workspace and workspace != (await self._queries.organization()).url_key.casefold():
            return None
        return await self.get(identifier)

    async def comment(
        self,
        ref: IssueRef,
        body: Doc,
        op: str,
        *,
        internal: bool = True,  # noqa: ARG002 - Linear has no customers to keep anything from
    ) -> IssueComment:
        """Add a comment under an id that follows from OP; made already, it is returned as it is."""
        return await self._comments.add(await self._reader(), ref, body, op)

    async def edit_comment(
        self,
        ref: IssueRef,  # noqa: ARG002 - a comment's id is enough
        comment_id: str,
        body: Doc,
        op: str,
    ) -> IssueComment:
        """Let our comment say BODY."""
        return await self._comments.edit(await self._reader(), comment_id, body, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:  # noqa: ARG002 - a comment's id is enough
        """Take our comment away."""
        await self._comments.delete(comment_id)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - the id is enough
        """Return the comment whose id follows from OP."""
        return await self._comments.find(await self._reader(), ref, op)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Bring the issue to a state of its team's workflow that means TARGET."""
        shape = await self._queries.workflow(ref.id)
        if shape.gone:
            raise NotFound(f"{shape.identifier} is in Linear's trash or archive")
        if self._meanings.fits(shape.state, target, status):
            return MoveResult("already", shape.state.name)
        state = self._meanings.state(shape.team, target, status)
        if state is None:
            options = self._meanings.options(shape.team.states.nodes)
            return MoveResult("impossible", shape.state.name, options)
        moved = await self._update(ref, {**(fields or {}), "stateId": state.id})
        return MoveResult("moved", moved.state.name)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; the assignee by id, the priority by its name in Linear."""
        wanted = translate.update_input(patch)
        if patch.labels_add or patch.labels_remove:
            wanted |= await self._labels.changes(await self._queries.workflow(ref.id), patch)
        if wanted:
            await self._update(ref, wanted)

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue as an attachment that names KEY, and then no other of that name."""
        done = await self._graph.ask(
            shapes.AttachmentDoneShape,
            documents.CREATE_ATTACHMENT,
            input=translate.link_input(ref, url, title, key),
        )
        for other in await self._queries.attachments(ref.id):
            if translate.is_link(other, key) and other.id != done.attachment.id:
                await self._graph.delete(documents.DELETE_ATTACHMENT, other.id)

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Put the file into Linear's storage and link it from the issue."""
        reader = await self._reader()
        return reader.file(await self._files.attach(ref, file))

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file in Linear's storage."""
        return await self._files.download(attachment)

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield which of a team's issues changed, or have a comment that did."""
        return self._sightings.changed(project, since)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each of the issues last changed, a hundred with one call."""
        return await self._sightings.sight(issue_ids)

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        return await self._history.of(ref.id, since, await self._reader())

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in the team called PROJECT."""
        return await self._inspection.of(project, hook_url)

    async def register_webhook(self, project: str, hook_url: str) -> None:
        """Let deliveries about the team come to HOOK_URL; Linear lets administrators do so."""
        await self._hooks.register(await self._queries.team(project), hook_url)

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one active person who has exactly this address."""
        wanted = email.strip().casefold()
        called = await self._queries.users(email.strip(), "email")
        found = [one for one in called if one.email.casefold() == wanted]
        return (await self._reader()).user(found[0]) if len(found) == 1 else None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return who has exactly this name or display name."""
        found = await self._queries.users(words.strip(), "name", "displayName")
        return others(map((await self._reader()).user, found))

    async def close(self) -> None:
        """Let go of connections."""
        await self._graph.close()

    async def _update(self, ref: IssueRef, wanted: dict[str, object]) -> shapes.IssueShape:
        done = await self._graph.ask(
            shapes.IssueDoneShape, documents.UPDATE_ISSUE, id=ref.id, input=wanted
        )
        return done.issue

    async def _reader(self) -> Reader:
        account = await self._queries.account()
        return Reader(self.name, self._access, self._meanings, account)
