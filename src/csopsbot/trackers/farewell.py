"""Leaving an issue: it is told so, and its link to the conversation says so from then on."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from csopsbot.app.failures import Blocked, Refused, noted
from csopsbot.app.receipts import Done, Receipt
from csopsbot.app.tracker import Tracker
from csopsbot.domain.events import Event, IssueLeft, IssueLinked
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.calls import Linking, Remark, excuse

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Farewell:
    """Make LINK, where there is one, and add REMARK; an issue that takes neither is left as it is.

    The link comes first: making it twice is as good, and by the remark both are found again.
    """

    remark: Remark
    link: Linking | None = None

    @property
    def issue(self) -> IssueRef:
        """The issue that was left."""
        return self.remark.issue

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Say both."""
        if self.link:
            await self.link.send(tracker)
        try:
            await self.remark.send(tracker)
        except (Refused, Blocked) as failure:
            excuse(failure)
            log.warning("farewell_not_said", issue=self.remark.issue.key, **noted(failure))
        return Done()

    async def find(self, tracker: Tracker, since: datetime) -> Receipt | None:
        """Look for the remark."""
        return await self.remark.find(tracker, since)


def former(event: Event) -> IssueRef | None:
    """Return the issue that EVENT is a farewell to, None where it is none."""
    match event:
        case IssueLinked(former=former):
            return former
        case IssueLeft(ref=ref):
            return ref
        case _:
            return None
