"""Escalations that wait on issues, as many as are wanted, and the least tracker that has those issues."""

import bisect
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from csopsbot.app.abilities import Capabilities
from csopsbot.app.ports import Database, Surface, Work
from csopsbot.app.tracker import Sighting
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Intake, IssueLinked, Opened, Place, Recorded
from csopsbot.domain.fold import begin, evolve
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, Status, TrackerUser
from csopsbot.domain.people import Actor

PROJECT, PAGE, AT_ONCE = "PAY", 100, 500
MADE_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEAMS = 10
DESK = Desk(
    teams=tuple(
        Team(
            f"team{number}", f"Team {number}", f"C0TEAM{number}", TrackerProject("tracker", PROJECT)
        )
        for number in range(TEAMS)
    ),
    severities=(Severity("S1", "S1: nobody can work", 1),),
    reactions={},
    share_reactions=frozenset(),
)
_MIA = Actor("U0MIA", "Mia")
_INTAKE = Intake("Acme Bank", "Card payments fail", "Since about nine every payment fails.", "S1")
_DEV = TrackerUser("dev", "Dev")
_CAN = Capabilities(webhooks="signed")


@dataclass(slots=True)
class CountedTracker:
    """Has ISSUES, tells a hundred of them in a page, and counts what it is asked."""

    issues: dict[str, Issue]
    requests: int = 0
    name: str = "tracker"
    capabilities: Capabilities = _CAN
    _changed: list[tuple[datetime, str]] = field(default_factory=list)

    def touch(self, issue_id: str, at: datetime, words: str = "") -> None:
        """Let the issue change, by a comment where there are WORDS."""
        issue = self.issues[issue_id]
        said = IssueComment(f"{issue_id}:{at.isoformat()}", _DEV, plain(words), at, at)
        comments = (*issue.comments, said) if words else issue.comments
        self.issues[issue_id] = replace(issue, updated_at=at, comments=comments)
        bisect.insort(self._changed, (at, issue_id))

    async def get(self, issue_id: str) -> Issue:
        """Read an issue."""
        self.requests += 1
        return self.issues[issue_id]

    async def changed(self, _: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed, page by page; there is always one."""
        self.requests += 1
        found = self._changed[bisect.bisect_left(self._changed, (since, "")) :]
        for place, (at, issue_id) in enumerate(found):
            if place and place % PAGE == 0:
                self.requests += 1
            yield Sighting(issue_id, at)

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting]:
        """Tell when issues changed, a hundred in a request."""
        self.requests += -(-len(issue_ids) // PAGE)
        return {id: Sighting(id, self.issues[id].updated_at) for id in issue_ids}


async def link_many(opened: Database, number: int) -> CountedTracker:
    """Keep so many escalations, each with both cards and an issue, and return the tracker."""
    issues = {str(one): _issue(one) for one in range(number)}
    for first in range(0, number, AT_ONCE):
        some = [issues[str(one)] for one in range(first, min(first + AT_ONCE, number))]
        await opened.run(lambda work, some=some: _keep(work, some))  # type: ignore[misc] # a default binds it
    return CountedTracker(issues)


def _issue(number: int) -> Issue:
    ref = IssueRef("tracker", str(number), f"{PROJECT}-{number}", f"http://tracker/{number}")
    return Issue(ref, "Card payments fail", Status("To do", Category.OPEN), None, MADE_AT)


def _keep(work: Work, issues: Sequence[Issue]) -> None:
    for issue in issues:
        work.issues.put(issue, MADE_AT + timedelta(minutes=1))
        history = _history(int(issue.ref.id))
        work.escalations.add(_waiting(work, issue, history), history)
        team = int(issue.ref.id) % TEAMS
        for name, channel in (("team", f"C0TEAM{team}"), ("support", f"C0SUPPORT{team}")):
            ts = f"{issue.ref.id}.{name}"
            work.surfaces.put(Surface(f"E{issue.ref.id}", name, channel, ts, ""))


def _history(number: int) -> list[Recorded]:
    team = number % TEAMS
    opened = Opened(
        by=_MIA,
        intake=_INTAKE,
        team=f"team{team}",
        support=Place(f"C0SUPPORT{team}"),
        language="en",
    )
    issue = _issue(number)
    linked = IssueLinked(ref=issue.ref, status=issue.status)
    return [Recorded(1, MADE_AT, opened), Recorded(2, MADE_AT, linked)]


def _waiting(work: Work, issue: Issue, history: Sequence[Recorded]) -> Escalation:
    begun = begin(f"E{issue.ref.id}", work.escalations.next_number(), history[0])
    return evolve(begun, history[1])
