"""What use cases need of the storage, and the relay of the outside."""

from csopsbot.app.ports.agreements import Agreements, Version
from csopsbot.app.ports.board import (
    Board,
    BoardComments,
    BoardFiles,
    BoardHours,
    BoardVersions,
)
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
    Accounts,
    Deadline,
    Deadlines,
    Inbox,
    Issues,
    Kept,
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
    WaitingLane,
)
from csopsbot.app.ports.outlet import (
    Call,
    Outlet,
    Scene,
)
from csopsbot.app.ports.reconciling import (
    EVERYTHING,
    Reconciliation,
    Reconciliations,
    Routine,
)
from csopsbot.app.ports.work import (
    Alarm,
    Database,
    Work,
)

__all__ = [
    "EVERYTHING",
    "Accounts",
    "Agreements",
    "Alarm",
    "BlockedLane",
    "Board",
    "BoardComments",
    "BoardFiles",
    "BoardHours",
    "BoardVersions",
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
    "Kept",
    "Messages",
    "NoSuchEscalation",
    "Outbox",
    "Outlet",
    "People",
    "Reconciliation",
    "Reconciliations",
    "Routine",
    "Scene",
    "Stale",
    "Surface",
    "Surfaces",
    "Thread",
    "Version",
    "WaitingLane",
    "Work",
]
