"""What an issue says of those who wait on it, so that nobody has to open the chat to see it."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from csopsbot.app.demand import Demand, demand
from csopsbot.app.ports import Call, Scene
from csopsbot.domain.desk import Desk
from csopsbot.trackers.calls import Demanding
from csopsbot.words import say

_PARTED = " · "


@dataclass(frozen=True, slots=True)
class Shown:
    """What an issue shows of the demand: TITLE, in LANGUAGE, leads to URL."""

    title: str = ""
    priority: str = ""
    url: str = ""
    language: str = "en"

    def __str__(self) -> str:
        return "\n".join(astuple(self))


def demanding(scene: Scene, url: str | None, desk: Desk, *, with_priority: bool) -> Call | None:
    """Return the call that shows the demand, leading to URL, None where it is shown already.

    When nobody is left, it leads to where it led; what never led anywhere says nothing.
    """
    before = Shown(*scene.shown.split("\n")) if scene.shown else Shown()
    address = url or before.url
    if scene.issue is None or not address:
        return None
    wanted = demand(scene.waiting, desk)
    language = desk.team(scene.waiting[0].team).language if scene.waiting else before.language
    priority = _priority(wanted, desk) if with_priority else ""
    shown = Shown(demand_in_words(wanted, language), priority, address, language)
    if shown == before:
        return None
    raised = "" if priority == before.priority else priority
    body = Demanding(scene.issue.ref, address, shown.title, raised, str(shown))
    return Call(scene.key, body, repeatable=True)


def demand_in_words(wanted: Demand | None, language: str) -> str:
    """Return in one line who waits, or that nobody does any more."""
    if wanted is None:
        return say("demand.nobody", language)
    return _PARTED.join(_parts(wanted, language))


def _parts(wanted: Demand, language: str) -> Iterator[str]:
    yield say("demand.customers", language, count=wanted.customers)
    yield say("demand.severity", language, severity=wanted.severity)
    if wanted.tier:
        yield say("demand.tier", language, tier=wanted.tier)
    if wanted.due_at:
        yield say("demand.due", language, when=_when(wanted.due_at))
    if wanted.promised_at:
        yield say("demand.promised", language, when=_when(wanted.promised_at))


def _when(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _priority(wanted: Demand | None, desk: Desk) -> str:
    return (desk.severity(wanted.severity).tracker_priority or "") if wanted else ""
