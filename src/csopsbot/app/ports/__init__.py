"""What use cases need of the storage, and the relay of the outside."""

from csopsbot.app.ports.agreements import Agreements, Version
from csopsbot.app.ports.history import (
    Escalations,
    Messages,
    NoSuchEscalation,
    Stale,
    Surface,
    Surfaces,
    Thread,
)
from csopsbot.app.ports.knowledge import (
    Deadline,
    Deadlines,
    Inbox,
    Issues,
    People,
)
from csopsbot.app.ports.outbox import (
    BlockedLane,
    Budget,
    Budgets,
    Claim,
    DeadLetter,
    Entry,
    Outbox,
)
from csopsbot.app.ports.outlet import (
    Call,
    Outlet,
    Scene,
)
from csopsbot.app.ports.work import (
    Alarm,
    Database,
    Work,
)

__all__ = [
    "Agreements",
    "Alarm",
    "BlockedLane",
    "Budget",
    "Budgets",
    "Call",
    "Claim",
    "Database",
    "DeadLetter",
    "Deadline",
    "Deadlines",
    "Entry",
    "Escalations",
    "Inbox",
    "Issues",
    "Messages",
    "NoSuchEscalation",
    "Outbox",
    "Outlet",
    "People",
    "Scene",
    "Stale",
    "Surface",
    "Surfaces",
    "Thread",
    "Version",
    "Work",
]
