"""Time spent on issues: added once, and found again."""

from csopsbot.app.tracker import WorkDone
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker


class Timesheet:
    """Our entries in the work logs of a SITE."""

    def __init__(self, site: Site, queries: Queries, speaker: Speaker) -> None:
        self._site = site
        self._queries = queries
        self._speaker = speaker

    async def add(self, issue_id: str, work: WorkDone, op: str) -> None:
        """Add time spent, marked with OP."""
        body = (await self._speaker.writer()).work(work, op)
        await self._site.tell(Call("POST", place("issue", issue_id, "worklog"), body=body))

    async def knows(self, issue_id: str, op: str) -> bool:
        """Return whether we added time with OP."""
        reader = await self._speaker.reader()
        for shape in await reader.dialect.work(self._queries, issue_id):
            ours = reader.user(shape.author).is_self or not reader.we.ids
            if ours and reader.dialect.mark_of(shape) == op:
                return True
        return False
