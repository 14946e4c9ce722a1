"""What every part of the built-in tracker stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.board import BoardIssue
from csopsbot.app.failures import NotFound
from csopsbot.app.ports import Database, Work
from csopsbot.domain.issue import Issue
from csopsbot.trackers.local.translate import Reader


@dataclass(slots=True)
class Ground:
    """Boards in DATABASE, shown below BASE_URL; PAGE is how many rows are read at once."""

    name: str
    database: Database
    base_url: str
    clock: Callable[[], datetime]
    page: int = 200

    @property
    def reader(self) -> Reader:
        """What reads the boards' issues as those of any tracker."""
        return Reader(self.name, self.base_url)

    def read(self, work: Work, issue: BoardIssue) -> Issue:
        """Return ISSUE with all that hangs on it."""
        board = work.board
        versions = board.versions.of(issue.project) if issue.versions else ()
        comments, files = board.comments.on(issue.id), board.files.on(issue.id)
        return self.reader.issue(issue, comments, files, versions)


class OnGround:
    """A part of the tracker, which stands on GROUND like all the others."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground


def there(work: Work, issue_id: str) -> BoardIssue:
    """Return the issue; raises `NotFound`."""
    issue = work.board.get(issue_id)
    if issue is None:
        raise NotFound(f"There is no issue {issue_id} on our boards.")
    return issue
