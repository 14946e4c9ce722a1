"""The unit of work over one connection's transaction."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import cast

import sqlalchemy as sa

from csopsbot.app.ports import (
    Accounts,
    Agreements,
    Board,
    Budgets,
    Deadlines,
    Escalations,
    Inbox,
    Issues,
    Messages,
    Outbox,
    People,
    Reconciliations,
    Surfaces,
)
from csopsbot.storage.accounts import SqlAccounts
from csopsbot.storage.agreements import SqlAgreements
from csopsbot.storage.board import SqlBoard
from csopsbot.storage.budgets import SqlBudgets
from csopsbot.storage.deadlines import SqlDeadlines
from csopsbot.storage.escalations import SqlEscalations
from csopsbot.storage.gathering import Gathering
from csopsbot.storage.inbox import SqlInbox
from csopsbot.storage.issues import SqlIssues
from csopsbot.storage.messages import SqlMessages
from csopsbot.storage.outbox import SqlOutbox
from csopsbot.storage.people import SqlPeople
from csopsbot.storage.reconciliations import SqlReconciliations
from csopsbot.storage.stir import Stir
from csopsbot.storage.surfaces import SqlSurfaces


class SqlWork:
    """Everything a use case may read and keep; STIR says afterwards who is to be woken."""

    def __init__(self, connection: sa.Connection) -> None:
        self.stir = Stir()
        self._connection = connection
        self.escalations: Escalations = SqlEscalations(connection)
        self.surfaces: Surfaces = SqlSurfaces(connection)
        self.messages: Messages = SqlMessages(connection)
        self.inbox: Inbox = SqlInbox(connection)
        self.issues: Issues = SqlIssues(connection)
        self.deadlines: Deadlines = SqlDeadlines(connection, self.stir)
        self.people: People = SqlPeople(connection)
        self.accounts: Accounts = SqlAccounts(connection)
        self.agreements: Agreements = SqlAgreements(connection)
        self.budgets: Budgets = SqlBudgets(connection)
        self.outbox: Outbox = SqlOutbox(connection, self.stir)
        self.board: Board = SqlBoard(connection)
        self.reconciliations: Reconciliations = SqlReconciliations(connection)

    @contextmanager
    def together(self, ids: Collection[str]) -> Iterator[None]:
        """Read these escalations at once, and write what becomes of them at the end."""
        plain = self.escalations, self.outbox, self.deadlines
        gathering = Gathering(
            SqlEscalations(self._connection),
            SqlOutbox(self._connection, self.stir),
            SqlDeadlines(self._connection, self.stir),
            ids,
        )
        # What they do not gather they hand on by name, as a port does not see.
        self.escalations = cast("Escalations", gathering.escalations)
        self.outbox = cast("Outbox", gathering.outbox)
        self.deadlines = cast("Deadlines", gathering.deadlines)
        try:
            yield
        finally:
            self.escalations, self.outbox, self.deadlines = plain
        gathering.keep()
