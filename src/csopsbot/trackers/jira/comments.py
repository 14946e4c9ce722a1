"""Comments on issues: made, changed, taken away and found again."""

from collections.abc import Callable
from datetime import datetime

from csopsbot.app.failures import NotFound
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.shapes import CommentShape
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker


class Comments:
    """Our comments on a SITE."""

    def __init__(
        self,
        site: Site,
        queries: Queries,
        speaker: Speaker,
        we: Ourselves,
        clock: Callable[[], datetime],
    ) -> None:
        self._site = site
        self._queries = queries
        self._speaker = speaker
        self._we = we
        self._clock = clock

    async def add(self, issue_id: str, body: Doc, op: str, *, internal: bool) -> IssueComment:
        """Add a comment with OP in its property; customers of a service desk see no INTERNAL one."""
        reader, writer = await self._speaker.reader(), await self._speaker.writer()
        call = Call(
            "POST",
            place("issue", issue_id, "comment"),
            body=writer.comment(body, op, internal=internal),
        )
        shape = await self._site.ask(CommentShape, call)
        self._we.wrote(shape)
        self._queries.remember(shape.id, op)
        return reader.own(shape, op, self._clock())

    async def edit(self, issue_id: str, comment_id: str, body: Doc, op: str) -> IssueComment:
        """Let a comment say BODY; its properties, and who sees it, stay as they are."""
        reader, writer = await self._speaker.reader(), await self._speaker.writer()
        path = place("issue", issue_id, "comment", comment_id)
        shape = await self._site.ask(CommentShape, Call("PUT", path, body=writer.words(body)))
        return reader.own(shape, op, self._clock())

    async def delete(self, issue_id: str, comment_id: str) -> None:
        """Take a comment away, unless it is gone."""
        try:
            await self._site.tell(Call("DELETE", place("issue", issue_id, "comment", comment_id)))
        except NotFound:
            # To whose token ran out everything is gone.
            await self._we.prove()

    async def all_of(self, issue_id: str) -> list[CommentShape]:
        """Return an issue's comments, ours with their op, whether or not they are listed with it."""
        we = (await self._speaker.reader()).we
        return [
            await self._queries.with_op(one) if one.author and we.is_ours(one.author) else one
            for one in await self._queries.comments(issue_id)
        ]

    async def find(self, issue_id: str, op: str) -> IssueComment | None:
        """Return our comment that was made with OP."""
        reader = await self._speaker.reader()
        for shape in await self._queries.comments(issue_id):
            comment = reader.comment(shape)
            ours = comment.author.is_self or not reader.we.ids
            if ours and await self._queries.op(shape) == op:
                return reader.own(shape, op, self._clock())
        return None
