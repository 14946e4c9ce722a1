"""What a tracker without files, or without hours, answers when it is asked for them."""

from datetime import datetime

from csopsbot.app.failures import Unsupported
from csopsbot.app.tracker import File, WorkDone
from csopsbot.domain.issue import Attachment, IssueRef


class NoFiles:
    """The tracker's API takes no files."""

    name: str

    async def attach(self, ref: IssueRef, file: File) -> Attachment:  # noqa: ARG002 - the port's
        """Refuse: there are no files."""
        raise Unsupported(f"{self.name} takes no files")

    async def download(self, attachment: Attachment) -> bytes:  # noqa: ARG002 - the port's
        """Refuse: there are no files."""
        raise Unsupported(f"{self.name} takes no files")


class NoHours:
    """The tracker counts no hours."""

    name: str

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:  # noqa: ARG002 - the port's
        """Refuse: there are no hours."""
        raise Unsupported(f"{self.name} counts no hours")

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:  # noqa: ARG002 - the port's
        """Say that no time was added."""
        return False
