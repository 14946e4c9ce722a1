"""Finding out who we are in Jira, also on a server that does not say."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from csopsbot.app.failures import Failure, noted
from csopsbot.trackers.jira.account import Account
from csopsbot.trackers.jira.outcome import is_not_offered
from csopsbot.trackers.jira.queries import Queries
from csopsbot.trackers.jira.shapes import CommentShape, UserShape

log = structlog.get_logger(__name__)

_AGAIN_AFTER = timedelta(minutes=1)


class Ourselves:
    """Finds out which account EMAIL is, and goes on without knowing as long as it has to."""

    def __init__(self, queries: Queries, email: str, clock: Callable[[], datetime]) -> None:
        self._queries = queries
        self._clock = clock
        self._account = Account(email)
        self._told = False
        self._ask_at: datetime | None = None

    async def account(self) -> Account:
        """Return what is known; Jira is asked until it has said, but not all the time."""
        now = self._clock()
        if not self._told and (self._ask_at is None or now >= self._ask_at):
            self._ask_at = now + _AGAIN_AFTER
            try:
                await self._ask()
            except Failure as failure:
                log.warning("account_unknown", **noted(failure))
        return self._account

    async def prove(self) -> UserShape | None:
        """Return who Jira says we are, None if it never says so; raises a `Failure`."""
        try:
            return await self._ask()
        except Failure as failure:
            if is_not_offered(failure):
                return None
            raise

    def wrote(self, comment: CommentShape) -> None:
        """Remember the author of a COMMENT that we have just written: that is us."""
        if comment.author and comment.author.id:
            self._are(comment.author.id)

    async def _ask(self) -> UserShape:
        me = await self._queries.myself()
        self._told = True
        self._are(me.id, me.name)
        return me

    def _are(self, account_id: str, name: str = "") -> None:
        known = self._account
        ids = known.ids | {account_id} if account_id else known.ids
        self._account = Account(known.email, ids, name or known.name)
