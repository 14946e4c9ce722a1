"""GitHub as a tracker."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, Limits, ProjectSchema, Rate
from csopsbot.app.failures import Forbidden, NoSecret, NotFound
from csopsbot.app.tracker import Gone, Hidden, HistoryEntry, IssueDraft, MoveResult, Patch, Sighting
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.trackers import milestones
from csopsbot.trackers.github import history, translate
from csopsbot.trackers.github.access import AppAccess, GitHubAccess
from csopsbot.trackers.github.bulk import Sightings
from csopsbot.trackers.github.comments import OurComments
from csopsbot.trackers.github.hooks import AppHook, Hooks, RepositoryHooks
from csopsbot.trackers.github.inspection import Inspection
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.own_fields import OWN_FIELDS
from csopsbot.trackers.github.patching import Patching
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.reading import Reading
from csopsbot.trackers.github.shapes import CommentShape, IssueShape
from csopsbot.trackers.github.translate import Reader
from csopsbot.trackers.github.webhook import GitHubWebhooks
from csopsbot.trackers.github.wires import wired
from csopsbot.trackers.github.writes import Writes
from csopsbot.trackers.http import Patience
from csopsbot.trackers.lacking import NoFiles, NoHours
from csopsbot.trackers.marked import linked
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.people import others

__all__ = ["AppAccess", "GitHubAccess", "GitHubTracker"]

_ANY_TYPE = "Issue"

LIMITS = Limits(reads=Rate(70, 500), writes=Rate(7, 60))
"""Of 5,000 requests an hour, and of 500 an hour and 80 a minute that make something.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""


class GitHubTracker(NoFiles, NoHours):
    """The repositories that one account works in, on github.com or on a server of one's own."""

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
        self._access = access
        self._clock = clock
        self._meanings = meanings or Meanings()
        self.capabilities = Capabilities(
            webhooks="signed",
            priorities=bool(self._meanings.priority),
            fix_versions=True,
            people="by_name",
            history=True,
            registers_webhooks=True,
            max_body=translate.LONGEST_TEXT,
            limits=LIMITS,
        )
        self._wires = wires = wired(access, clock, patience)
        self._queries = Queries(wires.rest, wires.entry)
        self._reading = Reading(self._queries, access)
        self._writes = Writes(wires.rest, self._queries)
        self._patching = Patching(self._queries, self._writes, self._meanings)
        self._ours = OurComments(wires.rest, self._queries)
        self._sightings = Sightings(wires.graph, self._queries, clock)

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
        known = await self._queries.labels(repository.id) if self._meanings.priority else ()
        every = await self._queries.milestones(repository.id)
        return ProjectSchema(
            types,
            dict.fromkeys(types, frozenset()),
            tuple((one.name, one.category) for one in self._meanings.statuses()),
            self._meanings.priorities(known),
            tuple(map(milestones.version, every)),
            dict.fromkeys(types, OWN_FIELDS),
            frozenset({"issue type", "field"}),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue whose text ends in a hidden mark that names REF.

        A kind of issue that is not known there is left out: most repositories have none at all.
        """
        reader = await self._reader()
        repository = await self._queries.repository(draft.project)
        types = await self._queries.issue_types(repository)
        kind = next((one for one in types if one.casefold() == draft.issue_type.casefold()), None)
        body = translate.create_body(draft, ref, kind, self._meanings.priority)
        request = Request("POST", f"repositories/{repository.id}/issues", body=body)
        shape = await self._wires.rest.ask(IssueShape, request)
        made = reader.issue(shape, Place(repository.id, shape.number), ())
        return replace(made, projects=made.projects | {draft.project})

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue of ours that is marked with REF."""
        return await self._reading.find(await self._reader(), project, ref, since)

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments; a transferred one has the id of its new place."""
        place = Place.of(issue_id)
        if place is None:
            return Gone()
        return await self._reading.issue(await self._reader(), place)

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue with this page, or called so, such as acme/shop#12."""
        return await self._reading.called(await self._reader(), address)

    async def comment(
        self,
        ref: IssueRef,
        body: Doc,
        op: str,
        *,
        internal: bool = True,  # noqa: ARG002 - GitHub has no comments of that kind
    ) -> IssueComment:
        """Add a comment whose text ends in a hidden mark that names OP."""
        reader = await self._reader()
        written = translate.comment_body(body, op)
        return reader.comment(
            await self._writes.ask(CommentShape, _place(ref), "POST", "comments", body=written)
        )

    async def edit_comment(
        self,
        ref: IssueRef,
        comment_id: str,  # noqa: ARG002 - our comments are known by their mark
        body: Doc,
        op: str,
    ) -> IssueComment:
        """Let our comment, made with OP, say BODY."""
        return await self._ours.edit(await self._reader(), _place(ref), body, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        """Take our comment away; one that is gone already is as good."""
        await self._ours.delete(await self._reader(), _place(ref), comment_id)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        """Return our comment that is marked with OP."""
        reader = await self._reader()
        _, place = await self._queries.issue(_place(ref))
        found = await self._queries.comments(place, {"since": translate.since(since)})
        comments = (reader.comment(shape) for shape in found)
        return next((one for one in comments if one.op == op and one.author.is_self), None)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Open or close the issue and set the label that says it is worked on."""
        shape, place = await self._queries.issue(_place(ref))
        here = self._meanings.status(shape)
        there = self._meanings.named(target)
        if status and status != there:
            options = tuple(one.name for one in self._meanings.statuses() if one != here)
            return MoveResult("impossible", here.name, options)
        steps = self._meanings.steps(shape, target)
        if fields and here.category is not target:
            await self._writes.edit(place, fields)
        for step in steps:
            await self._writes.take(place, step)
        return MoveResult("already" if here.category is target else "moved", there)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; a priority only where labels stand for them."""
        await self._patching.apply(_place(ref), patch)

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL in a part of the issue's text that is ours, of which KEY is the name."""
        shape, place = await self._queries.issue(_place(ref))
        text = linked(shape.body or "", url, translate.title(title), key)
        if text != shape.body:
            await self._writes.edit(place, {"body": text})

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later; pull requests are none."""
        return self._reading.changed(project, since)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each issue changed last; a transferred one is sighted at its new place."""
        return await self._sightings.of(issue_ids)

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        reader = await self._reader()
        _, place = await self._queries.issue(_place(ref))
        return history.told(reader, await self._queries.events(place), since)

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in PROJECT, and deliveries reach HOOK_URL."""
        wires = self._wires
        looks = Inspection(
            wires.rest,
            self._queries,
            self._hooks,
            wires.app,
            self._clock,
            proves_deliveries=bool(self._access.secrets),
        )
        return tuple([one async for one in looks.of(project, hook_url)])

    async def register_webhook(self, project: str, hook_url: str) -> None:
        """Let deliveries come to HOOK_URL, signed: by the repository, or for an App by the App."""
        if not self._access.secrets:
            raise NoSecret
        await self._hooks.register(project, hook_url, self._access.secrets[0])

    async def find_user(self, email: str) -> TrackerUser | None:  # noqa: ARG002 - GitHub finds nobody by it
        """Return nobody: GitHub does not tell whose an address is."""
        return None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return the person with this login; GitHub knows people by nothing else."""
        found, reader = await self._queries.named(words.strip()), await self._reader()
        return others([reader.user(found)] if found and found.type == "User" else [])

    async def close(self) -> None:
        """Let go of connections."""
        await self._wires.close()

    @property
    def _hooks(self) -> Hooks:
        wires = self._wires
        if wires.app and wires.signed:
            return AppHook(wires.app, wires.signed)
        return RepositoryHooks(wires.rest, self._queries)

    async def _reader(self) -> Reader:
        return Reader(self.name, self._meanings, await self._queries.account())


def _place(ref: IssueRef) -> Place:
    place = Place.of(ref.id)
    if place is None:
        raise NotFound(f"{ref.id!r} is no issue on GitHub")
    return place
