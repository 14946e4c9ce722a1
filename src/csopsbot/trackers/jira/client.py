"""Jira, on Cloud or a server of one's own, as a tracker."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, Limits, ProjectSchema, Rate
from csopsbot.app.failures import Failure, Forbidden, NotFound
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
from csopsbot.trackers.jira import shapes
from csopsbot.trackers.jira.access import JiraAccess, Patience
from csopsbot.trackers.jira.addresses import key_of
from csopsbot.trackers.jira.bodies import LONGEST_TEXT
from csopsbot.trackers.jira.files import MAX_FILE
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.parts import Parts
from csopsbot.trackers.jira.queries import place
from csopsbot.trackers.jira.webhook import JiraWebhooks
from csopsbot.trackers.jira.workflow import Goal
from csopsbot.trackers.people import others

__all__ = ["JiraAccess", "JiraTracker"]

_FIELDS = (
    "summary,status,resolution,assignee,updated,created,labels,priority,fixVersions,attachment"
)

LIMITS = Limits(reads=Rate(3_000, 50), writes=Rate(1_500, 25), writes_of_issue=Rate(150, 10))
"""Half of a hundred reads a second, of fifty writes, and of the hundred that an issue bears in 30 s.

https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""


class JiraTracker:
    """A Jira; MEANINGS tells which closed issues were not mended."""

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
        self.webhooks = JiraWebhooks(access.webhook_secrets, access.webhook_passwords)
        self._access = access
        self._parts = Parts(name, access, clock, meanings or Meanings(), patience or Patience())

    @property
    def capabilities(self) -> Capabilities:
        """What Jira can do; what differs is known once Jira has said of which kind it is."""
        dialect = self._parts.site.likely
        return Capabilities(
            webhooks=dialect.webhooks,
            private_comments=True,
            work_log=True,
            priorities=True,
            fix_versions=True,
            people="by_address",
            history=True,
            registers_webhooks=dialect.webhooks == "signed",
            max_body=LONGEST_TEXT,
            max_file=MAX_FILE,
            limits=LIMITS,
        )

    async def probe(self) -> Identity:
        """Prove that our token works, and say who we are."""
        return await self._parts.projects.identity()

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue."""
        return await self._parts.projects.schema(project)

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue with a label that names REF."""
        made = await self._parts.issues.create(draft, ref)
        self._parts.watching.fresh.wrote(made.id)
        reader = await self._parts.speaker.reader()
        try:
            seen = await self.get(made.id)
        except Failure:
            # It was made: no failure may say otherwise. The next reading fills what is missing.
            return reader.just_made(made, draft, ref)
        return seen if isinstance(seen, Issue) else reader.just_made(made, draft, ref)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - the label is enough, and holds after a move to another project
        """Return the oldest issue labelled with REF; the search may lag behind by some seconds."""
        async for issue_id in self._parts.issues.labelled(ref, since):
            seen = await self.get(issue_id)
            if isinstance(seen, Issue) and self._parts.issues.bears(seen, ref):
                return seen
        # Only somebody whom Jira knows may be told that there is none: it would be made again.
        await self._parts.we.prove()
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; Jira Cloud says of a hidden issue that there is none."""
        queries, reader = self._parts.queries, await self._parts.speaker.reader()
        try:
            shape = await queries.get(shapes.IssueShape, place("issue", issue_id), fields=_FIELDS)
            fields = await queries.with_category(shape.fields)
            shape = shape.model_copy(update={"fields": fields})
            return reader.issue(shape, await self._parts.comments.all_of(shape.id))
        except NotFound:
            return await self._parts.watching.absent()
        except Forbidden:
            return Hidden()

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue with this key, or that a page at this address shows."""
        key = key_of(address, self._access)
        return await self.get(key) if key else None

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        """Add a comment with OP in its property; customers of a service desk see no INTERNAL one."""
        self._parts.watching.fresh.wrote(ref.id)
        return await self._parts.comments.add(ref.id, body, op, internal=internal)

    async def edit_comment(
        self, ref: IssueRef, comment_id: str, body: Doc, op: str
    ) -> IssueComment:
        """Let our comment say BODY; who may see it stays as it is."""
        return await self._parts.comments.edit(ref.id, comment_id, body, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        """Take our comment away."""
        await self._parts.comments.delete(ref.id, comment_id)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's comments are few, and its clock is not ours
        """Return our comment that was made with OP."""
        return await self._parts.comments.find(ref.id, op)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Take the steps of the workflow that lead to TARGET, or to STATUS, if there are any."""
        self._parts.watching.fresh.wrote(ref.id)
        goal = Goal(target, status, fields or {}, await self._parts.site.dialect())
        return await self._parts.mover.move(ref.id, goal)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; the assignee by account id, or user name."""
        self._parts.watching.fresh.wrote(ref.id)
        await self._parts.issues.update(ref.id, patch)

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue as a remote link, of which KEY is the global id."""
        await self._parts.issues.link(ref.id, url, title, key)

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Add a file to the issue."""
        self._parts.watching.fresh.wrote(ref.id)
        return await self._parts.files.attach(ref.id, file)

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file."""
        return await self._parts.files.download(attachment)

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent, in whole minutes."""
        await self._parts.timesheet.add(ref.id, work, op)

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:  # noqa: ARG002 - an issue's work log is short, and its clock is not ours
        """Return whether we added time with OP."""
        return await self._parts.timesheet.knows(ref.id, op)

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed in PROJECT since then, as far as Jira's index knows."""
        return self._parts.watching.changed(project, since)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each of the issues last changed."""
        return await self._parts.watching.sight(issue_ids)

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then."""
        return await self._parts.watching.history(ref, since)

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in PROJECT, as far as Jira shows it."""
        return tuple([one async for one in self._parts.inspection.of(project, hook_url)])

    async def register_webhook(self, project: str, hook_url: str) -> None:
        """Register a signed webhook, where our account is an administrator's."""
        await self._parts.hooks.register(project, hook_url)

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one person who shows exactly this address; Jira itself searches loosely."""
        people = await self._parts.projects.people(email)
        found = [one for one in people if one.shows_address(email)]
        return (await self._parts.speaker.reader()).user(found[0]) if len(found) == 1 else None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return who has this name, account id or user name; Jira itself searches loosely."""
        people, reader = (
            await self._parts.projects.people(words),
            await self._parts.speaker.reader(),
        )
        return others(reader.user(one) for one in people if one.is_called(words))

    async def close(self) -> None:
        """Let go of connections."""
        await self._parts.site.close()
