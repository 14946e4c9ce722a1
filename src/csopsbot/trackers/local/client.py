"""The built-in tracker: issues on boards in our own database."""

from collections.abc import Callable, Mapping
from datetime import datetime

from csopsbot.app.board import BoardIssue, BoardLink, BoardPatch
from csopsbot.app.failures import Invalid, NotFound
from csopsbot.app.ports import Database, Work
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
from csopsbot.trackers.local import translate
from csopsbot.trackers.local.changes import announce
from csopsbot.trackers.local.translate import OURSELVES, STATUSES, Reader
from csopsbot.trackers.local.webhook import LocalWebhooks


class LocalTracker:
    """Boards in DATABASE, shown below BASE_URL; PEOPLE are names by e-mail address."""

    def __init__(
        self,
        name: str,
        database: Database,
        base_url: str,
        secret: str,
        *,
        clock: Callable[[], datetime],
        people: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.webhooks = LocalWebhooks(secret)
        self.capabilities = Capabilities(
            webhooks="signed",
            native_idempotency=True,
            rich_text="doc",
            transitions="free",
            user_by_email=bool(people),
            max_body=translate.LONGEST_TEXT,
        )
        self._database = database
        self._clock = clock
        self._reader = Reader(name, base_url)
        self._people = {email.strip().casefold(): who for email, who in (people or {}).items()}

    async def probe(self) -> Identity:
        """Prove that the database answers."""
        await self._database.read(lambda work: work.board.projects())
        return Identity(OURSELVES, "the built-in tracker")

    async def schema(self, project: str) -> ProjectSchema:  # noqa: ARG002 - all boards are alike
        """Return what any board asks of an issue: nothing besides its title, of whatever type."""
        statuses = tuple((one.name, one.category) for one in STATUSES)
        return ProjectSchema(issue_types=("Bug", "Task", "Story"), required={}, statuses=statuses)

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue on the board of its project; the same REF is the same issue."""
        new, now = translate.new_issue(draft, ref), self._clock()

        def make(work: Work) -> Issue:
            issue = work.board.create(new, now)
            announce(work, self.name, issue.id, now)
            return self._read(work, issue)

        return await self._database.run(make)

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:  # noqa: ARG002 - a ref is one issue's alone, on whatever board and since whenever
        """Return the issue made with REF."""

        def look(work: Work) -> Issue | None:
            issue = work.board.by_ref(ref)
            return self._read(work, issue) if issue else None

        return await self._database.read(look)

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments."""

        def look(work: Work) -> Issue | Gone:
            issue = work.board.get(issue_id)
            return self._read(work, issue) if issue else Gone()

        return await self._database.read(look)

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment of ours; the same OP is the same comment."""
        text, now = translate.kept(body), self._clock()

        def write(work: Work) -> IssueComment:
            written = work.board.comment(ref.id, OURSELVES.id, text, now, op)
            announce(work, self.name, ref.id, now)
            return translate.comment(written)

        return await self._database.run(write)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an op is one comment's alone, since whenever
        """Return the comment made with OP."""
        written = await self._database.read(lambda work: work.board.comment_by_op(ref.id, op))
        return translate.comment(written) if written else None

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Give the issue the first status that means TARGET, unless it has one that does."""
        now = self._clock()
        return await self._database.run(lambda work: self._moved(work, ref.id, target, now))

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; a board has no priorities."""
        now = self._clock()
        await self._database.run(lambda work: self._update(work, ref.id, patch, now))

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue's page."""
        if not url.startswith(("https://", "http://")):
            raise Invalid("Only web addresses can be linked", fields={"url": url[:200]})
        now = self._clock()
        link = BoardLink(key, url, title)
        await self._database.run(lambda work: work.board.link(ref.id, link, now))

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return who has exactly this address."""
        name = self._people.get(email.strip().casefold())
        return translate.user(name) if name else None

    async def close(self) -> None:
        """Do nothing: the database is not ours to close."""

    def _read(self, work: Work, issue: BoardIssue) -> Issue:
        return self._reader.issue(issue, work.board.comments(issue.id))

    def _moved(self, work: Work, issue_id: str, target: Category, now: datetime) -> MoveResult:
        here = _issue(work, issue_id).status
        status, wanted = translate.named(here), translate.landing(target)
        if status and status.category is target:
            return MoveResult("already", here)
        if wanted is None:
            return MoveResult("impossible", here, tuple(one.name for one in STATUSES))
        work.board.move(issue_id, wanted.name, now)
        announce(work, self.name, issue_id, now)
        return MoveResult("moved", wanted.name)

    def _update(self, work: Work, issue_id: str, patch: Patch, now: datetime) -> None:
        change = _difference(_issue(work, issue_id), patch)
        if change != BoardPatch():
            work.board.update(issue_id, change, now)
            announce(work, self.name, issue_id, now)


def _issue(work: Work, issue_id: str) -> BoardIssue:
    issue = work.board.get(issue_id)
    if issue is None:
        raise NotFound(f"There is no issue {issue_id} on our boards.")
    return issue


def _difference(issue: BoardIssue, patch: Patch) -> BoardPatch:
    """Return what of PATCH is not so already."""
    title = None if patch.title is None else translate.one_line(patch.title)
    labels = (issue.labels | patch.labels_add) - patch.labels_remove
    return BoardPatch(
        title=title if title != issue.title else None,
        assignee=patch.assignee_id if patch.assignee_id != (issue.assignee or "") else None,
        labels=labels if labels != issue.labels else None,
    )
