"""Time spent, which Redmine keeps in hours of some activity."""

import hashlib

from csopsbot.app.failures import Blocked, Forbidden
from csopsbot.app.tracker import WorkDone
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine.queries import place
from csopsbot.trackers.redmine.shapes import HoursListShape, IssueShape
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.translate import title
from csopsbot.trackers.redmine.verdict import VENDOR

_LEAST_HOURS = 0.01
_SHOWN_TO_WHO_MAY_SEE = "spent_hours"


class Hours:
    """Logs work, and finds it again by a mark at the end of its comment."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def log(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent, under the activity that is usual in the issue's project."""
        issue = await self._site.queries.issue(ref.id)
        entry = {
            "issue_id": ref.id,
            "activity_id": await self._activity(issue),
            "hours": max(round(work.seconds / 3600, 4), _LEAST_HOURS),
            "spent_on": work.started.date().isoformat(),
            "comments": f"{title(work.note)} {_mark(op)}".strip(),
        }
        try:
            await self._site.http.tell(
                Request("POST", place("time_entries"), body={"time_entry": entry})
            )
        except Forbidden as refusal:
            why = "the project needs time tracking, and the role the right to log time"
            raise Forbidden(f"{refusal}; {why}") from refusal

    async def find(self, ref: IssueRef, op: str) -> bool:
        """Return whether time was logged with OP; raises `Forbidden` if we could not see it."""
        mark = _mark(op)
        params = {"issue_id": ref.id, "user_id": "me", "comments": f"~{mark}", "limit": "100"}
        found = await self._site.queries.get(HoursListShape, place("time_entries"), params)
        if any(mark in one.comments for one in found.entries):
            return True
        if _SHOWN_TO_WHO_MAY_SEE not in (await self._site.queries.issue(ref.id)).shown():
            raise Forbidden(f"{VENDOR} shows us no hours: the role needs the right to view them")
        return False

    async def _activity(self, issue: IssueShape) -> str:
        """Return the project's activity that is the default, else the first."""
        project = await self._site.queries.project(issue.project.id if issue.project else "")
        usual = {one.name for one in await self._site.queries.activities() if one.is_default}
        named = [one.id for one in project.activities if one.name in usual]
        for found in (*named, *(one.id for one in project.activities)):
            return found
        raise Blocked(f"{VENDOR} has no activity that time could be logged for")


def _mark(op: str) -> str:
    """Return what marks the hours logged with OP, in letters that no filter takes for more."""
    return f"[csops {hashlib.sha256(op.encode()).hexdigest()[:16]}]"
