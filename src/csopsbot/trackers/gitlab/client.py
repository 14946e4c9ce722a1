"""GitLab as a tracker."""

from collections.abc import Callable
from datetime import datetime

from csopsbot.app.failures import AuthError, Blocked, Failure, Forbidden, NotFound
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
from csopsbot.trackers.gitlab import translate
from csopsbot.trackers.gitlab.access import GitLabAccess
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.gitlab.queries import Place, Queries
from csopsbot.trackers.gitlab.shapes import IssueShape, NoteShape, VersionShape
from csopsbot.trackers.gitlab.translate import Reader
from csopsbot.trackers.gitlab.verdict import VENDOR, judge
from csopsbot.trackers.gitlab.ways import Ways
from csopsbot.trackers.gitlab.webhook import GitLabWebhooks
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.outcome import Request

__all__ = ["GitLabAccess", "GitLabTracker", "Ways"]


class GitLabTracker:
    """The projects that one account works in, on gitlab.com or on a server of one's own."""

    capabilities = Capabilities(
        webhooks="signed",
        native_idempotency=False,
        rich_text="markdown",
        transitions="free",
        private_comments=True,
        user_by_email=True,
        max_body=translate.LONGEST_TEXT,
    )

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
        self._http = Http(
            VENDOR,
            f"{access.url.rstrip('/')}/api",
            token_header("PRIVATE-TOKEN", access.token),
            clock=clock,
            judge=judge,
            patience=patience,
        )
        self._queries = Queries(self._http)

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
        await self._queries.project(project)
        statuses = ((one.name, one.category) for one in self._meanings.statuses())
        kinds = translate.KINDS
        return ProjectSchema(kinds, dict.fromkeys(kinds, frozenset()), tuple(statuses))

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue whose text ends in a hidden mark that names REF."""
        reader = await self._reader()
        project = await self._queries.project(draft.project)
        body = translate.create_body(draft, ref, self._ways.label)
        if self._ways.confidential:
            body["confidential"] = True
        request = Request("POST", f"v4/projects/{project.id}/issues", body=body)
        return reader.issue(await self._http.ask(IssueShape, request), ())

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue that is marked with REF, wherever it was moved in the meantime.

        It is looked for in lists, which are read from the database as the search is not: among the
        issues with our label, then, should somebody have taken that off, among our account's own.
        """
        reader = await self._reader()
        place = await self._queries.project(project)
        for whose in ({"labels": self._ways.label}, {"author_id": str(reader.we.id)}):
            bounds = {**whose, "created_after": translate.since(since)}
            for shape in await self._queries.issues(place.id, bounds):
                if translate.made_with(ref, shape):
                    return await self._found(reader, shape)
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; one that was moved has the id of the new one.

        GitLab says of a hidden issue that there is none.
        """
        reader = await self._reader()
        try:
            return await self._read(reader, await self._queries.place(issue_id))
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment whose text ends in a hidden mark that names OP."""
        reader = await self._reader()
        place = await self._queries.place(ref.id)
        written = translate.note_body(body, op, internal=self._ways.internal_notes)
        request = Request("POST", place.path("notes"), body=written)
        return reader.comment(await self._http.ask(NoteShape, request))

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an issue's notes are few, and its clock is not ours
        """Return our comment that is marked with OP."""
        reader = await self._reader()
        notes = await self._queries.notes(await self._queries.place(ref.id))
        ours = (one for one in reader.comments(notes) if one.author.is_self)
        return next((one for one in ours if one.op == op), None)

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Open or close the issue and set the label that says the rest, in one request."""
        place = await self._queries.place(ref.id)
        shape = await self._queries.issue(place)
        here = self._meanings.status(shape)
        if here.category is target:
            return MoveResult("already", here.name)
        there = self._meanings.status(await self._edit(place, self._meanings.edit(shape, target)))
        if there.category is target:
            return MoveResult("moved", there.name)
        # GitLab leaves out, without a word, a label that our account may not set.
        return MoveResult("impossible", there.name, _others(self._meanings, there.category, target))

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; a priority is a label, for GitLab has none."""
        place = await self._queries.place(ref.id)
        worn = (await self._queries.issue(place)).labels if patch.priority is not None else ()
        body = translate.update_body(patch, worn)
        if not body:
            return
        shape = await self._edit(place, body)
        given = [one.id for one in shape.assignees]
        if body.get("assignee_ids", given) != given:
            # GitLab says nothing where it may not assign, or that person may not be assigned.
            raise Forbidden(f"GitLab did not assign {translate.key(shape)} as asked")

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        place = await self._queries.place(ref.id)
        shape = await self._queries.issue(place)
        text = translate.linked(shape.description or "", url, title, key)
        if text != shape.description:
            await self._edit(place, {"description": text})

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

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    @property
    def _meanings(self) -> Meanings:
        return self._ways.meanings

    async def _reader(self) -> Reader:
        return Reader(self.name, self._meanings, await self._queries.account())

    async def _read(self, reader: Reader, place: Place) -> Issue:
        shape = await self._queries.issue(place)
        return reader.issue(shape, await self._queries.notes(place))

    async def _found(self, reader: Reader, shape: IssueShape) -> Issue:
        try:
            return await self._read(reader, await self._queries.place(str(shape.id)))
        except (NotFound, Blocked):
            # It was made: no failure may say otherwise. The next reading tells where it went.
            return reader.issue(shape, ())

    async def _edit(self, place: Place, body: dict[str, object] | dict[str, str]) -> IssueShape:
        return await self._http.ask(IssueShape, Request("PUT", place.path(), body=body))


def _others(meanings: Meanings, *unreachable: Category) -> tuple[str, ...]:
    return tuple(one.name for one in meanings.statuses() if one.category not in unreachable)
