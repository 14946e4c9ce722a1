"""GitHub as a tracker."""

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
from csopsbot.trackers.github import translate
from csopsbot.trackers.github.access import GitHubAccess
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import CommentShape, IssueShape
from csopsbot.trackers.github.translate import Reader
from csopsbot.trackers.github.verdict import Deleted, judge
from csopsbot.trackers.github.webhook import GitHubWebhooks
from csopsbot.trackers.github.writes import Writes
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.outcome import Request

__all__ = ["GitHubAccess", "GitHubTracker"]

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_ANY_TYPE = "Issue"


class GitHubTracker:
    """The repositories that one account works in, on github.com or on a server of one's own."""

    capabilities = Capabilities(
        webhooks="signed",
        native_idempotency=False,
        rich_text="markdown",
        transitions="free",
        max_body=translate.LONGEST_TEXT,
    )

    def __init__(
        self,
        name: str,
        access: GitHubAccess,
        *,
        clock: Callable[[], datetime],
        meanings: Meanings | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self.webhooks = GitHubWebhooks(access.secrets)
        self._meanings = meanings or Meanings()
        self._http = Http(
            "GitHub",
            access.url,
            token_header("Authorization", f"Bearer {access.token}"),
            clock=clock,
            headers=_HEADERS,
            judge=judge,
            patience=patience,
        )
        self._queries = Queries(self._http)
        self._writes = Writes(self._http, self._queries)

    async def probe(self) -> Identity:
        """Prove that our token works, and say who we are."""
        account = await self._queries.prove()
        return Identity(TrackerUser(str(account.id), account.login, True), "GitHub")

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue: nothing that every draft does not have."""
        repository = await self._queries.repository(project)
        if not repository.has_issues:
            raise Forbidden(f"issues are switched off in {repository.full_name}")
        types = await self._queries.issue_types(repository) or (_ANY_TYPE,)
        statuses = ((one.name, one.category) for one in self._meanings.statuses())
        return ProjectSchema(types, dict.fromkeys(types, frozenset()), tuple(statuses))

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue whose text ends in a hidden mark that names REF.

        A kind of issue that is not known there is left out: most repositories have none at all.
        """
        reader = await self._reader()
        repository = await self._queries.repository(draft.project)
        types = await self._queries.issue_types(repository)
        kind = next((one for one in types if one.casefold() == draft.issue_type.casefold()), None)
        body = translate.create_body(draft, ref, kind)
        request = Request("POST", f"repositories/{repository.id}/issues", body=body)
        shape = await self._http.ask(IssueShape, request)
        return reader.issue(shape, Place(repository.id, shape.number), ())

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue of ours that is marked with REF.

        It is looked for among the issues our account made: that list is read from the database, as
        the search is not, and needs no label, which GitHub would drop without a word if our account
        may not set any, and which would stand in the repository's list of labels for ever.
        """
        reader = await self._reader()
        repository = await self._queries.repository(project)
        bounds = {
            "creator": reader.we.login,
            "state": "all",
            "since": translate.since(since),
            "sort": "created",
            "direction": "asc",
        }
        for shape in await self._queries.issues(repository.id, bounds):
            if reader.made_with(ref, shape):
                place = Place(repository.id, shape.number)
                return reader.issue(shape, place, await self._queries.comments(place))
        return None

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; a transferred one has the id of its new place."""
        place = Place.of(issue_id)
        if place is None:
            return Gone()
        reader = await self._reader()
        try:
            shape, place = await self._queries.issue(place)
            comments = await self._queries.comments(place) if shape.comments else []
        except Deleted:
            return Gone()
        except (NotFound, Forbidden):
            return Hidden()
        return reader.issue(shape, place, comments)

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment whose text ends in a hidden mark that names OP."""
        reader = await self._reader()
        written = translate.comment_body(body, op)
        return reader.comment(
            await self._writes.ask(CommentShape, _place(ref), "POST", "comments", body=written)
        )

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        """Return our comment that is marked with OP."""
        reader = await self._reader()
        _, place = await self._queries.issue(_place(ref))
        found = await self._queries.comments(place, {"since": translate.since(since)})
        comments = (reader.comment(shape) for shape in found)
        return next((one for one in comments if one.op == op and one.author.is_self), None)

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Open or close the issue and set the label that says it is worked on."""
        shape, place = await self._queries.issue(_place(ref))
        here = self._meanings.status(shape)
        for step in self._meanings.steps(shape, target):
            await self._writes.take(place, step)
        if here.category is target:
            return MoveResult("already", here.name)
        return MoveResult("moved", self._meanings.named(target))

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; GitHub has no priority, so none is set."""
        place = _place(ref)
        if patch.title is not None:
            await self._writes.edit(place, {"title": translate.title(patch.title)})
        if patch.assignee_id is not None:
            await self._writes.assign(place, patch.assignee_id)
        if patch.labels_add:
            await self._writes.label(place, map(translate.label, sorted(patch.labels_add)))
        for name in sorted(patch.labels_remove):
            await self._writes.unlabel(place, translate.label(name))

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        shape, place = await self._queries.issue(_place(ref))
        text = translate.linked(shape.body or "", url, title, key)
        if text != shape.body:
            await self._writes.edit(place, {"body": text})

    async def find_user(self, email: str) -> TrackerUser | None:  # noqa: ARG002 - GitHub finds nobody by it
        """Return nobody: GitHub does not tell whose an address is."""
        return None

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    async def _reader(self) -> Reader:
        return Reader(self.name, self._meanings, await self._queries.account())


def _place(ref: IssueRef) -> Place:
    place = Place.of(ref.id)
    if place is None:
        raise NotFound(f"{ref.id!r} is no issue on GitHub")
    return place
