"""Searches, page by page with an end to each, by whichever search a Jira has."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from csopsbot.app.failures import Failure
from csopsbot.trackers.jira.outcome import Ask, Call, is_not_offered
from csopsbot.trackers.jira.shapes import FoundShape, OldSearchShape, SearchShape

_PAGE = 100
_OVERLAP = 5
_MOST_PAGES = 100
_MOST_FRESH = 50

Place = str | int | None
Page = tuple[tuple[FoundShape, ...], Place]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and the one FIELD to be told of each issue.

    FRESH are ids of issues that were just written, which an index may not know yet.
    """

    jql: str
    field: str
    fresh: Sequence[str] = ()


class Searching:
    """Searches a SITE; which search it has is found out once."""

    def __init__(self, site: Ask) -> None:
        self._site = site
        self._numbered_only = False

    async def each(self, search: Search, pages: int = _MOST_PAGES) -> AsyncIterator[FoundShape]:
        """Yield each issue that is found, once, but no more than PAGES hold."""
        at: Place = None
        been: set[Place] = set()
        known: set[str] = set()
        for _ in range(pages):
            issues, at = await self._page(search, at)
            for one in issues:
                if one.id not in known:
                    known.add(one.id)
                    yield one
            if not issues or at is None or at in been:
                return
            been.add(at)

    async def _page(self, search: Search, at: Place) -> Page:
        if self._numbered_only or isinstance(at, int):
            return await self._numbered(search, int(at or 0))
        if at is not None:
            return await self._by_token(search, at)
        return await self._first(search)

    async def _first(self, search: Search) -> Page:
        """Return the first page of the search that there is."""
        try:
            return await self._by_token(search, "")
        except Failure as newer:
            if not is_not_offered(newer):
                raise
            try:
                page = await self._numbered(search, 0)
            except Failure:
                raise newer from None
        self._numbered_only = True
        return page

    async def _by_token(self, search: Search, token: str) -> Page:
        page = await self._site.ask(SearchShape, _call(search, token))
        return page.issues, page.token or None

    async def _numbered(self, search: Search, start: int) -> Page:
        """Return a page that begins before the last one ended, for issues move on meanwhile."""
        params = {"jql": search.jql, "fields": search.field}
        bounds = {"startAt": str(start), "maxResults": str(_PAGE)}
        page = await self._site.ask(OldSearchShape, Call("GET", "search", params | bounds))
        end = start + len(page.values)
        more = len(page.values) == _PAGE if page.total is None else end < page.total
        return page.values, end - len(page.values) // _OVERLAP if more and page.values else None


def _call(search: Search, token: str) -> Call:
    """Return the call for a page; the ids of fresh issues have room in a body alone."""
    more = {"nextPageToken": token} if token else {}
    asked: dict[str, object] = {"jql": search.jql, **more}
    if not search.fresh:
        params = {"jql": search.jql, "fields": search.field, "maxResults": str(_PAGE), **more}
        return Call("GET", "search/jql", params)
    fresh = [int(one) for one in search.fresh if one.isdecimal()][-_MOST_FRESH:]
    asked |= {"fields": [search.field], "maxResults": _PAGE, "reconcileIssues": fresh}
    return Call("POST", "search/jql", body=asked, reads=True)
