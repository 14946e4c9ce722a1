"""What follows from what came back from the outside; each kind of receipt has an arm."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from datetime import datetime
from functools import singledispatch

from csopsbot.app import receipts as rc
from csopsbot.app.accounts import ask_once, people_found, tell_once
from csopsbot.app.conversation import gather
from csopsbot.app.linking import issue_found
from csopsbot.app.ordering import link_issue, show_demand
from csopsbot.app.ports import Surface, Work
from csopsbot.app.reactions import TEAM_CARD
from csopsbot.app.reconciling import changes_seen, issues_sighted
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain.desk import Desk


@singledispatch
def receive(receipt: rc.Receipt, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    """Keep what RECEIPT says, of an effect of the escalation OWNER, empty where it is nobody's."""
    raise TypeError(f"It was never said what follows from {type(receipt).__name__}")


@receive.register
def _(receipt: rc.Done, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    """Remember nothing."""


@receive.register
def _(receipt: rc.Posted, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    """Remember a card; a new team card is linked to from an issue that was there before it."""
    surface = Surface(owner, receipt.surface, receipt.channel, receipt.ts, receipt.shown)
    if surface.name == TEAM_CARD and TEAM_CARD not in work.surfaces.of(owner):
        escalation = work.escalations.get(owner)
        if escalation.issue is not None:
            work.outbox.put(link_issue(escalation, desk), now)
            work.outbox.put(show_demand(escalation.issue, escalation, now), now)
    work.surfaces.put(surface)


@receive.register
def _(receipt: rc.IssueMade, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    issue_made(work, owner, receipt, desk, now)


@receive.register
def _(receipt: rc.IssueFound, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    issue_found(work, owner, receipt, desk, now)


@receive.register
def _(receipt: rc.DemandShown, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    work.issues.show(receipt.tracker, receipt.issue_id, receipt.shown)


@receive.register
def _(receipt: rc.IssueRead, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    issue_read(work, receipt, desk, now, owner)
    if receipt.stranger:
        ask_once(work, owner, receipt.tracker, receipt.stranger, desk, now)
    if receipt.not_given:
        tell_once(work, owner, receipt.tracker, receipt.not_given, desk, now)


@receive.register
def _(receipt: rc.PeopleFound, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    people_found(work, owner, receipt, desk, now)


@receive.register
def _(receipt: rc.ChangesSeen, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    changes_seen(work, receipt, now)


@receive.register
def _(receipt: rc.IssuesSighted, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    issues_sighted(work, receipt, desk, now)


@receive.register
def _(receipt: rc.ThreadRead, work: Work, owner: str, desk: Desk, now: datetime) -> None:
    gather(work, owner, receipt.quotations, desk, now)
