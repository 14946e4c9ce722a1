"""The way out to a tracker: what an escalation owes its issue, as calls to the port."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from csopsbot.app import effects as fx
from csopsbot.app.failures import NoIssue, Refused
from csopsbot.app.ordering import key
from csopsbot.app.ports import Budget, Call, Scene, Surface
from csopsbot.app.receipts import Receipt
from csopsbot.app.tracker import IssueDraft, Tracker, WorkDone
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import shorten, sole_address
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.placeholders import filled
from csopsbot.trackers.calls import (
    Closing,
    Creation,
    Linking,
    PersonSearch,
    Reading,
    Remark,
    Search,
    TrackerCall,
)
from csopsbot.trackers.demanding import demanding
from csopsbot.trackers.farewell import Farewell, former
from csopsbot.trackers.filling import conversation, words_of
from csopsbot.trackers.looks import Changes, Sights
from csopsbot.trackers.pacing import budgets
from csopsbot.trackers.passing_on import (
    Attaching,
    Correction,
    FetchFile,
    TimeSpent,
    check_size,
    no_files,
)
from csopsbot.trackers.placing import project_of
from csopsbot.trackers.rewriting import rewritten
from csopsbot.trackers.syncing import Sync, newly_responsible, relieved
from csopsbot.trackers.wording import comment_body, issue_body
from csopsbot.words import say

Permalink = Callable[[Surface], str | None]


class TrackerOutlet:
    """Delivers to TRACKER.

    PERMALINK tells where people open one of our cards, FETCH brings files from the chat.
    """

    def __init__(
        self,
        tracker: Tracker,
        desk: Desk,
        permalink: Permalink = lambda _: None,
        fetch: FetchFile = no_files,
    ) -> None:
        self._tracker = tracker
        self._desk = desk
        self._permalink = permalink
        self._fetch = fetch
        self._ways: dict[type, Callable[[Any, Scene], Call | None]] = {
            fx.CreateIssue: self._creation,
            fx.FindIssue: self._search,
            fx.FindPerson: self._person_search,
            fx.CloseFormer: self._closing,
            fx.TellFormer: self._farewell,
            fx.CommentOnIssue: self._remark,
            fx.AmendComment: self._correction,
            fx.AttachToIssue: self._attaching,
            fx.LogWork: self._time_spent,
            fx.SyncIssue: self._sync,
            fx.LinkIssue: self._linking,
            fx.ShowDemand: self._demand,
            fx.ReadIssue: self._reading,
            fx.LookForChanges: self._changes,
            fx.SightIssues: self._sights,
        }

    def prepare(self, effect: fx.Effect, scene: Scene) -> Call | None:
        """Render the effect; None when there is nothing to show. Raises `Refused`."""
        way = self._ways.get(type(effect))
        if way is None or getattr(effect, "tracker", self._tracker.name) != self._tracker.name:
            raise Refused(f"{self._tracker.name} cannot deliver {effect.op}.")
        if isinstance(effect, fx.OnIssue) and _escalation(scene).has_no_issue:
            raise NoIssue
        call = way(effect, scene)
        if call is None:
            return None
        return replace(call, budgets=self._budgets(effect, scene), rewrites=rewritten(call.body))

    def _budgets(self, effect: fx.Effect, scene: Scene) -> tuple[Budget, ...]:
        name, limits = self._tracker.name, self._tracker.capabilities.limits
        ref = scene.escalation.issue if scene.escalation else None
        return budgets(name, limits, effect, getattr(effect, "issue_id", ref.id if ref else None))

    async def send(self, call: Call) -> Receipt:
        """Make the call and return its receipt; raises a `Failure`."""
        return await cast("TrackerCall", call.body).send(self._tracker)

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Return the receipt of the call if it was made after SINCE, None if it was not."""
        match call.body:
            case Creation() | Remark() | Farewell() | Attaching() | TimeSpent() as sent:
                return await sent.find(self._tracker, since)
            case _:
                return None

    def _creation(self, effect: fx.CreateIssue, scene: Scene) -> Call | None:
        escalation = _escalation(scene)
        if escalation.issue is not None:
            return None
        ref = f"{escalation.id}-{effect.again}" if effect.again else escalation.id
        return Call(scene.key, Creation(self._draft(escalation, scene), ref.lower()))

    def _search(self, effect: fx.FindIssue, scene: Scene) -> Call | None:
        asked = _event(scene)
        if not isinstance(asked, e.LinkAsked):
            return None
        return Call(scene.key, Search(effect.seq, asked.address), repeatable=True)

    def _person_search(self, effect: fx.FindPerson, scene: Scene) -> Call | None:
        named = _event(scene)
        if not isinstance(named, e.AccountNamed):
            return None
        return Call(scene.key, PersonSearch(effect.seq, named.words), repeatable=True)

    def _closing(self, _: fx.CloseFormer, scene: Scene) -> Call | None:
        left = None if scene.waiting else former(_event(scene))
        return Call(scene.key, Closing(left), repeatable=True) if left else None

    def _reading(self, effect: fx.ReadIssue, scene: Scene) -> Call:
        return Call(scene.key, Reading(effect.issue_id, scene.issue), repeatable=True)

    def _changes(self, effect: fx.LookForChanges, scene: Scene) -> Call:
        versions = effect.versions and self._tracker.capabilities.fix_versions
        return Call(scene.key, Changes(effect.project, effect.since, versions), repeatable=True)

    def _sights(self, effect: fx.SightIssues, scene: Scene) -> Call:
        return Call(scene.key, Sights(effect.issue_ids), repeatable=True)

    def _demand(self, _: fx.ShowDemand, scene: Scene) -> Call | None:
        """Return the call that shows the demand; None while there is no card it could lead to."""
        card = scene.surfaces.get("team")
        address = self._permalink(card) if card else None
        with_priority = self._tracker.capabilities.priorities
        return demanding(scene, address, self._desk, with_priority=with_priority)

    def _draft(self, escalation: Escalation, scene: Scene) -> IssueDraft:
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
            fields=self._filled(team.project.fields, escalation, scene),
        )

    def _filled(
        self, fields: Mapping[str, object], escalation: Escalation, scene: Scene
    ) -> Mapping[str, object]:
        card = conversation(escalation, scene.surfaces)
        link = (self._permalink(card) if card else None) or ""
        return filled(fields, words_of(escalation, self._desk, link))

    def _remark(self, _: fx.CommentOnIssue, scene: Scene) -> Call | None:
        escalation, event = _escalation(scene), _event(scene)
        issue = self._issue_of(escalation)
        if isinstance(event, e.Replied) and issue.is_beside(sole_address(event.body)):
            return None  # it names another issue, and is nothing to say on this one
        return Call(scene.key, self._comment(issue, scene))

    def _farewell(self, _: fx.TellFormer, scene: Scene) -> Call | None:
        left = former(_event(scene))
        if left is None:
            return None
        link = self._link(left, "tracker.left", scene)
        return Call(scene.key, Farewell(self._comment(left, scene), link))

    def _comment(self, issue: IssueRef, scene: Scene) -> Remark:
        escalation = _escalation(scene)
        body = comment_body(_event(scene), escalation, self._desk)
        body = shorten(body, self._tracker.capabilities.max_body)
        internal = project_of(issue, self._desk, escalation, scene).comments_internal
        return Remark(issue, body, scene.key, internal=internal)

    def _correction(self, _: fx.AmendComment, scene: Scene) -> Call:
        escalation, event = _escalation(scene), _event(scene)
        if not isinstance(event, e.Amended) or scene.original is None:
            raise Refused(f"Nothing was amended by {event.kind}.")
        said, body = scene.original, None
        if event.body is not None and isinstance(said.event, e.Replied):
            words = replace(said.event, body=event.body)
            body = comment_body(words, escalation, self._desk)
            body = shorten(body, self._tracker.capabilities.max_body)
        op = key(fx.CommentOnIssue(event.of), escalation.id, event.of)
        call = Correction(self._issue_of(escalation), op, said.at, body)
        return Call(scene.key, call, repeatable=True)

    def _attaching(self, effect: fx.AttachToIssue, scene: Scene) -> Call | None:
        """Return the call that puts the file there; None where a tracker has none but links."""
        issue, event = self._issue_of(_escalation(scene)), _event(scene)
        most = self._tracker.capabilities.max_file
        if not most or not isinstance(event, e.Replied):
            return None
        file = event.files[effect.place]
        check_size(file, issue, most)
        return Call(scene.key, Attaching(issue, file, self._fetch))

    def _time_spent(self, _: fx.LogWork, scene: Scene) -> Call:
        issue, event = self._issue_of(_escalation(scene)), _event(scene)
        if not self._tracker.capabilities.work_log:
            raise Refused(f"{self._tracker.name} keeps no time that was spent.")
        if scene.record is None or not isinstance(event, e.WorkLogged):
            raise Refused(f"Nobody spent time by {event.kind}.")
        started = scene.record.at - timedelta(seconds=event.seconds)
        note = f"{event.by.name}: {event.note}" if event.note else event.by.name
        return Call(
            scene.key, TimeSpent(issue, WorkDone(event.seconds, started, note), op=scene.key)
        )

    def _linking(self, _: fx.LinkIssue, scene: Scene) -> Call | None:
        """Return the call that links to the team card; None while nobody knows its address."""
        issue = self._issue_of(_escalation(scene))
        linking = self._link(issue, "tracker.conversation", scene)
        return Call(scene.key, linking, repeatable=True) if linking else None

    def _link(self, issue: IssueRef, text: str, scene: Scene) -> Linking | None:
        escalation, card = _escalation(scene), scene.surfaces.get("team")
        address = self._permalink(card) if card else None
        if address is None:
            return None
        language = self._desk.team(escalation.team).language
        title = say(text, language, escalation=escalation.name)
        return Linking(issue, address, title, f"csopsbot:{escalation.id.lower()}")

    def _sync(self, _: fx.SyncIssue, scene: Scene) -> Call | None:
        escalation = _escalation(scene)
        if scene.waiting and escalation.stage.for_itself:
            return None
        issue = self._issue_of(escalation)
        target = escalation.stage.category
        to, former = (
            newly_responsible(escalation, scene, self._tracker),
            relieved(scene, self._tracker),
        )
        shown = scene.issue.status.category if scene.issue else None
        if shown and (shown.means(target) or _is_nearest(escalation, scene)):
            # A duplicate that is only to be assigned stays a duplicate.
            if not (to or former):
                return None
            target = shown
        project = project_of(issue, self._desk, escalation, scene)
        call = Sync(
            issue,
            target,
            to,
            former,
            status=project.statuses.get(target, "") if target is not shown else "",
            fields=self._filled(project.move_fields.get(target, {}), escalation, scene),
        )
        return Call(scene.key, call, repeatable=True)

    def _issue_of(self, escalation: Escalation) -> IssueRef:
        issue = escalation.issue
        if issue is None:
            raise Refused(f"{escalation.name} has no issue.")
        if issue.tracker != self._tracker.name:
            raise Refused(f"{issue.key} is in {issue.tracker}, not in {self._tracker.name}.")
        return issue


def _event(scene: Scene) -> e.Event:
    if scene.record is None:
        raise Refused("It was not said what happened.")
    return scene.record.event


def _escalation(scene: Scene) -> Escalation:
    if scene.escalation is None:
        raise Refused("There is no escalation.")
    return scene.escalation


def _is_nearest(escalation: Escalation, scene: Scene) -> bool:
    """Return whether the issue is where we brought it, and its workflow leads no nearer."""
    return scene.issue is not None and scene.issue.status == escalation.nearest
