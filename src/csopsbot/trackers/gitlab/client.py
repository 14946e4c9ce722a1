"""GitLab as a tracker."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, Limits, ProjectSchema, Rate
from csopsbot.app.failures import AuthError, Failure
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
from csopsbot.domain.issue import Attachment, Category, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import milestones
from csopsbot.trackers.gitlab import history, translate
from csopsbot.trackers.gitlab.access import GitLabAccess
from csopsbot.trackers.gitlab.bulk import Sightings
from csopsbot.trackers.gitlab.comments import OurNotes
from csopsbot.trackers.gitlab.graph import Graph
from csopsbot.trackers.gitlab.hooks import ProjectHooks
from csopsbot.trackers.gitlab.inspection import Inspection
from csopsbot.trackers.gitlab.meanings import PRIORITY, priorities
from csopsbot.trackers.gitlab.mentions import Text, attached
from csopsbot.trackers.gitlab.moving import moved
from csopsbot.trackers.gitlab.own_fields import OWN_FIELDS
from csopsbot.trackers.gitlab.patching import Patching
from csopsbot.trackers.gitlab.place import Place, place_of
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.reading import Reading
from csopsbot.trackers.gitlab.shapes import IssueShape, VersionShape
from csopsbot.trackers.gitlab.translate import Reader
from csopsbot.trackers.gitlab.uploads import LARGEST_FILE, Uploads
from csopsbot.trackers.gitlab.verdict import VENDOR, judge
from csopsbot.trackers.gitlab.ways import Ways
from csopsbot.trackers.gitlab.webhook import GitLabWebhooks
from csopsbot.trackers.gitlab.work import WorkLog
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.marked import linked
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.people import others

__all__ = ["GitLabAccess", "GitLabTracker", "Ways"]

LIMITS = Limits(reads=Rate(1_000, 100), writes=Rate(120, 30))
"""Of 2,000 requests a minute on gitlab.com, and of 300 notes or issues a minute.

https://docs.gitlab.com/security/rate_limits/
"""


class GitLabTracker:
    """The projects that one account works in, on gitlab.com or on a server of one's own."""

    def __init__(
        self,
        name: str,
        access: GitLabAccess,
        *,
        clock: Callable[[], datetime],
        ways: Ways | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self.webhooks = GitLabWebhooks(access.secrets, access.signing_tokens)
        self._ways = ways or Ways()
        self._base = access.url.rstrip("/")
        self._proves_deliveries = bool(access.secrets or access.signing_tokens)
        self._clock = clock
        self._http = Http(
            VENDOR,
            f"{self._base}/api",
            token_header("PRIVATE-TOKEN", access.token),
            clock=clock,
            judge=judge,
            patience=patience,
        )
        self._assemble(access)

    def _assemble(self, access: GitLabAccess) -> None:
        graph = Graph(self._http)
        self._queries = Queries(self._http, graph)
        self._reading = Reading(self._queries, access, self._ways)
        self._notes = OurNotes(self._http, self._queries, internal=self._ways.internal_notes)
        self._patching = Patching(self._http, self._queries)
        self._uploads = Uploads(self._http, self._base)
        self._work = WorkLog(self._queries, graph)
        self._hooks = ProjectHooks(self._http, access)

    @property
    def capabilities(self) -> Capabilities:
        """What GitLab can do, in the ways that were chosen here."""
        return Capabilities(
            webhooks="signed",
            private_comments=self._ways.internal_notes,
            work_log=True,
            priorities=True,
            fix_versions=True,
            people="by_address",
            history=True,
            registers_webhooks=True,
            max_body=translate.LONGEST_TEXT,
            max_file=LARGEST_FILE,
            limits=LIMITS,
        )

    async def probe(self) -> Identity:
        """Prove that our token works, and say who we are."""
        account = await self._queries.account(again=True)
        try:
            server = await self._queries.version()
        except AuthError:
            raise
        except Failure:
            # It only names the version, where GitLab has said who we are.
            server = VersionShape()
        user = TrackerUser(str(account.id), account.name or account.username, True)
        return Identity(user, f"{VENDOR} {server.version}".strip())

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue: nothing that every draft does not have."""
        shown = await self._queries.project(project)
        kinds = translate.KINDS
        return ProjectSchema(
            kinds,
            dict.fromkeys(kinds, frozenset()),
            tuple((one.name, one.category) for one in self._ways.meanings.statuses()),
            priorities(await self._queries.labels(shown.id, PRIORITY)),
            tuple(map(milestones.version, await self._queries.milestones(shown.id))),
            dict.fromkeys(kinds, OWN_FIELDS),
            frozenset({"issue type", "field"}),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue whose text ends in a hidden mark that names REF."""
        reader = await self._reader()
        project = await self._queries.project(draft.project)
        body = translate.create_body(draft, ref, self._ways.label)
        if self._ways.confidential:
            body["confidential"] = True
        request = Request("POST", f"v4/projects/{project.id}/issues", body=body)
        made = reader.issue(await self._http.ask(IssueShape, request), ())
        return replace(made, projects=made.projects | {draft.project})

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue that is marked with REF, wherever it was moved meanwhile."""
        return await self._reading.find(await self._reader(), project, ref, since)

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; one that was moved has the id of the new one."""
        place = Place.of(issue_id)
        if place is None:
            return Gone()
        return await self._reading.issue(await self._reader(), place)

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue with this page, or called so, such as acme/shop#12."""
        return await self._reading.called(await self._reader(), address)

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        """Add a comment, by default one that guests do not see."""
        reader = await self._reader()
        return await self._notes.add(reader, place_of(ref), body, op, internal=internal)

    async def edit_comment(
        self,
        ref: IssueRef,
        comment_id: str,  # noqa: ARG002 - our comments are known by their mark
        body: Doc,
        op: str,
    ) -> IssueComment:
        """Let our comment, made with OP, say BODY; whether guests see it stays as it is."""
        return await self._notes.edit(await self._reader(), place_of(ref), body, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        """Take our comment away; one that is gone already is as good."""
        await self._notes.delete(await self._reader(), place_of(ref), comment_id)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's notes are few, and its clock is not ours
        """Return our comment that is marked with OP."""
        return await self._notes.find(await self._reader(), place_of(ref), op)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Open or close the issue and set the label that says the rest, in one request."""
        shape, place = await self._queries.issue(place_of(ref))
        meanings = self._ways.meanings
        here = meanings.status(shape)
        if status not in ("", meanings.named(target)):
            return moved(meanings, here, target, wanted=status)
        if here.category is target:
            return MoveResult("already", here.name)
        body = {**(fields or {}), **meanings.edit(shape, target)}
        return moved(meanings, meanings.status(await self._patching.edit(place, body)), target)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; a priority is a label, for GitLab has none."""
        await self._patching.apply(place_of(ref), patch)

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        shape, place = await self._queries.issue(place_of(ref))
        text = linked(shape.description or "", url, translate.line(title), key)
        if text != shape.description:
            await self._patching.edit(place, {"description": text})

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Keep the file in the project, and show it in a comment: that is how it is on the issue."""
        reader = await self._reader()
        _, place = await self._queries.issue(place_of(ref))
        upload, name = await self._uploads.send(place, file)
        link = upload.link(name)
        note = await self._notes.show(reader, place, link, upload.secret)
        text = Text(note.id, link, note.author, note.created_at)
        return attached([text], self._base, place.project)[0]

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file that a text on an issue refers to."""
        return await self._uploads.get(attachment)

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent, in minutes."""
        await self._work.add(place_of(ref), work, op)

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:  # noqa: ARG002 - what is newest is read
        """Return whether time spent was added with OP."""
        return await self._work.has(place_of(ref), op)

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later, the oldest change first."""
        return self._reading.changed(project, since)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each issue changed last; a moved one is sighted at its new place."""
        return await Sightings(self._http, self._queries).of(issue_ids)

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        reader = await self._reader()
        _, place = await self._queries.issue(place_of(ref))
        return history.told(reader, await history.events(self._queries, place), since)

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in PROJECT, and deliveries reach HOOK_URL."""
        looks = Inspection(
            self._http,
            self._queries,
            self._hooks,
            self._ways,
            self._clock,
            proves_deliveries=self._proves_deliveries,
        )
        return tuple([one async for one in looks.of(project, hook_url)])

    async def register_webhook(self, project: str, hook_url: str) -> None:
        """Let deliveries come to HOOK_URL, signed where GitLab can, else with our secret."""
        await self._hooks.register((await self._queries.shown(project)).id, hook_url)

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one active account that shows exactly this address; the search is loose."""
        wanted = email.strip().casefold()
        if not wanted:
            return None
        same = [
            one
            for one in await self._queries.people(wanted)
            if one.state == "active"
            and wanted in {(one.email or "").casefold(), (one.public_email or "").casefold()}
        ]
        return (await self._reader()).user(same[0]) if len(same) == 1 else None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return who has exactly this user name, or else this name."""
        found, reader = await self._queries.called(words.strip()), await self._reader()
        return others(map(reader.user, found))

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    async def _reader(self) -> Reader:
        return Reader(self.name, self._ways.meanings, await self._queries.account(), self._base)
