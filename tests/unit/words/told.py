"""A desk with promises, a story that has everything in it, and its ledger in words."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.explanation import Explanation, explained
from csopsbot.domain.fold import fold
from csopsbot.domain.people import Actor
from csopsbot.domain.sla import Calendar, compiled, read, seconds
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Scope, Target
from csopsbot.words.ledger import Line, Voice, chapter

MADRID = ZoneInfo("Europe/Madrid")
HOUR = 3600
MIA, ADA, BEN = (Actor(f"U_{name.upper()}", name) for name in ("Mia", "Ada", "Ben"))

OFFICE: Calendar = read(
    {
        "tz": "Europe/Madrid",
        "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": [{"on": "05-01", "name": "Labour Day"}],
    }
)
GOLD = Policy(
    key="gold",
    audience="sla",
    targets=(Target(metric="resolution", seconds=4 * HOUR, calendar="office"),),
    scope=Scope(tiers=frozenset({"gold"})),
)
STANDARD = Policy(
    key="standard",
    audience="sla",
    targets=(
        Target(metric="resolution", seconds=8 * HOUR, calendar="office", severity="S1"),
        Target(metric="resolution", seconds=24 * HOUR, calendar="office"),
    ),
    rank=1,
)


def desk(*policies: Policy, calendar: Calendar = OFFICE) -> Desk:
    """Return a desk that has agreed on POLICIES."""
    return Desk(
        teams=(Team("payments", "Payments", "C_PAY", TrackerProject("local", "PAY")),),
        severities=(
            Severity("S1", "S1: nobody can work", 1),
            Severity("S3", "S3: minor", 3),
            Severity("S4", "S4", 4),
        ),
        reactions={},
        share_reactions=frozenset(),
        agreements=Agreements(
            policies, {"office": compiled(calendar)}, written_calendars={"office": calendar}
        ),
    )


DESK = desk(GOLD, STANDARD)


def at(text: str) -> datetime:
    """Return an instant of 2026 in Madrid, written as `04-24 16:00`."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=MADRID).astimezone(UTC)


def second(text: str) -> int:
    """Return an instant in Madrid as a UTC second."""
    return seconds(at(text))


def opened(severity: str = "S3", tier: str = "silver") -> e.Opened:
    """Return the event that begins a story."""
    intake = e.Intake("Acme", "Payments fail", "Since 9.", severity, tier=tier)
    return e.Opened(by=MIA, intake=intake, team="payments", support=e.Place("C_SUP"), language="en")


def history(*happened: tuple[str, e.Event]) -> list[e.Recorded]:
    """Return the history of what HAPPENED when."""
    return [e.Recorded(seq, at(when), event) for seq, (when, event) in enumerate(happened, 1)]


EVERYTHING = history(
    ("04-24 16:00", opened()),
    (
        "04-24 16:30",
        e.WaitStarted(by=BEN, reason="waiting_for_customer", note="asked for <logs>"),
    ),
    ("04-27 10:00", e.CustomerWrote(by=MIA)),
    ("04-28 12:00", e.SeverityChanged(by=MIA, severity="S1")),
    ("04-29 11:00", e.Resolved(by=ADA)),
    (
        "04-29 12:00",
        e.BreachExplained(
            by=ADA, clock="sla/resolution", cycle=1, reason="Hard to find", note="Two suspects."
        ),
    ),
    ("04-30 15:00", e.Reopened(by=ADA)),
    ("04-30 15:10", e.CustomerWrote(by=MIA)),
    (
        "04-30 16:00",
        e.WaitStarted(by=BEN, reason="waiting_for_customer", since=at("04-30 15:30")),
    ),
    ("04-30 16:15", e.WaitEnded(by=MIA, reason="waiting_for_customer")),
)
"""Opened on a Friday, paused over the weekend, raised, breached, resolved, and reopened."""


def explain(records: list[e.Recorded], now: str, at_desk: Desk = DESK) -> Explanation:
    """Return the explanation of what RECORDS tell."""
    escalation = fold("E1", 12, records)
    return explained(escalation, records, at_desk.agreements, second(now))


def voice(language: str = "en", at_desk: Desk = DESK) -> Voice:
    """Return a voice that tells instants by the clocks of Madrid, and marks what people wrote."""
    return Voice(language, _instant, lambda text: f"[{text}]", at_desk)


def _instant(second: int) -> str:
    local = datetime.fromtimestamp(second, MADRID)
    return f"{local:%m-%d %H:%M:%S}".removesuffix(":00")


def written(lines: tuple[Line, ...]) -> Iterator[str]:
    """Yield LINES as one reads them."""
    for line in lines:
        yield f"{_instant(line.at)} {line.text}" if line.at is not None else line.text
        yield from (f"  {detail}" for detail in line.details)


def ledger(
    records: list[e.Recorded], now: str, language: str = "en", at_desk: Desk = DESK
) -> list[str]:
    """Return in words what became of the customer's clock."""
    (story,) = explain(records, now, at_desk).stories
    return list(written(chapter(story, voice(language, at_desk)).lines))
