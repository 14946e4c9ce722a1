"""/csops open: what is open, and whose turn it is."""

from dataclasses import dataclass

from csopsbot.app.ports import Surface, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.standing import next_due
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.countdown import SYMBOLS
from csopsbot.slack.moments import distance
from csopsbot.slack.reception import Reception
from csopsbot.slack.titles import name_of
from csopsbot.words import say

MOST_SHOWN = 20
_SUPPORT_CARD = "support"


@dataclass(frozen=True, slots=True)
class Open:
    """An open escalation, and where its card for support is."""

    escalation: Escalation
    card: Surface | None


async def run(asked: Asked, reception: Reception) -> str:
    """Return the open escalations, the oldest first."""
    found = await reception.database.read(read_open)
    address = (await reception.workspace.installation()).address
    return listed(found, address, asked.person.language, reception.desk)


def read_open(work: Work) -> list[Open]:
    """Return what is open, one more than is shown if there is more."""
    escalations = work.escalations.open(MOST_SHOWN + 1)
    return [Open(one, work.surfaces.of(one.id).get(_SUPPORT_CARD)) for one in escalations]


def listed(found: list[Open], address: str, language: str, desk: Desk) -> str:
    """Return a line for each of FOUND, with links where ADDRESS is the workspace's."""
    if not found:
        return say("open.none", language)
    lines = [_line(one, address, language, desk) for one in found[:MOST_SHOWN]]
    more = [say("open.more", language)] if len(found) > MOST_SHOWN else []
    return "\n".join([say("open.heading", language), *lines, *more])


def _line(one: Open, address: str, language: str, desk: Desk) -> str:
    escalation = one.escalation
    severity = desk.severity(escalation.intake.severity)
    owner = escalation.assignee
    facts = (
        *_due(escalation),
        say(f"stage.{escalation.stage}", language),
        say("open.turn", language, side=say(f"turn.{escalation.turn}", language)),
        name_of(owner) if owner else say("owner.nobody", language),
    )
    title = one_line(f"{severity.symbol} {escalation.intake.title}".strip(), 80)
    return f"• {_name(one, address)} {title} · {' · '.join(facts)}"


def _due(escalation: Escalation) -> tuple[str, ...]:
    """Return when the next promise is due, counted down by the reader's client; nothing without."""
    clock = next_due(escalation.clocks)
    if clock is None or clock.due_at is None:
        return ()
    return (f"{SYMBOLS[clock.level]} {distance(clock.due_at)}",)


def _name(one: Open, address: str) -> str:
    """Return the escalation's name, leading to its card where we know both."""
    name, card = one.escalation.name, one.card
    if card is None or not address:
        return f"*{name}*"
    return f"<{address}archives/{card.channel}/p{card.ts.replace('.', '')}|*{name}*>"


COMMAND = Command("open", run)
