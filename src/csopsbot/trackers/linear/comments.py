"""Comments, under ids that follow from their keys."""

from csopsbot.app.failures import NotFound
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment, IssueRef
from csopsbot.trackers.linear import documents, translate
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.reader import Reader
from csopsbot.trackers.linear.shapes import CommentDoneShape, FoundCommentShape
from csopsbot.trackers.linear.verdict import AlreadyThere


class Comments:
    """Says, rewords and takes back what we say."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def add(self, reader: Reader, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment; made already, it is returned as it is."""
        wanted = translate.comment_input(ref, body, op)
        try:
            done = await self._graph.ask(CommentDoneShape, documents.CREATE_COMMENT, input=wanted)
        except AlreadyThere:
            return reader.comment(await self._read(ref, op), op)
        return reader.comment(done.comment, op)

    async def edit(self, reader: Reader, comment_id: str, body: Doc, op: str) -> IssueComment:
        """Let our comment say BODY."""
        wanted = translate.edit_input(body)
        done = await self._graph.ask(
            CommentDoneShape, documents.UPDATE_COMMENT, id=comment_id, input=wanted
        )
        return reader.comment(done.comment, op)

    async def delete(self, comment_id: str) -> None:
        """Take our comment away."""
        await self._graph.delete(documents.DELETE_COMMENT, comment_id)

    async def find(self, reader: Reader, ref: IssueRef, op: str) -> IssueComment | None:
        """Return the comment whose id follows from OP."""
        try:
            return reader.comment(await self._read(ref, op), op)
        except NotFound:
            return None

    async def _read(self, ref: IssueRef, op: str) -> FoundCommentShape:
        wanted = translate.comment_id(ref, op)
        return await self._graph.ask(FoundCommentShape, documents.COMMENT, id=wanted)
