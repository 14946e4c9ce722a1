"""The built-in tracker: issues on boards in our own database."""

from collections.abc import Callable, Mapping
from datetime import datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, ProjectSchema
from csopsbot.app.board import BoardIssue, BoardLink, BoardPatch
from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.ports import Database, Work
from csopsbot.app.tracker import IssueDraft, MoveResult, Patch
from csopsbot.domain.issue import Category, Issue, IssueRef, TrackerUser
from csopsbot.trackers.local import translate
from csopsbot.trackers.local.announcing import announce
from csopsbot.trackers.local.attaching import Attaching
from csopsbot.trackers.local.commenting import Commenting
from csopsbot.trackers.local.ground import Ground, there
from csopsbot.trackers.local.inspecting import Hooked, findings
from csopsbot.trackers.local.looking import Looking
from csopsbot.trackers.local.translate import OURSELVES, PRIORITIES, STATUSES
from csopsbot.trackers.local.webhook import LocalWebhooks
from csopsbot.trackers.people import others


class LocalTracker(Commenting, Attaching, Looking):
    """Boards in DATABASE, shown below BASE_URL, whose deliveries are signed and go to HOOK_URL.

    PEOPLE are names by e-mail address.
    """

    def __init__(
        self,
        name: str,
        database: Database,
        base_url: str,
        secret: str,
        *,
        clock: Callable[[], datetime],
        hook_url: str = "",
        people: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(Ground(name, database, base_url, clock))
        self.name = name
        self.webhooks = LocalWebhooks(secret)
        self.capabilities = Capabilities(
            webhooks="signed",
            private_comments=True,  # nobody comes to a board from outside
            work_log=True,
            priorities=True,
            fix_versions=True,
            people="by_address" if people else "nobody",
            history=True,
            max_body=translate.LONGEST_TEXT,
            max_file=translate.LARGEST_FILE,
            min_poll_s=0,
        )
        self._hooked = Hooked(hook_url, signed=bool(secret))
        self._people = {email.strip().casefold(): who for email, who in (people or {}).items()}

    async def probe(self) -> Identity:
        """Prove that the database answers."""
        await self.ground.database.read(lambda work: work.board.projects())
        return Identity(OURSELVES, "the built-in tracker")

    async def schema(self, project: str) -> ProjectSchema:
        """Return what any board asks of an issue: nothing besides its title, of whatever type."""
        versions = await self.ground.database.read(lambda work: work.board.versions.of(project))
        return ProjectSchema(
            issue_types=("Bug", "Task", "Story"),
            required={},
            statuses=tuple((one.name, one.category) for one in STATUSES),
            priorities=PRIORITIES,
            versions=tuple(versions),
            lenient=frozenset({"issue type", "field"}),
        )

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue on the board of its project; the same REF is the same issue."""
        new, now = translate.new_issue(draft, ref), self.ground.clock()

        def make(work: Work) -> Issue:
            issue = work.board.create(new, now)
            announce(work, self.name, issue.id, now)
            return self.ground.read(work, issue)

        return await self.ground.database.run(make)

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,  # noqa: ARG002 - no step of a board asks for any
    ) -> MoveResult:
        """Give the issue STATUS, or the first that means TARGET, unless it has one that does."""
        now = self.ground.clock()
        return await self.ground.database.run(
            lambda work: self._moved(work, ref.id, target, status, now)
        )

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; raises `Invalid`, and then changes none."""
        if patch.fields:
            raise Unsupported("A board has no fields of its own")
        now = self.ground.clock()
        await self.ground.database.run(lambda work: self._update(work, ref.id, patch, now))

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue's page."""
        if not url.startswith(("https://", "http://")):
            raise Invalid("Only web addresses can be linked", fields={"url": url[:200]})
        now = self.ground.clock()
        link = BoardLink(key, url, title)
        await self.ground.database.run(lambda work: work.board.link(ref.id, link, now))

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether PROJECT can be a board, and deliveries reach HOOK_URL."""
        await self.probe()
        return tuple(findings(project, hook_url, self._hooked))

    async def register_webhook(self, project: str, hook_url: str) -> None:  # noqa: ARG002 - the port's
        """Refuse: deliveries come to ourselves as it is."""
        raise Unsupported("The built-in tracker delivers to ourselves without being told to")

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return who has exactly this address."""
        name = self._people.get(email.strip().casefold())
        return translate.user(name) if name else None

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return who has exactly this name."""
        wanted = words.strip().casefold()
        same = {who for who in self._people.values() if who.casefold() == wanted}
        return others(map(translate.user, sorted(same)))

    async def close(self) -> None:
        """Do nothing: the database is not ours to close."""

    def _moved(
        self, work: Work, issue_id: str, target: Category, status: str, now: datetime
    ) -> MoveResult:
        here = there(work, issue_id).status
        wanted = translate.named(status) if status else translate.landing(target)
        now_in = translate.named(here)
        if now_in and (now_in is wanted or (now_in.category is target and not status)):
            return MoveResult("already", here)
        if wanted is None:
            return MoveResult("impossible", here, tuple(one.name for one in STATUSES))
        work.board.move(issue_id, wanted.name, OURSELVES.id, now)
        announce(work, self.name, issue_id, now)
        return MoveResult("moved", wanted.name)

    def _update(self, work: Work, issue_id: str, patch: Patch, now: datetime) -> None:
        issue = there(work, issue_id)
        _check_versions(work, issue, patch)
        change = _difference(issue, patch)
        if change != BoardPatch():
            work.board.update(issue_id, change, OURSELVES.id, now)
            announce(work, self.name, issue_id, now)


def _check_versions(work: Work, issue: BoardIssue, patch: Patch) -> None:
    known = (
        {one.name for one in work.board.versions.of(issue.project)} if patch.versions_add else ()
    )
    if unknown := patch.versions_add.difference(known):
        why = f"{issue.project} has no {', '.join(sorted(unknown))[:200]}"
        raise Invalid("There is no such version", fields={"versions": why})


def _difference(issue: BoardIssue, patch: Patch) -> BoardPatch:
    """Return what of PATCH is not so already."""
    title = None if patch.title is None else translate.one_line(patch.title)
    labels = (issue.labels | patch.labels_add) - patch.labels_remove
    versions = (issue.versions | patch.versions_add) - patch.versions_remove
    priority = _priority(patch)
    return BoardPatch(
        title=title if title != issue.title else None,
        assignee=patch.sole_assignee_id
        if patch.sole_assignee_id != (issue.assignee or "")
        else None,
        labels=labels if labels != issue.labels else None,
        priority=priority if priority != issue.priority else None,
        versions=versions if versions != issue.versions else None,
    )


def _priority(patch: Patch) -> str | None:
    """Return the priority that PATCH asks for, empty for none; raises `Invalid`."""
    if not patch.priority:
        return patch.priority
    known = translate.priority_named(patch.priority)
    if known is None:
        why = f"a board knows {', '.join(PRIORITIES)}"
        raise Invalid("There is no such priority", fields={"priority": why})
    return known
