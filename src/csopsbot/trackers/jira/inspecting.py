"""Whether our account can do its work: what Jira shows, asked for; `judging` says what it means."""

from collections.abc import AsyncIterator, Iterable, Sequence

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, Failure, Invalid, NotFound, Refused
from csopsbot.trackers.hooks import PARTS, Registration, judged, no_secret, unseen
from csopsbot.trackers.inspecting import sharing
from csopsbot.trackers.jira import judging
from csopsbot.trackers.jira.bodies import in_project
from csopsbot.trackers.jira.covering import covers
from csopsbot.trackers.jira.hooks import Hooks, judged_as, leads_to
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.shapes import (
    FoundShape,
    PermissionsShape,
    ProjectShape,
    TypeStatusesShape,
)
from csopsbot.trackers.jira.site import Site

_SETTING = "CSOPSBOT_TRACKERS__JIRA__WEBHOOK_SECRET"
_PAGE = "Settings, System, WebHooks, as docs/jira.md says"


class Inspection:
    """Looks at our account, a project and the webhooks of a SITE; changes nothing."""

    def __init__(
        self,
        site: Site,
        queries: Queries,
        we: Ourselves,
        hooks: Hooks,
        *,
        secrets: Sequence[str],
    ) -> None:
        self._site = site
        self._queries = queries
        self._we = we
        self._hooks = hooks
        self._secrets = secrets

    async def of(self, project: str, hook_url: str) -> AsyncIterator[Finding]:
        """Yield what is to be said; what bars everything else comes last."""
        me = None
        try:
            me = await self._we.prove()
            yield judging.account(me)
            await self._queries.get(ProjectShape, place("project", project))
        except (Blocked, NotFound, Invalid) as failure:
            why = judging.Why(self._site.mistaken, self._site.nameless, unknown=me is None)
            yield judging.barred(project, failure, why)
            return
        for finding in await self._project(project):
            yield finding
        if hook_url:
            for finding in await self._webhook(project, hook_url):
                yield finding

    async def _project(self, project: str) -> list[Finding]:
        found = [*await self._rights(project), *judging.statuses(await self._statuses(project))]
        return [*found, *await self._sharing(project)]

    async def _rights(self, project: str) -> Iterable[Finding]:
        asked = (await self._site.dialect()).permissions(judging.NEEDED)
        params = {"projectKey": project, **asked}
        call = Call("GET", "mypermissions", params)
        return judging.rights(project, await self._site.ask(PermissionsShape, call))

    async def _statuses(self, project: str) -> list[judging.Statuses]:
        path = place("project", project, "statuses")
        return await self._queries.get(list[TypeStatusesShape], path)

    async def _sharing(self, project: str) -> Iterable[Finding]:
        """Look whether somebody makes issues by hand as us, as far as that can be searched."""
        jql = f"{in_project(project)} AND creator = currentUser() ORDER BY created DESC"
        try:
            found: list[FoundShape] = await self._queries.newest(jql, "labels")
        except Refused:
            return ()
        account = await self._we.account()
        return [sharing(account.name or account.id, judging.foreign(found), "docs/jira.md")]

    async def _webhook(self, project: str, url: str) -> Iterable[Finding]:
        if not self._secrets:
            return [no_secret("Jira", _SETTING)]
        try:
            seen = await self._hooks.seen()
        except Failure as failure:
            if isinstance(failure, Blocked | NotFound):
                return [unseen(url, "administrators", _PAGE)]
            raise
        ours = [one.jql for one in seen if leads_to(one, url)]
        whole = any(covers(jql, project) for jql in ours)
        unheard = [] if whole else [judging.unheard(project, jql) for jql in ours]
        signs = (await self._site.dialect()).webhooks == "signed"
        registration = Registration(_PAGE, by_hand=() if signs else PARTS)
        return [*judged(map(judged_as, seen), url, registration), *unheard]
