"""Our comments on the built-in tracker's issues. A board has no customers to keep them from."""

from datetime import datetime

from csopsbot.app.board import BoardComment
from csopsbot.app.failures import Invalid, NotFound
from csopsbot.app.ports import Work
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment, IssueRef
from csopsbot.trackers.local import translate
from csopsbot.trackers.local.announcing import announce
from csopsbot.trackers.local.ground import OnGround
from csopsbot.trackers.local.translate import OURSELVES


class Commenting(OnGround):
    """Writes comments on issues, changes ours, and takes them away."""

    async def comment(
        self,
        ref: IssueRef,
        body: Doc,
        op: str,
        *,
        internal: bool = True,  # noqa: ARG002 - nobody comes to a board from outside
    ) -> IssueComment:
        """Add a comment of ours; the same OP is the same comment."""
        text, now = translate.kept(body), self.ground.clock()

        def write(work: Work) -> IssueComment:
            written = work.board.comments.add(ref.id, OURSELVES.id, text, now, op)
            announce(work, self.ground.name, ref.id, now)
            return translate.comment(written)

        return await self.ground.database.run(write)

    async def edit_comment(
        self,
        ref: IssueRef,
        comment_id: str,
        body: Doc,
        op: str,  # noqa: ARG002 - the board keeps the one it was made with
    ) -> IssueComment:
        """Let our comment say BODY."""
        text, now = translate.kept(body), self.ground.clock()

        def write(work: Work) -> IssueComment:
            written = _ours(work, ref, comment_id)
            if written is None:
                raise NotFound(f"There is no comment {comment_id} on {ref.key}.")
            if written.body != text:
                written = work.board.comments.edit(ref.id, comment_id, text, now)
                announce(work, self.ground.name, ref.id, now)
            return translate.comment(written)

        return await self.ground.database.run(write)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        """Take our comment away; one that is gone already is as good."""
        now = self.ground.clock()

        def remove(work: Work) -> None:
            if _ours(work, ref, comment_id):
                work.board.comments.remove(ref.id, comment_id, now)
                announce(work, self.ground.name, ref.id, now)

        await self.ground.database.run(remove)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:  # noqa: ARG002 - an op is one comment's alone, since whenever
        """Return the comment made with OP."""

        def look(work: Work) -> IssueComment | None:
            written = work.board.comments.by_op(ref.id, op)
            return translate.comment(written) if written else None

        return await self.ground.database.read(look)


def _ours(work: Work, ref: IssueRef, comment_id: str) -> BoardComment | None:
    """Return our comment, None if it is gone; raises `Invalid` for somebody else's."""
    written = work.board.comments.get(ref.id, comment_id)
    if written and written.author != OURSELVES.id:
        raise Invalid(
            f"Comment {comment_id} on {ref.key} is {written.author}'s, and stays as it is"
        )
    return written
