"""What we ask Linear: single answers, and lists page by page with an end to every list."""

from csopsbot.app.failures import Forbidden
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.shapes import (
    AttachmentShape,
    AttachmentsShape,
    CommentShape,
    CommentsShape,
    FoundCommentShape,
    FoundUserShape,
    ListShape,
    OrganizationShape,
    TeamShape,
    UserShape,
    WholeIssueShape,
    WorkflowShape,
)

_MOST_PAGES = 50


class Queries:
    """Reads; each raises a `Failure`."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._we: UserShape | None = None

    async def account(self, *, again: bool = False) -> UserShape:
        """Return the account that our key belongs to, asked for once or once AGAIN."""
        if self._we is None or again:
            self._we = await self._graph.ask(UserShape, documents.VIEWER)
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

    async def users(self, email: str) -> tuple[FoundUserShape, ...]:
        """Return whoever has this address."""
        found = await self._graph.ask(ListShape[FoundUserShape], documents.USERS, email=email)
        return found.nodes

    async def issue(self, issue_id: str) -> tuple[WholeIssueShape, list[CommentShape]]:
        """Return the issue with all of its comments."""
        shape = await self._graph.ask(WholeIssueShape, documents.ISSUE, id=issue_id)
        return shape, await self._all_comments(issue_id, shape.comments)

    async def workflow(self, issue_id: str) -> WorkflowShape:
        """Return the issue with its team's workflow."""
        return await self._graph.ask(WorkflowShape, documents.WORKFLOW, id=issue_id)

    async def comment(self, comment_id: str) -> FoundCommentShape:
        """Return the comment with this id."""
        return await self._graph.ask(FoundCommentShape, documents.COMMENT, id=comment_id)

    async def attachments(self, issue_id: str) -> list[AttachmentShape]:
        """Return the links that the issue shows."""
        found: list[AttachmentShape] = []
        after: str | None = None
        for _ in range(_MOST_PAGES):
            shape = await self._graph.ask(
                AttachmentsShape, documents.ATTACHMENTS, id=issue_id, after=after
            )
            found += shape.attachments.nodes
            after = _onward(shape.attachments)
            if after is None:
                break
        return found

    async def _all_comments(
        self, issue_id: str, first: ListShape[CommentShape]
    ) -> list[CommentShape]:
        found, after = [*first.nodes], _onward(first)
        for _ in range(_MOST_PAGES):
            if after is None:
                break
            shape = await self._graph.ask(
                CommentsShape, documents.COMMENTS, id=issue_id, after=after
            )
            found += shape.comments.nodes
            after = _onward(shape.comments)
        return found


def _onward(page: ListShape[CommentShape] | ListShape[AttachmentShape]) -> str | None:
    """Return from where the list goes on; None at its end."""
    return page.page_info.end_cursor if page.page_info.has_next_page else None
