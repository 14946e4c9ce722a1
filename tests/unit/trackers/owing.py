"""A desk, an escalation, and what it owes its issue, for tests of the outlet."""

from dataclasses import replace

from csopsbot.app import effects as fx
from csopsbot.app.ports import Scene, Surface
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import (
    Intake,
    Place,
)
from csopsbot.domain.people import Actor, Person
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import Creation
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.syncing import Sync
from tests.unit.trackers.scripted import NOON, REF

PROJECT = TrackerProject(
    "scripted", "PAY", "Bug", frozenset({"from-support"}), {"customfield_1": "x"}
)
DESK = Desk(
    teams=(Team("pay", "Payments", "C_ENG", PROJECT),),
    severities=(Severity("s1", "S1: nobody can work", 1, "", "Highest"), Severity("s2", "S2", 2)),
    reactions={},
    share_reactions=frozenset(),
)
PERSON = Person("U_ADA", "Ada", email="ada@example.test")
NEW = Escalation(
    id="01HXYZ",
    number=7,
    opened_at=NOON,
    requester=Actor("U_MIA", "Mia"),
    intake=Intake("Acme", "Payments fail", "Since nine.", "s1"),
    team="pay",
    support=Place("C_SUP"),
    language="en",
)
LINKED = replace(NEW, issue=REF)
TAKEN = replace(LINKED, stage=Stage.TAKEN, assignee=PERSON.actor)
ADA_ACTOR = Actor("U_ADA", "Ada")
CARD = Surface("01HXYZ", "team", "C_ENG", "1.2", "h")


def creation(outlet: TrackerOutlet, escalation: Escalation = NEW) -> Creation:
    call = outlet.prepare(fx.CreateIssue(), Scene("k", escalation))
    assert call is not None
    assert isinstance(call.body, Creation)
    return call.body


def sync(outlet: TrackerOutlet, scene: Scene) -> Sync | None:
    call = outlet.prepare(fx.SyncIssue(), scene)
    if call is None:
        return None
    assert call.repeatable
    assert isinstance(call.body, Sync)
    return call.body
