"""A unit of work, and the database that does it."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from csopsbot.app.ports.agreements import Agreements
from csopsbot.app.ports.board import Board
from csopsbot.app.ports.history import Escalations, Messages, Surfaces
from csopsbot.app.ports.knowledge import Accounts, Deadlines, Inbox, Issues, People
from csopsbot.app.ports.outbox import Budgets, Outbox
from csopsbot.app.ports.reconciling import Reconciliations

T = TypeVar("T")


class Work(Protocol):
    """One unit of work: all of it is kept, or none."""

    escalations: Escalations
    surfaces: Surfaces
    messages: Messages
    inbox: Inbox
    issues: Issues
    deadlines: Deadlines
    people: People
    accounts: Accounts
    agreements: Agreements
    budgets: Budgets
    outbox: Outbox
    board: Board
    reconciliations: Reconciliations

    def together(self, ids: Collection[str]) -> AbstractContextManager[None]:
        """Read these escalations at once, and write what becomes of them at the end of the block.

        Whatever is asked meanwhile is answered as if it had been written at once.
        """
        ...


class Alarm(Protocol):
    """Rings when a lane or a deadline was armed, here or in another process."""

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or after SECONDS; a ring while nobody waited counts."""
        ...


class Database(Protocol):
    """Where units of work are done."""

    @property
    def wake(self) -> Alarm:
        """The alarm of the effects and deadlines."""
        ...

    async def run(self, use_case: Callable[[Work], T]) -> T:
        """Do a unit of work and return when it is kept; a `Stale` one is done again.

        Raises `StorageUnavailable`.
        """
        ...

    async def read(self, query: Callable[[Work], T]) -> T:
        """Ask something that changes nothing, of one consistent state."""
        ...

    async def ping(self) -> None:
        """Return if the database answers; raises `StorageUnavailable`."""
        ...

    async def close(self) -> None:
        """Finish what was begun, and let go of the database."""
        ...
