"""Linear as a tracker."""

from collections.abc import Callable
from datetime import datetime

from csopsbot.app.failures import Forbidden, NotFound
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
from csopsbot.trackers.http import Patience
from csopsbot.trackers.linear import documents, shapes, translate
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.labels import Labels, borne
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.queries import Queries
from csopsbot.trackers.linear.translate import Reader
from csopsbot.trackers.linear.verdict import AlreadyThere
from csopsbot.trackers.linear.webhook import LinearWebhooks

__all__ = ["LinearAccess", "LinearTracker"]

_ANY_TYPE = "Issue"


class LinearTracker:
    """The teams that one account of a Linear workspace works in; a project is a team's key."""

    capabilities = Capabilities(
        webhooks="signed",
        native_idempotency=True,
        rich_text="markdown",
        transitions="free",
        user_by_email=True,
        max_body=translate.LONGEST_TEXT,
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
        self._meanings = meanings or Meanings()
        self._graph = Graph(access, clock, patience)
        self._queries = Queries(self._graph)
        self._labels = Labels(self._graph)

    async def probe(self) -> Identity:
        """Prove that our key works, and say who we are."""
        account = await self._queries.account(again=True)
        workspace = await self._queries.organization()
        name = account.name or account.display_name
        return Identity(TrackerUser(account.id, name, True), f"Linear, {workspace.name}")

    async def schema(self, project: str) -> ProjectSchema:
        """Return what the team called PROJECT asks of an issue: nothing that a draft has not."""
        team = await self._queries.team(project)
        return ProjectSchema((_ANY_TYPE,), {_ANY_TYPE: frozenset()}, self._meanings.statuses(team))

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
            return reader.issue(*await self._queries.issue(translate.issue_id(ref)))
        return reader.issue(done.issue, ())

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the id is enough, and holds after a move to another team
        """Return the issue whose id follows from REF, even out of the trash: it is made but once."""
        reader = await self._reader()
        try:
            return reader.issue(*await self._queries.issue(translate.issue_id(ref)))
        except NotFound:
            return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; what is in the trash or the archive is gone.

        Linear does not tell one that we may not see from one that never was.
        """
        reader = await self._reader()
        try:
            shape, comments = await self._queries.issue(issue_id)
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()
        return Gone() if shape.gone else reader.issue(shape, comments)

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment under an id that follows from OP; made already, it is returned as it is."""
        reader = await self._reader()
        wanted = translate.comment_input(ref, body, op)
        try:
            done = await self._graph.ask(
                shapes.CommentDoneShape, documents.CREATE_COMMENT, input=wanted
            )
        except AlreadyThere:
            return reader.comment(await self._queries.comment(translate.comment_id(ref, op)), op)
        return reader.comment(done.comment, op)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - the id is enough
        """Return the comment whose id follows from OP."""
        reader = await self._reader()
        try:
            return reader.comment(await self._queries.comment(translate.comment_id(ref, op)), op)
        except NotFound:
            return None

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Bring the issue to a state of its team's workflow that means TARGET."""
        shape = await self._queries.workflow(ref.id)
        if shape.gone:
            raise NotFound(f"{shape.identifier} is in Linear's trash or archive")
        if self._meanings.category(shape.state) is target:
            return MoveResult("already", shape.state.name)
        state = self._meanings.state(shape.team, target)
        if state is None:
            options = self._meanings.options(shape.team.states.nodes)
            return MoveResult("impossible", shape.state.name, options)
        moved = await self._update(ref, {"stateId": state.id})
        return MoveResult("moved", moved.state.name)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; the assignee by id, the priority by its name in Linear."""
        wanted = translate.update_input(patch)
        if patch.labels_add or patch.labels_remove:
            wanted |= await self._label_changes(ref, patch)
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
                await self._unlink(other.id)

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one active person who has exactly this address."""
        wanted = email.strip().casefold()
        found = [
            one
            for one in await self._queries.users(email.strip())
            if one.active and not one.app and one.email.casefold() == wanted
        ]
        return (await self._reader()).user(found[0]) if len(found) == 1 else None

    async def close(self) -> None:
        """Let go of connections."""
        await self._graph.close()

    async def _update(self, ref: IssueRef, wanted: dict[str, object]) -> shapes.IssueShape:
        done = await self._graph.ask(
            shapes.IssueDoneShape, documents.UPDATE_ISSUE, id=ref.id, input=wanted
        )
        return done.issue

    async def _label_changes(self, ref: IssueRef, patch: Patch) -> dict[str, object]:
        shape = await self._queries.workflow(ref.id)
        there = {one.id for one in shape.labels.nodes}
        added = await self._labels.ids(shape.team, {*map(translate.label, patch.labels_add)})
        removed = borne(shape.labels.nodes, map(translate.label, patch.labels_remove))
        changes = {
            "addedLabelIds": [one for one in added if one not in there],
            "removedLabelIds": removed,
        }
        return {name: ids for name, ids in changes.items() if ids}

    async def _unlink(self, attachment_id: str) -> None:
        try:
            await self._graph.ask(shapes.DoneShape, documents.DELETE_ATTACHMENT, id=attachment_id)
        except NotFound:
            # Whoever was quicker wanted the same.
            return

    async def _reader(self) -> Reader:
        return Reader(self.name, self._meanings, await self._queries.account())
