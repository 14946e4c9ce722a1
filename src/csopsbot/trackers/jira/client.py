"""Jira Cloud as a tracker."""

from collections.abc import Callable
from datetime import datetime

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
from csopsbot.domain.issue import (
    Category,
    Issue,
    IssueComment,
    IssueRef,
    TrackerUser,
)
from csopsbot.trackers.jira import shapes, translate
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.moving import Mover
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.translate import Reader
from csopsbot.trackers.jira.transport import JiraAccess, Patience, Transport
from csopsbot.trackers.jira.webhook import JiraWebhooks

__all__ = ["JiraAccess", "JiraTracker"]

_FIELDS = "summary,status,resolution,assignee,updated,created,labels"


class JiraTracker:
    """A Jira Cloud site; MEANINGS tells which closed issues were not mended."""

    capabilities = Capabilities(
        webhooks="signed",
        native_idempotency=False,
        rich_text="adf",
        transitions="workflow",
        private_comments=True,
        user_by_email=True,
        max_body=translate.LONGEST_TEXT,
    )

    def __init__(
        self,
        name: str,
        access: JiraAccess,
        *,
        clock: Callable[[], datetime],
        meanings: Meanings | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self.webhooks = JiraWebhooks(access.webhook_secrets)
        self._access = access
        self._clock = clock
        self._meanings = meanings or Meanings()
        self._calls = Transport(access, clock, patience or Patience())
        self._queries = Queries(self._calls)
        self._mover = Mover(self._calls, self._queries, self._meanings)
        self._we = Ourselves(self._queries, access.email, clock)

    async def probe(self) -> Identity:
        """Prove that our token works, and say who we are."""
        told = await self._we.prove()
        try:
            server = await self._queries.get(shapes.ServerShape, "serverInfo")
        except Failure:
            # It only names the version, where Jira has said who we are.
            if not told:
                raise
            server = shapes.ServerShape()
        named = " ".join(filter(None, ("Jira", server.deployment, server.version)))
        account = await self._we.account()
        return Identity(TrackerUser(account.id, account.name or account.email, True), named)

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue."""
        types = await self._queries.issue_types(project)
        required = {one.name: await self._queries.required(project, one.id) for one in types}
        by_type = await self._queries.get(
            list[shapes.TypeStatusesShape], place("project", project, "statuses")
        )
        every = [await self._queries.whole(one) for part in by_type for one in part.statuses]
        statuses = {one.name: one for one in every}
        return ProjectSchema(
            issue_types=tuple(one.name for one in types),
            required=required,
            statuses=tuple((name, self._meanings.category(one)) for name, one in statuses.items()),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue with a label that names REF."""
        reader = await self._reading()
        body = translate.create_body(draft, ref)
        made = await self._calls.ask(shapes.MadeShape, Call("POST", "issue", body=body))
        try:
            seen = await self.get(made.id)
        except Failure:
            # It was made: no failure may say otherwise. The next reading fills what is missing.
            return reader.just_made(made, draft, ref)
        return seen if isinstance(seen, Issue) else reader.just_made(made, draft, ref)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the label is enough, and holds after a move to another project
        """Return the oldest issue labelled with REF; the search may lag behind by some seconds."""
        label = translate.label(ref).casefold()
        for issue_id in await self._queries.search(translate.jql(ref, since, self._clock())):
            seen = await self.get(issue_id)
            if isinstance(seen, Issue) and label in {one.casefold() for one in seen.labels}:
                return seen
        # Only somebody whom Jira knows may be told that there is none: it would be made again.
        await self._we.prove()
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; Jira says of a hidden issue that there is none."""
        reader = await self._reading()
        try:
            shape = await self._queries.get(
                shapes.IssueShape, place("issue", issue_id), fields=_FIELDS
            )
            fields = await self._queries.with_category(shape.fields)
            shape = shape.model_copy(update={"fields": fields})
            return reader.issue(shape, await self._queries.comments(shape.id))
        except NotFound:
            # Jira answers 404 to a token that has run out, too, and a wrong address to everything.
            if not await self._we.prove():
                await self._queries.get(shapes.ServerShape, "serverInfo")
            return Gone()
        except Forbidden:
            return Hidden()

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment that customers of a service desk do not see, with OP in its property."""
        reader = await self._reading()
        call = Call(
            "POST", place("issue", ref.id, "comment"), body=translate.comment_body(body, op)
        )
        shape = await self._calls.ask(shapes.CommentShape, call)
        self._we.wrote(shape)
        return reader.own(shape, op, self._clock())

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's comments are few, and its clock is not ours
        """Return our comment that was made with OP."""
        reader = await self._reading()
        for shape in await self._queries.comments(ref.id):
            comment = reader.comment(shape)
            ours = comment.author.is_self or not reader.we.ids
            if ours and await self._queries.op(shape) == op:
                return reader.own(shape, op, self._clock())
        return None

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Take the steps of the workflow that lead to TARGET, if there are any."""
        return await self._mover.move(ref.id, target)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; the assignee by account id."""
        body = translate.update_body(patch)
        if body:
            await self._calls.tell(Call("PUT", place("issue", ref.id), body=body))
        if patch.assignee_id:
            path = place("issue", ref.id, "assignee")
            await self._calls.tell(Call("PUT", path, body={"accountId": patch.assignee_id}))

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue as a remote link, of which KEY is the global id."""
        body = translate.link_body(url, title, key)
        await self._calls.tell(Call("POST", place("issue", ref.id, "remotelink"), body=body))

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one person who shows exactly this address; Jira itself searches loosely."""
        found = await self._queries.get(
            list[shapes.UserShape], "user/search", query=email, maxResults="50"
        )
        same = [
            one
            for one in found
            if one.active
            and one.account_type == "atlassian"
            and one.email.casefold() == email.strip().casefold()
        ]
        return (await self._reading()).user(same[0]) if len(same) == 1 else None

    async def close(self) -> None:
        """Let go of connections."""
        await self._calls.close()

    async def _reading(self) -> Reader:
        account = await self._we.account()
        return Reader(self.name, self._access, self._meanings, account)
