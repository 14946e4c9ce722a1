"""What we ask Jira: single answers, and lists page by page with an end to every list."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from urllib.parse import quote

from csopsbot.app.failures import AuthError, Blocked, Failure, NotFound
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.shapes import (
    CategoryShape,
    CommentShape,
    CommentsShape,
    CreateFieldsShape,
    FieldsShape,
    FoundShape,
    IssueTypeShape,
    IssueTypesShape,
    OldSearchShape,
    PropertyShape,
    SearchShape,
    StatusShape,
    UserShape,
)
from csopsbot.trackers.jira.translate import OP_PROPERTY, op_of, read_op
from csopsbot.trackers.jira.transport import Transport

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_PAGE = 100
_MOST_PAGES = 50
_MOST_FOUND_PAGES = 5
_FILLED = frozenset({"project", "issuetype", "summary", "description", "labels"})


class _Page(Protocol[T_co]):
    @property
    def values(self) -> Sequence[T_co]: ...

    @property
    def total(self) -> int | None: ...


def place(*parts: str) -> str:
    """Return the path of PARTS, none of which can lead elsewhere."""
    return "/".join(quote(part, safe="") for part in parts)


def is_not_offered(failure: Failure) -> bool:
    """Return whether FAILURE says that a server has no such thing, rather than not now."""
    absent = isinstance(failure, NotFound | Blocked)
    return absent and not isinstance(failure, AuthError)


class Queries:
    """Reads over TRANSPORT; each raises a `Failure`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._search_is_old = False
        self._categories: dict[str, CategoryShape | None] = {}

    async def get(self, shape: type[T], path: str, **params: str) -> T:
        """Return what is at PATH."""
        return await self._transport.ask(shape, Call("GET", path, params))

    async def myself(self) -> UserShape:
        """Return the account that our token belongs to."""
        return await self.get(UserShape, "myself")

    async def whole(self, status: StatusShape) -> StatusShape:
        """Return STATUS with its category, asked for once if an answer left it out."""
        name = status.id or status.name
        if status.category or not name:
            return status
        if name not in self._categories:
            self._categories[name] = await self._category(name)
        return status.model_copy(update={"category": self._categories[name]})

    async def with_category(self, fields: FieldsShape) -> FieldsShape:
        """Return FIELDS with the category of their status."""
        return fields.model_copy(update={"status": await self.whole(fields.status)})

    async def _category(self, status: str) -> CategoryShape | None:
        try:
            return (await self.get(StatusShape, place("status", status))).category
        except Failure as failure:
            if is_not_offered(failure):
                return None
            raise

    async def comments(self, issue_id: str) -> list[CommentShape]:
        """Return the issue's comments; of far too many, the newest."""
        path = place("issue", issue_id, "comment")
        return await self._pages(CommentsShape, path, orderBy="-created", expand="properties")

    async def op(self, comment: CommentShape) -> str | None:
        """Return the key that COMMENT was written with, asked for if the list left it out."""
        if comment.properties is not None:
            return op_of(comment)
        path = place("comment", comment.id, "properties", OP_PROPERTY)
        try:
            return read_op((await self.get(PropertyShape, path)).value)
        except Failure as failure:
            if is_not_offered(failure):
                return None
            raise

    async def search(self, jql: str) -> list[str]:
        """Return the ids of the issues that JQL finds, oldest first."""
        found = {one.id: one for one in await self._found(jql)}
        oldest = sorted(found.values(), key=lambda one: (one.fields.created, len(one.id), one.id))
        return [one.id for one in oldest]

    async def _found(self, jql: str) -> list[FoundShape]:
        """Ask the search that there is; which of the two it is, is remembered."""
        if self._search_is_old:
            return await self._by_number(jql)
        try:
            return await self._by_token(jql)
        except Failure as newer:
            if not is_not_offered(newer):
                raise
            try:
                found = await self._by_number(jql)
            except Failure:
                raise newer from None
        self._search_is_old = True
        return found

    async def _by_number(self, jql: str) -> list[FoundShape]:
        return await self._pages(OldSearchShape, "search", jql=jql, fields="created")

    async def _by_token(self, jql: str) -> list[FoundShape]:
        found: list[FoundShape] = []
        tokens: set[str] = set()
        params = {"jql": jql, "fields": "created", "maxResults": str(_PAGE)}
        for _ in range(_MOST_FOUND_PAGES):
            page = await self.get(SearchShape, "search/jql", **params)
            found += page.issues
            if not page.issues or not page.token or page.token in tokens:
                break
            tokens.add(page.token)
            params["nextPageToken"] = page.token
        return found

    async def issue_types(self, project: str) -> list[IssueTypeShape]:
        """Return the kinds of issue that may be made in PROJECT."""
        return await self._pages(
            IssueTypesShape, place("issue", "createmeta", project, "issuetypes")
        )

    async def required(self, project: str, issue_type: str) -> frozenset[str]:
        """Return the fields that a draft of the type with this id has to fill by itself."""
        path = place("issue", "createmeta", project, "issuetypes", issue_type)
        fields = await self._pages(CreateFieldsShape, path)
        asked = {one.id for one in fields if one.required and not one.has_default}
        return frozenset(asked - _FILLED)

    async def _pages(self, shape: type[_Page[T]], path: str, **params: str) -> list[T]:
        found: list[T] = []
        for _ in range(_MOST_PAGES):
            bounds = {"startAt": str(len(found)), "maxResults": str(_PAGE)}
            page = await self.get(shape, path, **bounds, **params)
            found += page.values
            end = len(page.values) < _PAGE if page.total is None else len(found) >= page.total
            if end or not page.values:
                break
        return found
