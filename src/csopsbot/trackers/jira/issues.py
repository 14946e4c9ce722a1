"""Issues made, found by their label, and changed."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from csopsbot.app.failures import Failure
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.issue import Issue
from csopsbot.trackers.jira.bodies import label, link_body, search_for
from csopsbot.trackers.jira.outcome import Call, is_not_offered
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.screen import Screen, of_create, of_edit
from csopsbot.trackers.jira.searching import Search, Searching
from csopsbot.trackers.jira.shapes import EditShape, MadeShape
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker

_MOST_PAGES = 5
_SCREEN_HOLDS = timedelta(minutes=10)


class Issues:
    """The issues of a SITE that we make and change."""

    def __init__(
        self,
        site: Site,
        queries: Queries,
        searching: Searching,
        speaker: Speaker,
        clock: Callable[[], datetime],
    ) -> None:
        self._site = site
        self._queries = queries
        self._searching = searching
        self._speaker = speaker
        self._clock = clock
        self._screens: dict[tuple[str, str], tuple[datetime, Screen]] = {}

    async def create(self, draft: IssueDraft, ref: str) -> MadeShape:
        """Make one issue with a label and a property that name REF."""
        writer = await self._speaker.writer()
        screen = await self._screen(draft) if draft.fields else Screen()
        filled = screen.filled(draft.fields, writer.dialect)
        body = writer.create(replace(draft, fields=filled), ref)
        return await self._site.ask(MadeShape, Call("POST", "issue", body=body))

    async def labelled(self, ref: str, since: datetime) -> AsyncIterator[str]:
        """Yield the ids of the issues that seem to be labelled with REF, the oldest first."""
        search = Search(search_for(ref, since, self._clock()), "created")
        found = [one async for one in self._searching.each(search, _MOST_PAGES)]
        for one in sorted(found, key=lambda one: (one.fields.created, len(one.id), one.id)):
            yield one.id

    def bears(self, issue: Issue, ref: str) -> bool:
        """Return whether ISSUE is labelled with REF indeed."""
        return label(ref).casefold() in {one.casefold() for one in issue.labels}

    async def update(self, issue_id: str, patch: Patch) -> None:
        """Change fields of an issue, the assignee last."""
        writer = await self._speaker.writer()
        if patch.fields:
            screen = await self._edit_screen(issue_id)
            patch = replace(patch, fields=screen.filled(patch.fields, writer.dialect))
        body = writer.update(patch)
        if body:
            await self._site.tell(Call("PUT", place("issue", issue_id), body=body))
        if patch.sole_assignee_id:
            path = place("issue", issue_id, "assignee")
            person = writer.dialect.person(patch.sole_assignee_id)
            await self._site.tell(Call("PUT", path, body=person))

    async def link(self, issue_id: str, url: str, title: str, key: str) -> None:
        """Show URL on an issue; the same KEY again replaces it."""
        path = place("issue", issue_id, "remotelink")
        await self._site.tell(Call("POST", path, body=link_body(url, title, key)))

    async def _screen(self, draft: IssueDraft) -> Screen:
        """Return the screen on which DRAFT is made, for some minutes the one seen last."""
        place_of, now = (draft.project, draft.issue_type), self._clock()
        seen_at, screen = self._screens.get(place_of, (now - _SCREEN_HOLDS, Screen()))
        if now - seen_at >= _SCREEN_HOLDS:
            screen = await self._create_screen(*place_of)
            self._screens[place_of] = (now, screen)
        return screen

    async def _create_screen(self, project: str, issue_type: str) -> Screen:
        """Return the screen; an empty one where a server does not show it, or has no such type."""
        try:
            types = {one.name: one.id for one in await self._queries.issue_types(project)}
            if issue_type not in types:
                return Screen()
            return of_create(await self._queries.screen(project, types[issue_type]))
        except Failure as failure:
            if is_not_offered(failure):
                return Screen()
            raise

    async def _edit_screen(self, issue_id: str) -> Screen:
        try:
            shown = await self._queries.get(EditShape, place("issue", issue_id, "editmeta"))
        except Failure as failure:
            if is_not_offered(failure):
                return Screen()
            raise
        return of_edit(shown.fields)
