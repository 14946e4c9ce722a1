"""Our own comments, found again to be edited or taken away."""

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment
from csopsbot.trackers.github import translate
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import CommentShape
from csopsbot.trackers.github.translate import Reader
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request


class OurComments:
    """What we wrote below issues; nobody else's comment is touched, though our account could."""

    def __init__(self, http: Http, queries: Queries) -> None:
        self._http = http
        self._queries = queries

    async def edit(self, reader: Reader, place: Place, body: Doc, op: str) -> IssueComment:
        """Let our comment that is marked with OP say BODY."""
        place = await self._here(place)
        every = reader.comments(await self._queries.comments(place))
        ours = (shape for one, shape in every if one.author.is_self and one.op == op)
        shape = next(ours, None)
        if shape is None:
            raise NotFound(f"there is no comment of ours that was made with {op}")
        written = translate.comment_body(body, op)
        if written["body"] != shape.body:
            request = _request(place, shape, "PATCH", written)
            shape = await self._http.ask(CommentShape, request)
        return reader.comment(shape)

    async def delete(self, reader: Reader, place: Place, comment_id: str) -> None:
        """Take our comment away, if it is there."""
        place = await self._here(place)
        every = reader.comments(await self._queries.comments(place))
        found = next(((one, shape) for one, shape in every if one.id == comment_id), None)
        if found is None:
            return
        comment, shape = found
        if not comment.author.is_self:
            raise Forbidden("the comment is not ours to take away")
        try:
            await self._http.tell(_request(place, shape, "DELETE"))
        except NotFound:
            # Somebody was faster.
            return

    async def _here(self, place: Place) -> Place:
        return (await self._queries.issue(place))[1]


def _request(place: Place, shape: CommentShape, method: str, body: object | None = None) -> Request:
    path = f"repositories/{place.repository}/issues/comments/{shape.id}"
    return Request(method, path, body=body)
