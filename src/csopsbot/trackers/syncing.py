"""Bringing an issue to where its escalation stands, and to whoever has that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import structlog

from csopsbot.app.failures import Blocked, NotFound, Refused, Stuck, noted
from csopsbot.app.ports import Scene
from csopsbot.app.receipts import IssueRead, NotGiven, OwnMove, Receipt
from csopsbot.app.tracker import MoveResult, Patch, Tracker
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Category, Issue, IssueRef
from csopsbot.domain.people import Person
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import excuse, read

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Whom:
    """A person of the chat, whom a tracker knows by ACCOUNT or, if empty, perhaps by EMAIL.

    INSTEAD_OF is the account from which they take an issue over, if there is one.
    """

    person: str
    account: str = ""
    email: str = ""
    instead_of: str = ""

    async def account_in(self, tracker: Tracker) -> str:
        """Return the id of their account, empty where the tracker does not know them."""
        if self.account or not self.email:
            return self.account
        user = await tracker.find_user(self.email)
        return user.id if user else ""


@dataclass(frozen=True, slots=True)
class Sync:
    """Bring an issue to a status, and give it to somebody.

    Where STATUS is given it has to be that one; FIELDS go along with the move. If it is still with
    RELIEVED, it is taken from them.
    """

    issue: IssueRef
    target: Category
    to: Whom | None = None
    relieved: Whom | None = None
    status: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Move and assign the issue, then read what became of it."""
        moved = await self._move(tracker)
        stranger, not_given = "", None
        try:
            stranger = await self._hand_over(tracker)
        except (Refused, Blocked) as failure:
            # The status is what others wait for; whom the tracker shows as assignee is a courtesy.
            excuse(failure)
            log.warning("issue_not_assigned", issue=self.issue.key, **noted(failure))
            not_given = NotGiven(self.to.person, str(failure)) if self.to else None
        reading = await read(tracker, self.issue.id)
        arrived = moved.outcome == "moved" and _shows(reading, moved.status)
        ours = OwnMove(self.target, arrived=True) if arrived else None
        return replace(reading, stranger=stranger, not_given=not_given, move=ours)

    async def _move(self, tracker: Tracker) -> MoveResult:
        """Move the issue; where it does not get there, say how far it got."""
        try:
            moved = await tracker.move(
                self.issue, self.target, status=self.status, fields=self.fields
            )
        except NotFound:
            raise
        except Refused as refusal:
            raise Stuck(str(refusal), await self._halfway(tracker)) from refusal
        if moved.outcome == "impossible":
            why = _no_way(self.issue, self.target, self.status, moved)
            raise Stuck(why, await self._halfway(tracker))
        return moved

    async def _halfway(self, tracker: Tracker) -> IssueRead:
        ours = OwnMove(self.target, arrived=False)
        return replace(await read(tracker, self.issue.id), move=ours)

    async def _hand_over(self, tracker: Tracker) -> str:
        """Give the issue over; return who should have it, and is not known to the tracker."""
        whom = self.to or self.relieved
        account = await whom.account_in(tracker) if whom else ""
        if self.to and account:
            taken = Patch(assignee_id=account, relieved_id=self.to.instead_of)
            await tracker.update(self.issue, taken)
        elif self.relieved and account and await _is_with(tracker, self.issue.id, account):
            await tracker.update(self.issue, Patch(relieved_id=account))
        return self.to.person if self.to and not account else ""


def _shows(reading: IssueRead, status: str) -> bool:
    """Return whether nobody has moved the issue on since we brought it to STATUS."""
    return reading.issue is not None and reading.issue.status.name == status


async def _is_with(tracker: Tracker, issue_id: str, account: str) -> bool:
    issue = (await read(tracker, issue_id)).issue
    return issue is not None and is_with(issue, account)


def is_with(issue: Issue, user_id: str) -> bool:
    """Return whether the issue is given to that account, be it among others."""
    first = issue.assignee.id if issue.assignee else None
    return user_id == first or user_id in issue.also_with


def newly_responsible(escalation: Escalation, scene: Scene, tracker: Tracker) -> Whom | None:
    """Return whom the issue should be given to, None to leave it as it is.

    Who was named in the tracker is left alone, but for somebody who has just taken it here. Whom
    there is no way to find, and who was asked before, is not looked for again.
    """
    person, issue = scene.assignee, scene.issue
    if person is None or tracker.capabilities.people == "nobody":
        return None
    whom = _whom(person, scene, tracker)
    if person.id in scene.accounts and not (whom.account or whom.email):
        return None
    given = issue.assignee if issue else None
    if issue is None or given is None:
        return whom
    takes = given.is_self or _takes(escalation, issue, whom, person)
    return replace(whom, instead_of=given.id) if takes else None


def relieved(scene: Scene, tracker: Tracker) -> Whom | None:
    """Return whom the issue should be taken from, should they still have it."""
    person, holder = scene.relieved, scene.issue.assignee if scene.issue else None
    if person is None or holder is None or tracker.capabilities.people == "nobody":
        return None
    whom = _whom(person, scene, tracker)
    return whom if whom.account or whom.email else None


def _whom(person: Person, scene: Scene, tracker: Tracker) -> Whom:
    by_address = tracker.capabilities.people == "by_address"
    email = (person.email or "") if by_address else ""
    return Whom(person.id, scene.accounts.get(person.id, ""), email)


def _takes(escalation: Escalation, issue: Issue, whom: Whom, person: Person) -> bool:
    """Return whether the person has just taken it from somebody else."""
    called = issue.assignee.name if issue.assignee else ""
    has_it = is_with(issue, whom.account) or called.casefold() == person.name.casefold()
    return escalation.stage is Stage.TAKEN and not has_it


def _no_way(issue: IssueRef, target: Category, named: str, result: MoveResult) -> str:
    meaning = target.value.replace("_", " ")
    wanted = (
        f"{named}, the desk file's status for {meaning}"
        if named
        else f"a status that means {meaning}"
    )
    reachable = ", ".join(result.options) or "nothing"
    return (
        f"{issue.key} cannot be moved from {result.status} to {wanted}; "
        f"its workflow offers {reachable}."
    )
