"""Our own notes: written, found again, changed and taken away; nobody else's is touched."""

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment
from csopsbot.trackers.gitlab import translate
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.shapes import NoteShape
from csopsbot.trackers.gitlab.translate import Reader
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request


class OurNotes:
    """What we wrote below issues; INTERNAL says whether guests are kept from any of it."""

    def __init__(self, http: Http, queries: Queries, *, internal: bool) -> None:
        self._http = http
        self._queries = queries
        self._internal = internal

    async def add(
        self, reader: Reader, place: Place, body: Doc, op: str, *, internal: bool
    ) -> IssueComment:
        """Add a comment whose text ends in a hidden mark that names OP."""
        _, place = await self._queries.issue(place)
        written = translate.note_body(body, op, internal=internal and self._internal)
        return await self._post(reader, place, written)

    async def show(self, reader: Reader, place: Place, link: str, secret: str) -> IssueComment:
        """Add a comment that shows the file which LINK leads to."""
        written = translate.file_body(link, secret, internal=self._internal)
        return await self._post(reader, place, written)

    async def find(self, reader: Reader, place: Place, op: str) -> IssueComment | None:
        """Return our comment that is marked with OP."""
        found = await self._marked(reader, (await self._queries.issue(place))[1], op)
        return found[0] if found else None

    async def edit(self, reader: Reader, place: Place, body: Doc, op: str) -> IssueComment:
        """Let our comment that is marked with OP say BODY."""
        _, place = await self._queries.issue(place)
        found = await self._marked(reader, place, op)
        if found is None:
            raise NotFound(f"there is no comment of ours that was made with {op}")
        comment, note = found
        text = translate.note_text(body, op)
        if text == note.body:
            return comment
        request = Request("PUT", place.path("notes", str(note.id)), body={"body": text})
        return reader.comment(await self._http.ask(NoteShape, request))

    async def delete(self, reader: Reader, place: Place, comment_id: str) -> None:
        """Take our comment away, if it is there."""
        _, place = await self._queries.issue(place)
        every = reader.comments(await self._queries.notes(place))
        found = next(((one, note) for one, note in every if one.id == comment_id), None)
        if found is None:
            return
        comment, note = found
        if not comment.author.is_self:
            raise Forbidden("the comment is not ours to take away")
        try:
            await self._http.tell(Request("DELETE", place.path("notes", str(note.id))))
        except NotFound:
            # Somebody was faster.
            return

    async def _marked(
        self, reader: Reader, place: Place, op: str
    ) -> tuple[IssueComment, NoteShape] | None:
        every = reader.comments(await self._queries.notes(place))
        return next((one for one in every if one[0].author.is_self and one[0].op == op), None)

    async def _post(self, reader: Reader, place: Place, body: object) -> IssueComment:
        request = Request("POST", place.path("notes"), body=body)
        return reader.comment(await self._http.ask(NoteShape, request))
