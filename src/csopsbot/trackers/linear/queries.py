"""What we ask Linear: single answers, and lists page by page with an end to every list."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from csopsbot.app.failures import Forbidden
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.shapes import (
    AttachmentShape,
    AttachmentsShape,
    CommentShape,
    CommentsShape,
    FoundUserShape,
    ListShape,
    MadeShape,
    OrganizationShape,
    TeamShape,
    ViewerShape,
    WholeIssueShape,
    WorkflowShape,
)

T = TypeVar("T")

_MOST_PAGES = 50


class Queries:
    """Reads; each raises a `Failure`."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._we: ViewerShape | None = None

    async def account(self, *, again: bool = False) -> ViewerShape:
        """Return the account that our key belongs to, asked for once or once AGAIN."""
        if self._we is None or again:
            self._we = await self._graph.ask(ViewerShape, documents.VIEWER)
        return self._we

    async def organization(self) -> OrganizationShape:
        """Return the workspace that our key belongs to."""
        return await self._graph.ask(OrganizationShape, documents.ORGANIZATION)

    async def team(self, project: str) -> TeamShape:
        """Return the team whose key is PROJECT."""
        found = await self._graph.ask(ListShape[TeamShape], documents.TEAM, key=project)
        if not found.nodes:
            raise Forbidden(
                f"Linear shows us no team {project}: mend its key, or let our account into it"
            )
        return found.nodes[0]

    async def users(self, words: str, *by: str) -> list[FoundUserShape]:
        """Return the people who work here of whom WORDS are one of BY, such as email or name."""
        wanted = {"or": [{one: {"eqIgnoreCase": words}} for one in by]}
        found = await self._graph.ask(ListShape[FoundUserShape], documents.USERS, filter=wanted)
        return [one for one in found.nodes if one.active and not one.app]

    async def issue(self, issue_id: str) -> WholeIssueShape:
        """Return the issue with all of its comments and links."""
        shape = await self._graph.ask(WholeIssueShape, documents.ISSUE, id=issue_id)
        comments = await self._all_comments(issue_id, shape.comments)
        attachments = await self._all_attachments(issue_id, shape.attachments)
        return shape.model_copy(
            update={
                "comments": ListShape[CommentShape](nodes=comments),
                "attachments": ListShape[AttachmentShape](nodes=attachments),
            }
        )

    async def made_by(self, who: ViewerShape, team: TeamShape, most: int) -> tuple[MadeShape, ...]:
        """Return the newest issues that WHO made in TEAM, MOST at the most."""
        made = {"creator": {"id": {"eq": who.id}}, "team": {"id": {"eq": team.id}}}
        asked = documents.MADE_ISSUES
        found = await self._graph.ask(ListShape[MadeShape], asked, filter=made, first=most)
        return tuple(found.nodes)

    async def workflow(self, issue_id: str) -> WorkflowShape:
        """Return the issue with its team's workflow."""
        return await self._graph.ask(WorkflowShape, documents.WORKFLOW, id=issue_id)

    async def attachments(self, issue_id: str) -> tuple[AttachmentShape, ...]:
        """Return the links that the issue shows."""
        shape = await self._graph.ask(AttachmentsShape, documents.ATTACHMENTS, id=issue_id)
        return await self._all_attachments(issue_id, shape.attachments)

    async def _all_attachments(
        self, issue_id: str, first: ListShape[AttachmentShape]
    ) -> tuple[AttachmentShape, ...]:
        async def more(after: str) -> ListShape[AttachmentShape]:
            ask = self._graph.ask
            shape = await ask(AttachmentsShape, documents.ATTACHMENTS, id=issue_id, files=after)
            return shape.attachments

        return await whole(first, more)

    async def _all_comments(
        self, issue_id: str, first: ListShape[CommentShape]
    ) -> tuple[CommentShape, ...]:
        async def more(after: str) -> ListShape[CommentShape]:
            ask = self._graph.ask
            shape = await ask(CommentsShape, documents.COMMENTS, id=issue_id, after=after)
            return shape.comments

        return await whole(first, more)


async def whole(
    first: ListShape[T], more: Callable[[str], Awaitable[ListShape[T]]]
) -> tuple[T, ...]:
    """Return the whole list of which FIRST is the first page, MORE what follows a cursor."""
    found, page = [*first.nodes], first
    for _ in range(_MOST_PAGES):
        if not page.page_info.has_next_page or page.page_info.end_cursor is None:
            break
        page = await more(page.page_info.end_cursor)
        found += page.nodes
    return tuple(found)
