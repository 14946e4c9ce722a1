"""What every part of the adapter works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.markup import Markup
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.reader import Reader
from csopsbot.trackers.redmine.refs import Refs


@dataclass(frozen=True, slots=True)
class Site:
    """A Redmine as the tracker named TRACKER."""

    tracker: str
    access: RedmineAccess
    http: Http
    queries: Queries
    refs: Refs
    meanings: Meanings
    markup: Markup
    clock: Callable[[], datetime]

    async def reader(self) -> Reader:
        """Return what reads for the account we act with."""
        me = await self.queries.me()
        return Reader(self.tracker, self.access, self.meanings, self.markup, me)

    async def put(self, issue_id: str, body: Mapping[str, object]) -> None:
        """Edit the issue; Redmine says yes also to what it then does not do."""
        await self.http.tell(Request("PUT", place("issues", issue_id), body=body))
