"""The status panel: what the bot has yet to send, what stands still, and what falls due next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
from markupsafe import Markup

from csopsbot.app.clocks import KIND as CLOCKS
from csopsbot.app.ports import (
    BlockedLane,
    DeadLetter,
    Deadline,
    NoSuchEscalation,
    WaitingLane,
    Work,
)
from csopsbot.demo.bot import is_ready
from csopsbot.demo.house import House
from csopsbot.demo.panels.drawing import body, button, fact, facts, form, pills, section
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.standing import ClockView, next_due
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.render.markup import tag
from csopsbot.sandbox.jsontypes import Json
from csopsbot.words import say
from csopsbot.words.clocks import clock_name
from csopsbot.words.durations import duration

MOST = 12
TARGETS = ("slack", "local", "redmine")
KINDS = (CLOCKS, "ladder", "draft_reminder", "reread", "mirror", "delay", "freshen")
ISSUE_LANES = ("issue", "rewriting", "hook")
PROJECT_LANE = "reconcile"
KEPT_UNTIL_OVER = timedelta(seconds=1)
"""A promise that is due at an instant is broken a second later."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the relay and the clocks stand."""

    waiting: Sequence[WaitingLane]
    blocked: Sequence[BlockedLane]
    dead: Sequence[DeadLetter]
    due: Sequence[Deadline]
    concerned: dict[str, Escalation]
    issues: dict[str, str]
    """The keys of issues that were read, by the lanes that are theirs."""

    def name(self, escalation_id: str) -> str:
        """Return what people call an escalation, be it closed; nothing where it is none."""
        return self.concerned[escalation_id].name if escalation_id in self.concerned else ""

    def promised(self, deadline: Deadline) -> ClockView | None:
        """Return the clock that is due next when DEADLINE is, None where none runs then."""
        escalation = self.concerned.get(deadline.escalation_id)
        clocks = escalation.clocks if escalation else ()
        due = deadline.due_at - KEPT_UNTIL_OVER
        return next_due(one for one in clocks if one.due_at and one.due_at >= due)

    def named(self, lane: str, language: str) -> str:
        """Return a lane by what people call the escalation, issue or project it belongs to."""
        owner = _owner(lane)
        if name := self.name(owner):
            return name
        if _kind(lane) in ISSUE_LANES:
            return say("panels.issue", language, name=self.issues.get(lane, owner))
        if _kind(lane) == PROJECT_LANE:
            return say("panels.project", language, name=owner)
        return lane


def standing(work: Work) -> Standing:
    """Read how the relay and the clocks stand."""
    box, due = work.outbox, work.deadlines.upcoming(MOST)
    waiting, blocked, dead = box.waiting(MOST), box.blocked(MOST), box.dead(MOST)
    lanes = {
        **{one.lane: one.target for one in waiting},
        **{one.lane: one.target for one in blocked},
        **{one.order.lane: one.order.target for one in dead},
    }
    concerned = {*map(_owner, lanes), *(one.escalation_id for one in due)}
    found = {id_: one for id_ in concerned if (one := _escalation(work, id_))}
    return Standing(waiting, blocked, dead, due, found, dict(_issues(work, lanes)))


def _issues(work: Work, lanes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the lanes of issues that were read, each with the issue's key; LANES have targets."""
    for lane, tracker in lanes.items():
        if _kind(lane) in ISSUE_LANES and (issue := work.issues.get(tracker, _owner(lane))):
            yield lane, issue.ref.key


def _kind(lane: str) -> str:
    return lane.partition(":")[0]


def _owner(lane: str) -> str:
    """Return what a lane is of: mostly an escalation, or an issue."""
    return lane.rpartition(":")[2]


def _escalation(work: Work, escalation_id: str) -> Escalation | None:
    try:
        return work.escalations.get(escalation_id)
    except NoSuchEscalation:
        return None


class StatusPanel:
    """Shows the bot from within; it reads the bot's own database."""

    def __init__(self, house: House) -> None:
        self._house = house

    def panel(self) -> Panel:
        """Return it."""
        return Panel(
            "status",
            partial(say, "panels.status"),
            self.version,
            self.body,
            {"revive": self.revive},
        )

    async def version(self, sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same; times to go are told by the second."""
        return int(sandbox.clock.now()), await self._house.read(standing)

    async def body(self, sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel."""
        seen, language = await self._house.read(standing), asked.language
        now = datetime.fromtimestamp(sandbox.clock.now(), UTC)
        waiting = [_waiting(one, seen, now, language) for one in seen.waiting]
        blocked = [_blocked(one, seen, language) for one in seen.blocked]
        dead = [_dead(one, seen, language) for one in seen.dead]
        due = [_due(one, seen, now, language) for one in seen.due]
        bot = facts([await self._bot(language)], "")
        return body(
            section(say("panels.bot", language), bot),
            _part("waiting", waiting, language),
            _part("blocked", blocked, language),
            _part("dead", dead, language, *_again(dead, language)),
            _part("due", due, language),
        )

    async def revive(self, _sandbox: Sandbox, _sent: Json) -> None:
        """Send again what was given up."""
        now = datetime.fromtimestamp(self._house.clock.now(), UTC)

        def again(work: Work) -> int:
            return work.outbox.revive([one.id for one in work.outbox.dead(MOST)], now)

        await (await self._house.database).run(again)

    async def _bot(self, language: str) -> Markup:
        async with httpx.AsyncClient(trust_env=False) as client:
            ready = await is_ready(client, self._house.bot_url)
        url, metrics = f"{self._house.bot_url}/metrics", say("panels.metrics", language)
        more = tag("span", tag("a", metrics, href=url, target="_blank"), class_="end")
        state = say("panels.ready" if ready else "panels.not_ready", language)
        return fact(state, more, bad=not ready)


def _part(name: str, rows: list[Markup], language: str, *more: Markup) -> Markup:
    """Return what is said of one thing, or that there is nothing."""
    nothing = say(f"panels.{name}_none", language)
    return section(say(f"panels.{name}", language), facts(rows, nothing), *more)


def _waiting(lane: WaitingLane, seen: Standing, now: datetime, language: str) -> Markup:
    when = _when(lane.due_at, now, language) if lane.due_at else ""
    key = "panels.in_vain" if lane.attempts else "panels.next"
    note = say(key, language, attempts=lane.attempts, when=when)
    target = _target(lane.target, language)
    aside = say("panels.waiting_to", language, number=lane.count, target=target)
    return fact(seen.named(lane.lane, language), aside, note, bad=lane.attempts > 1)


def _blocked(lane: BlockedLane, seen: Standing, language: str) -> Markup:
    name = seen.named(lane.lane, language)
    return fact(name, _target(lane.target, language), lane.reason, bad=True)


def _dead(letter: DeadLetter, seen: Standing, language: str) -> Markup:
    name = seen.named(letter.order.lane, language)
    return fact(say(f"owed.{letter.order.effect.op}", language), name, letter.reason, bad=True)


def _target(name: str, language: str) -> str:
    """Return what people call that which effects are for."""
    return say(f"panels.target_{name}", language) if name in TARGETS else name


def _again(dead: list[Markup], language: str) -> list[Markup]:
    again = button(say("panels.send_again", language), "all", "yes", main=True)
    return [pills(form("revive", again))] if dead else []


def _due(deadline: Deadline, seen: Standing, now: datetime, language: str) -> Markup:
    what, when = what_falls_due(deadline, seen, now, language), deadline.due_at
    return fact(seen.name(deadline.escalation_id), _when(when, now, language), what)


def what_falls_due(deadline: Deadline, seen: Standing, now: datetime, language: str) -> str:
    """Return what happens when DEADLINE is due; of clocks, which promise is at stake."""
    kind = deadline.kind
    promised = seen.promised(deadline) if kind == CLOCKS else None
    if promised is None or promised.due_at is None:
        return say(f"due.{kind}", language) if kind in KINDS else kind
    clock = clock_name(promised.name, language)
    if promised.due_at < deadline.due_at:
        return say("due.promise", language, clock=clock)
    when = _when(promised.due_at, now, language)
    return say("due.before_promise", language, clock=clock, when=when)


def _when(then: datetime, now: datetime, language: str) -> str:
    left = round((then - now).total_seconds())
    if left < 1:
        return say("panels.due_now", language)
    return say("panels.due_in", language, span=duration(left, language))
