"""Files on the built-in tracker's issues, and hours."""

from datetime import datetime

from csopsbot.app.board import NewFile, NewWork
from csopsbot.app.failures import Invalid, NotFound
from csopsbot.app.ports import Work
from csopsbot.app.tracker import File, WorkDone
from csopsbot.domain.issue import Attachment, IssueRef
from csopsbot.trackers.local.announcing import announce
from csopsbot.trackers.local.ground import OnGround, there
from csopsbot.trackers.local.translate import (
    LARGEST_FILE,
    LONGEST_TEXT,
    OURSELVES,
    as_file,
    one_line,
)


class Attaching(OnGround):
    """Keeps files and hours on issues."""

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Add a file to the issue; raises `Invalid` for one that is too large."""
        if len(file.content) > LARGEST_FILE:
            why = f"it has more than {LARGEST_FILE} bytes"
            raise Invalid(f"{file.name[:100]!r} is too large", fields={"file": why})
        new, now = NewFile(*as_file(file.name, file.media_type), file.content), self.ground.clock()

        def add(work: Work) -> Attachment:
            added = work.board.files.add(ref.id, OURSELVES.id, new, now)
            announce(work, self.ground.name, ref.id, now)
            return self.ground.reader.attachment(there(work, ref.id), added)

        return await self.ground.database.run(add)

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file."""
        files = await self.ground.database.read(
            lambda work: work.board.files.content(attachment.id)
        )
        if files is None:
            raise NotFound(f"There is no file {attachment.id} on our boards.")
        return files

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent; the same OP is the same time."""
        if work.seconds <= 0:
            raise Invalid("Nobody spends no time", fields={"seconds": "it is not positive"})
        note = one_line(work.note)[:LONGEST_TEXT]
        new, now = NewWork(work.seconds, work.started, note, op), self.ground.clock()

        def add(unit: Work) -> None:
            unit.board.hours.add(ref.id, OURSELVES.id, new, now)
            announce(unit, self.ground.name, ref.id, now)

        await self.ground.database.run(add)

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:  # noqa: ARG002 - an op is used once, since whenever
        """Return whether time spent was added with OP."""
        found = await self.ground.database.read(lambda work: work.board.hours.by_op(ref.id, op))
        return found is not None
