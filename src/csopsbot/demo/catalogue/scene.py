"""An escalation that the catalogue shows at one point or another, with its clocks as they stand."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from csopsbot.app.standing import turn_totals, view
from csopsbot.demo.cast import ADA as ADA_USER
from csopsbot.demo.cast import ENGINEERING, SUPPORT, desk_file
from csopsbot.demo.cast import LEO as LEO_USER
from csopsbot.demo.cast import MIA as MIA_USER
from csopsbot.desk import parse
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.explanation import Explanation, explained
from csopsbot.domain.fold import fold
from csopsbot.domain.heard import signals_of
from csopsbot.domain.issue import Category, IssueRef, Status
from csopsbot.domain.people import Actor
from csopsbot.domain.sla.instants import seconds
from csopsbot.domain.sla.thresholds import Key

MIA = Actor(MIA_USER.id, MIA_USER.real_name)
ADA = Actor(ADA_USER.id, ADA_USER.real_name)
LEO = Actor(LEO_USER.id, LEO_USER.real_name)
PLACE = e.Place(SUPPORT.id)
REF = IssueRef("local", "17", "PAY-17", "https://tracker.example/PAY-17")
TO_DO = Status("To do", Category.OPEN)
LINKED = e.IssueLinked(ref=REF, status=TO_DO, by=MIA)

_SAID = {
    "en": (
        "Card payments fail",
        "Every card payment ends in error 502 since this morning.\nInvoices are not concerned.",
    ),
    "es": (
        "Fallan los pagos con tarjeta",
        "Todos los pagos con tarjeta acaban en el error 502 desde esta mañana.\n"
        "Las facturas van bien.",
    ),
}
_SEVERITIES = {
    "es": {
        "S1": "S1: nadie puede trabajar",
        "S2": "S2: algo importante no funciona",
        "S3": "S3: hay otra manera de hacerlo",
        "S4": "S4: una pregunta o un detalle",
    },
}
"""What a desk that speaks the language calls them; in English they have their usual labels."""

_REASONS = {
    "en": ("Too few people", "Waited for others", "Estimated too low"),
    "es": ("Faltaba gente", "Se esperaba a otros", "Se calculó de menos"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An escalation as it stands after its HISTORY."""

    escalation: Escalation
    history: tuple[e.Recorded, ...]

    @property
    def last(self) -> e.Recorded:
        """What happened last."""
        return self.history[-1]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when the catalogue plays, in one language."""

    language: str
    now: datetime
    desk: Desk

    @property
    def intake(self) -> e.Intake:
        """What the agent says of the problem."""
        title, details = _SAID[self.language]
        return e.Intake(
            customer="Fabrikam",
            title=title,
            details=details,
            severity="S1",
            area="Payments",
            customer_version="2026.11",
            links=("https://logs.example/502",),
            tier="gold",
        )

    def after(self, *events: e.Event, minutes: int = 6) -> Told:
        """Return the escalation that was opened MINUTES ago, and what happened since, evenly."""
        opened = e.Opened(
            by=MIA, intake=self.intake, team="payments", support=PLACE, language=self.language
        )
        step = timedelta(minutes=minutes) / (len(events) + 1)
        begun = self.now - timedelta(minutes=minutes)
        told = tuple(
            e.Recorded(seq, begun + step * (seq - 1), event)
            for seq, event in enumerate((opened, *events), start=1)
        )
        return Told(self._with_clocks(fold("E12", 12, told), told), told)

    def alerted(self, event: e.Alerted, threshold: str, minutes: int, *after: e.Event) -> Told:
        """Return the escalation after EVENT called about a threshold of the team's first clock."""
        key = Key("ola/first_response", 1, 0, threshold)
        passed = e.ThresholdPassed(
            key=key,
            at=self.now,
            policy="payments",
            severity="S1",
            target_s=900,
            speaks_for=(key,),
        )
        return self.after(passed, event, *after, minutes=minutes)

    def explained(self, told: Told) -> Explanation:
        """Return why the clocks of an escalation stand as they do."""
        now = seconds(self.now)
        return explained(told.escalation, told.history, self.desk.agreements, now)

    def _with_clocks(self, state: Escalation, told: tuple[e.Recorded, ...]) -> Escalation:
        signals, agreements = signals_of(told), self.desk.agreements
        warned = frozenset(
            one.event.key for one in told if isinstance(one.event, e.ThresholdPassed)
        )
        cycles = (
            agreements.cycles(clock, signals, seconds(self.now))
            for clock in agreements.clocks
            if not clock.shadow
        )
        newest = {state.clock.name: state for state in chain.from_iterable(cycles)}
        views = (view(one, warned) for one in newest.values())
        clocks = tuple(one for one in views if one is not None)
        return replace(state, clocks=clocks, turns=turn_totals(signals, self.now))


def scene(language: str, now: datetime) -> Scene:
    """Return the demo's desk in one language, with what it calls things itself."""
    desk = parse(desk_file(), "csopsbot.yaml", now.date())
    teams = tuple(replace(team, language=language) for team in desk.teams)
    platform = replace(teams[0], key="platform", name="Platform", channel=ENGINEERING.id, areas=())
    labels = _SEVERITIES.get(language, {})
    severities = tuple(
        replace(one, label=labels.get(one.key, one.label)) for one in desk.severities
    )
    arranged = replace(
        desk,
        teams=(*teams, platform),
        severities=severities,
        breach_reasons=_REASONS[language],
    )
    return Scene(language, now, arranged)
