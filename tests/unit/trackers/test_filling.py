"""The fields of the desk file reach the issue with the words of the escalation."""

from dataclasses import replace
from datetime import UTC, datetime

from csopsbot.app import effects as fx
from csopsbot.app.ports import Scene, Surface
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Intake, Place
from csopsbot.domain.people import Actor
from csopsbot.trackers.calls import Creation
from csopsbot.trackers.outlet import TrackerOutlet
from tests.unit.trackers.scripted import ScriptedTracker

FIELDS = {
    "who": "{customer} ({tier})",
    "severity": {"value": "{severity_label}"},
    "area": "{area}",
    "link": "{link}",
    "name": "{escalation}: {title}",
}
PROJECT = TrackerProject("jira", "PAY", fields=FIELDS)
DESK = Desk(
    teams=(Team("pay", "Payments", "C_ENG", PROJECT),),
    severities=(Severity("s1", "Urgent", 1),),
    reactions={},
    share_reactions=frozenset(),
    tiers={"acme": "gold"},
)
NEW = Escalation(
    id="01HXYZ",
    number=7,
    opened_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    requester=Actor("U_MIA", "Mia"),
    intake=Intake("Acme", "Payments {tier}", "Since nine.", "s1"),
    team="pay",
    support=Place("C_SUP", "3.4"),
    language="en",
)
TEAM_CARD = Surface("01HXYZ", "team", "C_ENG", "1.2", "h")


def made(scene: Scene) -> dict[str, object]:
    outlet = TrackerOutlet(ScriptedTracker(), DESK, lambda card: f"https://chat.test/{card.ts}")
    call = outlet.prepare(fx.CreateIssue(), scene)
    assert call is not None
    assert isinstance(call.body, Creation)
    return dict(call.body.draft.fields)


def test_words_stand_for_placeholders_and_are_no_placeholders_themselves() -> None:
    fields = made(Scene("K", NEW, surfaces={"team": TEAM_CARD}))
    assert fields == {
        "who": "Acme (gold)",
        "severity": {"value": "Urgent"},
        "link": "https://chat.test/1.2",
        "name": "ESC-7: Payments {tier}",
    }


def test_while_the_team_has_no_card_the_link_leads_to_the_thread_of_support() -> None:
    assert made(Scene("K", NEW))["link"] == "https://chat.test/3.4"


def test_it_leads_to_what_began_that_thread_when_supports_card_is_a_reply_in_it() -> None:
    card = Surface("01HXYZ", "support", "D_MIA", "5.6", "h")
    fields = made(Scene("K", NEW, surfaces={"support": card}))
    assert fields["link"] == "https://chat.test/3.4"


def test_without_either_the_field_is_left_out() -> None:
    assert "link" not in made(Scene("K", replace(NEW, support=Place("C_SUP"))))
