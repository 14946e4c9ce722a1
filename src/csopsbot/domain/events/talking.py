"""What is said in the two threads, and to the customer."""

from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.document import Doc
from csopsbot.domain.people import Actor, Side


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that somebody put into the chat, as far as the message told; SIZE is in bytes."""

    id: str
    name: str
    size: int = 0
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """Somebody wrote in one of the two threads; CHANNEL and TS say which message it is."""

    by: Actor
    side: Side
    body: Doc
    channel: str
    ts: str
    files: tuple[SharedFile, ...] = ()
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A reply of engineering's, written by AUTHOR, was passed on to support with its FILES."""

    by: Actor
    author: Actor
    body: Doc
    channel: str | None = None
    ts: str | None = None
    files: tuple[SharedFile, ...] = ()
    kind: Literal["shared"] = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What was SAID in event OF says BODY now, None where it was taken back.

    SAID tells where: in a side's thread or on the issue. SHARED is the event that passed it on to
    support, 0 where none did. What is KEPT BACK is for support no more, whatever it says now.
    """

    by: Actor
    of: int
    body: Doc | None
    said: Side | Literal["tracker"]
    shared: int = 0
    kept_back: bool = False
    kind: Literal["amended"] = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdited:
    """An agent changed the words meant for the customer."""

    by: Actor
    draft: int
    text: str
    kind: Literal["draft_edited"] = "draft_edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTold:
    """An agent told the customer, in these words."""

    by: Actor
    draft: int
    text: str
    kind: Literal["customer_told"] = "customer_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDismissed:
    """An agent saw no need to tell the customer this."""

    by: Actor
    draft: int
    kind: Literal["draft_dismissed"] = "draft_dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDue:
    """A draft has been waiting for the agent."""

    draft: int
    kind: Literal["reminder_due"] = "reminder_due"
