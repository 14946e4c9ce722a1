"""The way out to a tracker: what an escalation owes its issue, as calls to the port."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from csopsbot.app import effects as fx
from csopsbot.app.failures import Refused
from csopsbot.app.ports import Call, Scene, Surface
from csopsbot.app.receipts import Receipt
from csopsbot.app.tracker import IssueDraft, Tracker
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import shorten
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Category, IssueRef
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import Creation, Linking, Reading, Remark, Sync, TrackerCall
from csopsbot.trackers.wording import comment_body, issue_body
from csopsbot.words import say

Permalink = Callable[[Surface], str | None]

_DECLINED = frozenset({Category.REJECTED, Category.DUPLICATE})


class TrackerOutlet:
    """Delivers to TRACKER; PERMALINK tells where people open one of our cards."""

    def __init__(self, tracker: Tracker, desk: Desk, permalink: Permalink = lambda _: None) -> None:
        self._tracker = tracker
        self._desk = desk
        self._permalink = permalink

    def prepare(self, effect: fx.Effect, scene: Scene) -> Call | None:
        """Render the effect; None when the issue shows it already. Raises `Refused`."""
        match effect:
            case fx.CreateIssue():
                return self._creation(scene)
            case fx.CommentOnIssue():
                return self._remark(scene)
            case fx.SyncIssue():
                return self._sync(scene)
            case fx.LinkIssue():
                return self._linking(scene)
            case fx.ReadIssue(tracker, issue_id) if tracker == self._tracker.name:
                return Call(scene.key, Reading(issue_id), repeatable=True)
            case _:
                raise Refused(f"{self._tracker.name} cannot deliver {effect.op}.")

    async def send(self, call: Call) -> Receipt:
        """Make the call and return its receipt; raises a `Failure`."""
        return await cast("TrackerCall", call.body).send(self._tracker)

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Return the receipt of the call if it was made after SINCE, None if it was not."""
        match call.body:
            case Creation() | Remark() as sent:
                return await sent.find(self._tracker, since)
            case _:
                return None

    def _creation(self, scene: Scene) -> Call | None:
        escalation = _escalation(scene)
        if escalation.issue is not None:
            return None
        return Call(scene.key, Creation(self._draft(escalation), escalation.id.lower()))

    def _draft(self, escalation: Escalation) -> IssueDraft:
        team = self._desk.team(escalation.team)
        severity = self._desk.severity(escalation.intake.severity)
        body = issue_body(escalation, severity.label, team.language)
        return IssueDraft(
            project=team.project.project,
            issue_type=team.project.issue_type,
            title=escalation.intake.title,
            body=shorten(body, self._tracker.capabilities.max_body),
            labels=team.project.labels | {f"severity-{severity.key}"},
            priority=severity.tracker_priority,
            fields=team.project.fields,
        )

    def _remark(self, scene: Scene) -> Call:
        escalation = _escalation(scene)
        issue = self._issue_of(escalation)
        if scene.record is None:
            raise Refused("There is nothing to comment.")
        body = comment_body(scene.record.event, self._desk.team(escalation.team).language)
        body = shorten(body, self._tracker.capabilities.max_body)
        return Call(scene.key, Remark(issue, body, op=scene.key))

    def _linking(self, scene: Scene) -> Call | None:
        """Return the call that links to the team card; None while nobody knows its address."""
        escalation = _escalation(scene)
        issue, card = self._issue_of(escalation), scene.surfaces.get("team")
        address = self._permalink(card) if card else None
        if address is None:
            return None
        title = say(
            "tracker.conversation",
            self._desk.team(escalation.team).language,
            escalation=escalation.name,
        )
        linking = Linking(issue, address, title, f"csopsbot:{escalation.id.lower()}")
        return Call(scene.key, linking, repeatable=True)

    def _sync(self, scene: Scene) -> Call | None:
        escalation = _escalation(scene)
        issue = self._issue_of(escalation)
        target = escalation.stage.category
        email = self._newly_responsible(escalation, scene)
        relieved = self._relieved(scene)
        shown = scene.issue.status.category if scene.issue else None
        if shown and _means(shown, target):
            # A duplicate that is only to be assigned stays a duplicate.
            if not (email or relieved):
                return None
            target = shown
        return Call(scene.key, Sync(issue, target, email, relieved), repeatable=True)

    def _issue_of(self, escalation: Escalation) -> IssueRef:
        issue = escalation.issue
        if issue is None:
            raise Refused(f"{escalation.name} has no issue.")
        if issue.tracker != self._tracker.name:
            raise Refused(f"{issue.key} is in {issue.tracker}, not in {self._tracker.name}.")
        if escalation.issue_trouble == "gone":
            raise Refused(f"{issue.key} was deleted.")
        return issue

    def _newly_responsible(self, escalation: Escalation, scene: Scene) -> str:
        """Return the address of whom the issue should be given to, empty to leave it as it is.

        Who was named in the tracker is left alone, but for somebody who has just taken it here.
        """
        person = scene.assignee
        if person is None or not person.email or not self._tracker.capabilities.user_by_email:
            return ""
        given = scene.issue.assignee if scene.issue else None
        if given is None or given.is_self:
            return person.email or ""
        taken = escalation.stage is Stage.TAKEN and given.name.casefold() != person.name.casefold()
        return person.email if taken else ""

    def _relieved(self, scene: Scene) -> str:
        """Return the address of whom the issue should be taken from, should they still have it."""
        person, holder = scene.relieved, scene.issue.assignee if scene.issue else None
        if person is None or holder is None or not self._tracker.capabilities.user_by_email:
            return ""
        return person.email or ""


def _escalation(scene: Scene) -> Escalation:
    if scene.escalation is None:
        raise Refused("There is no escalation.")
    return scene.escalation


def _means(category: Category, target: Category) -> bool:
    """Return whether an issue in CATEGORY is where TARGET asks for; declined is declined."""
    return category is target or {category, target} <= _DECLINED
