"""Comments, which Redmine keeps as the notes of changes."""

import structlog

from csopsbot.app.failures import Failure, Forbidden, NotFound
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import IssueComment, IssueRef
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine import translate
from csopsbot.trackers.redmine.queries import place
from csopsbot.trackers.redmine.shapes import IssueShape, JournalShape
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.verdict import VENDOR

log = structlog.get_logger(__name__)


class Comments:
    """Says, rewords and takes back what we say; PRIVATE is whether Redmine kept it so last time."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.private = True

    async def add(self, ref: IssueRef, body: Doc, op: str, *, internal: bool) -> IssueComment:
        """Add a comment whose last line, which nobody sees, names OP, and see that it is there."""
        reader = await self._site.reader()
        wanted = translate.comment_body(body, op, self._site.markup, private=internal)
        await self._site.put(ref.id, wanted)
        try:
            found = await self._with_op(ref.id, op)
        except Failure:
            # It was said yes to: no failure may say otherwise.
            return reader.own(body, op, self._site.clock())
        if found is None:
            raise Forbidden(f"{VENDOR} dropped our comment: the role needs the right to add notes")
        if internal:
            self._see_how_private(found)
        return reader.comment(found)

    async def edit(self, ref: IssueRef, comment_id: str, body: Doc, op: str) -> IssueComment:
        """Let our comment say BODY, and keep its mark."""
        reader = await self._site.reader()
        await self._write(comment_id, translate.notes_of(body, op, self._site.markup))
        try:
            found = _journal(await self._site.queries.whole(ref.id), comment_id)
        except Failure:
            found = None
        if found is None:
            return reader.own(body, op, self._site.clock(), comment_id)
        return reader.comment(found)

    async def delete(self, comment_id: str) -> None:
        """Take our comment away: without notes Redmine keeps none."""
        try:
            await self._write(comment_id, "")
        except NotFound:
            # Somebody was quicker; but a wrong address, or key, answers the same.
            await self._site.queries.prove()

    async def find(self, ref: IssueRef, op: str) -> IssueComment | None:
        """Return our comment that was made with OP."""
        found = await self._with_op(ref.id, op)
        return (await self._site.reader()).comment(found) if found else None

    async def _with_op(self, issue_id: str, op: str) -> JournalShape | None:
        reader = await self._site.reader()
        journals = (await self._site.queries.issue(issue_id, "journals")).journals
        ours = (one for one in journals if reader.user(one.user).is_self)
        return next((one for one in ours if reader.comment(one).op == op), None)

    async def _write(self, comment_id: str, notes: str) -> None:
        body = {"journal": {"notes": notes}}
        request = Request("PUT", place("journals", comment_id), body=body)
        try:
            await self._site.http.tell(request)
        except Forbidden as refusal:
            why = "the role needs the right to edit its own notes"
            raise Forbidden(f"{refusal}; {why}") from refusal

    def _see_how_private(self, comment: JournalShape) -> None:
        if self.private and not comment.private:
            log.warning("comments_are_public", tracker=self._site.tracker, comment=comment.id)
        self.private = comment.private


def _journal(issue: IssueShape, journal_id: str) -> JournalShape | None:
    return next((one for one in issue.journals if one.id == journal_id), None)
