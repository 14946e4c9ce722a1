"""What we ask Jira: single answers, and lists page by page with an end to every list."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from urllib.parse import quote

from csopsbot.app.failures import Failure
from csopsbot.trackers.jira.marks import OP_PROPERTY, op_of, read_op
from csopsbot.trackers.jira.outcome import Ask, Call, is_not_offered
from csopsbot.trackers.jira.searching import Search, Searching
from csopsbot.trackers.jira.shapes import (
    CategoryShape,
    CommentShape,
    CommentsShape,
    CreateFieldShape,
    CreateFieldsShape,
    FetchedShape,
    FieldShape,
    FieldsShape,
    FoundShape,
    HistoryShape,
    IssueTypeShape,
    IssueTypesShape,
    OldSearchShape,
    PropertyShape,
    StatusShape,
    StepShape,
    StepsShape,
    UserShape,
    VersionShape,
    WorkLogShape,
    WorkShape,
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_PAGE = 100
_MOST_PAGES = 50
_MOST_FETCHED = 100
_MOST_OPS = 10_000


class _Page(Protocol[T_co]):
    @property
    def values(self) -> Sequence[T_co]: ...

    @property
    def total(self) -> int | None: ...


def place(*parts: str) -> str:
    """Return the path of PARTS, none of which can lead elsewhere."""
    return "/".join(quote(part, safe="") for part in parts)


class Queries:
    """Reads of a SITE; each raises a `Failure`."""

    def __init__(self, site: Ask) -> None:
        self._site = site
        self._ops: dict[str, str | None] = {}
        self._categories: dict[str, CategoryShape | None] = {}

    async def get(self, shape: type[T], path: str, **params: str) -> T:
        """Return what is at PATH."""
        return await self._site.ask(shape, Call("GET", path, params))

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

    async def knows_status(self, name: str) -> bool:
        """Return whether there is a status called NAME, in whichever project."""
        try:
            known = await self.get(list[StatusShape], "status")
        except Failure as failure:
            if is_not_offered(failure):
                return True
            raise
        return name.casefold() in {one.name.casefold() for one in known}

    async def comments(self, issue_id: str) -> list[CommentShape]:
        """Return the issue's comments; of far too many, the newest."""
        path = place("issue", issue_id, "comment")
        return await self._pages(CommentsShape, path, orderBy="-created", expand="properties")

    async def op(self, comment: CommentShape) -> str | None:
        """Return the key that COMMENT was written with, asked for once if the list left it out."""
        if comment.properties is not None:
            return op_of(comment.properties)
        if comment.id not in self._ops:
            self.remember(comment.id, await self._op(comment))
        return self._ops[comment.id]

    def remember(self, comment_id: str, op: str | None) -> None:
        """Keep in mind that the comment was written with OP, or with none: that never changes."""
        self._ops[comment_id] = op
        if len(self._ops) > _MOST_OPS:
            del self._ops[next(iter(self._ops))]

    async def with_op(self, comment: CommentShape) -> CommentShape:
        """Return COMMENT with the key it was written with, if the list left it out."""
        if comment.properties is not None:
            return comment
        op = await self.op(comment)
        marks = (PropertyShape(key=OP_PROPERTY, value={"op": op}),) if op else ()
        return comment.model_copy(update={"properties": marks})

    async def _op(self, comment: CommentShape) -> str | None:
        path = place("comment", comment.id, "properties", OP_PROPERTY)
        try:
            return read_op((await self.get(PropertyShape, path)).value)
        except Failure as failure:
            if is_not_offered(failure):
                return None
            raise

    async def issue_types(self, project: str) -> list[IssueTypeShape]:
        """Return the kinds of issue that may be made in PROJECT."""
        return await self._pages(
            IssueTypesShape, place("issue", "createmeta", project, "issuetypes")
        )

    async def screen(self, project: str, issue_type: str) -> list[CreateFieldShape]:
        """Return the fields that an issue of the type with this id can be made with."""
        path = place("issue", "createmeta", project, "issuetypes", issue_type)
        return await self._pages(CreateFieldsShape, path)

    async def fields(self) -> list[FieldShape] | None:
        """Return every field that our account may see anywhere; None where a server tells none."""
        try:
            return await self.get(list[FieldShape], "field")
        except Failure as failure:
            if is_not_offered(failure):
                return None
            raise

    async def versions(self, project: str) -> list[VersionShape]:
        """Return the releases of PROJECT; none where a server knows no such thing."""
        try:
            return await self.get(list[VersionShape], place("project", project, "versions"))
        except Failure as failure:
            if is_not_offered(failure):
                return []
            raise

    async def work(self, issue_id: str) -> list[WorkShape]:
        """Return the time that was spent on an issue, page by page, with what hangs on it."""
        path = place("issue", issue_id, "worklog")
        return await self._pages(WorkLogShape, path, expand="properties")

    async def whole_work(self, issue_id: str) -> list[WorkShape]:
        """Return the time that was spent on an issue, in one piece."""
        return list((await self.get(WorkLogShape, place("issue", issue_id, "worklog"))).values)

    async def fetched(self, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Return those of the issues that can be seen, asked for by their ids."""
        found: list[FoundShape] = []
        for start in range(0, len(issue_ids), _MOST_FETCHED):
            part = list(issue_ids[start : start + _MOST_FETCHED])
            body = {"issueIdsOrKeys": part, "fields": ["updated"]}
            call = Call("POST", "issue/bulkfetch", body=body, reads=True)
            found += (await self._site.ask(FetchedShape, call)).issues
        return found

    async def listed(self, issue_ids: Sequence[str]) -> list[FoundShape]:
        """Return those of the issues that can be seen, searched for by their ids."""
        found: list[FoundShape] = []
        for start in range(0, len(issue_ids), _MOST_FETCHED):
            part = ",".join(issue_ids[start : start + _MOST_FETCHED])
            # Unless told not to look, Jira refuses the whole search for one id that is gone.
            params = {"jql": f"id in ({part})", "fields": "updated", "validateQuery": "false"}
            page = await self.get(OldSearchShape, "search", maxResults=str(_MOST_FETCHED), **params)
            found += page.values
        return found

    async def newest(self, jql: str, field: str) -> list[FoundShape]:
        """Return the first few issues that JQL finds, with one field of each."""
        search = Search(jql, field)
        return [one async for one in Searching(self._site).each(search, pages=1)]

    async def changelog(self, issue_id: str) -> list[StepShape]:
        """Return an issue's history, page by page."""
        return await self._pages(StepsShape, place("issue", issue_id, "changelog"))

    async def expanded_changelog(self, issue_id: str) -> list[StepShape]:
        """Return an issue's history, which comes with the issue."""
        path = place("issue", issue_id)
        found = await self.get(HistoryShape, path, fields="updated", expand="changelog")
        return list(found.changelog.values)

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
