"""How an escalation begins: what the agent says of it, and where it came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.document import Doc
from csopsbot.domain.people import Actor


@dataclass(frozen=True, slots=True)
class Intake:
    """What the agent says of the customer's problem; secrets have been cut from it."""

    customer: str
    title: str
    details: str
    severity: str
    area: str = ""
    customer_version: str = ""
    links: tuple[str, ...] = ()
    tier: str = ""
    case_kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, and the thread in it where there is one already."""

    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said before the escalation began, taken along as context."""

    author: str
    body: Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An agent handed a customer's problem to engineering.

    SINCE is when the customer first wrote of it, where somebody said so.
    """

    by: Actor
    intake: Intake
    team: str
    support: Place
    language: str
    since: datetime | None = None
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextGathered:
    """The conversation it came from was read and taken along."""

    quotations: tuple[Quotation, ...]
    kind: Literal["context_gathered"] = "context_gathered"
