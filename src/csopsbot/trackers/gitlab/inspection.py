"""Whether our account can do its work in a project: what GitLab shows, judged."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Blocked, NotFound
from csopsbot.trackers.gitlab.hooks import ProjectHooks
from csopsbot.trackers.gitlab.queries import MAINTAINER, REPORTER, Queries
from csopsbot.trackers.gitlab.shapes import IssueShape, ProjectShape, UserShape
from csopsbot.trackers.gitlab.ways import Ways
from csopsbot.trackers.hooks import Registration, judged, no_secret, unseen
from csopsbot.trackers.http import Http
from csopsbot.trackers.inspecting import (
    LOOKED_AT,
    lacks_scope,
    public,
    runs_out,
    sharing,
    usable,
)
from csopsbot.trackers.marked import is_marked
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.renamed import renamed

_GUIDE = "docs/gitlab.md"
_SECRETS = "CSOPSBOT_TRACKERS__GITLAB__SIGNING_TOKEN, or ...__WEBHOOK_SECRET"
_REGISTRATION = Registration("the project's Settings, Webhooks", enable="press Test")


class TokenShape(BaseModel):
    """What our token may be used for, and until when."""

    model_config = ConfigDict(frozen=True)

    scopes: tuple[str, ...] = ()
    expires_at: date | None = None


class Inspection:
    """Looks at our account, the project and its webhook; changes nothing."""

    def __init__(
        self,
        http: Http,
        queries: Queries,
        hooks: ProjectHooks,
        ways: Ways,
        clock: Callable[[], datetime],
        *,
        proves_deliveries: bool,
    ) -> None:
        self._http = http
        self._queries = queries
        self._hooks = hooks
        self._ways = ways
        self._clock = clock
        self._proves_deliveries = proves_deliveries

    async def of(self, project: str, hook_url: str) -> AsyncIterator[Finding]:
        """Yield what is to be said; what bars everything else comes last."""
        try:
            async for finding in self._account():
                yield finding
            shown = await self._queries.shown(project)
        except Blocked as failure:
            yield Finding("fault", str(failure), f"see {_GUIDE}, step 1")
            return
        for finding in (*_renamed(project, shown), *of_project(shown, self._ways)):
            yield finding
        account = await self._queries.account()
        if shown.issues_enabled and not account.bot:
            yield await self._sharing(shown, account)
        if hook_url:
            for finding in await self._webhook(shown, hook_url):
                yield finding

    async def _account(self) -> AsyncIterator[Finding]:
        account = await self._queries.account(again=True)
        if account.bot:
            yield Finding("fine", f"we act as {account.username}, an account that is a token's own")
        else:
            yield Finding("fine", f"we act as {account.username}")
        request = Request("GET", "v4/personal_access_tokens/self")
        for finding in of_token(await self._http.ask(TokenShape, request), self._clock().date()):
            yield finding

    async def _sharing(self, project: ProjectShape, account: UserShape) -> Finding:
        bounds = {"author_id": str(account.id), "scope": "all", "per_page": str(LOOKED_AT)}
        request = Request("GET", f"v4/projects/{project.id}/issues", bounds)
        made = await self._http.ask(list[IssueShape], request)
        foreign = [f"#{one.iid}" for one in made if not is_marked(one.description or "")]
        return sharing(account.username, foreign, _GUIDE)

    async def _webhook(self, project: ProjectShape, url: str) -> tuple[Finding, ...]:
        if not self._proves_deliveries:
            return (no_secret("GitLab", _SECRETS),)
        if project.level >= MAINTAINER:
            try:
                hooks = await self._hooks.of(project.id)
                return judged(hooks, url, _REGISTRATION, unseen="one of the group")
            except AuthError:
                raise
            except (Blocked, NotFound):
                pass
        return (unseen(url, "maintainers", _REGISTRATION.page),)


def _renamed(asked: str, shown: ProjectShape) -> Iterator[Finding]:
    if asked != str(shown.id):
        yield from renamed(asked, shown.path_with_namespace)


def of_project(project: ProjectShape, ways: Ways) -> Iterator[Finding]:
    """Yield what PROJECT itself lets us do."""
    name = project.path_with_namespace
    yield from usable(name, tracks_issues=project.issues_enabled, archived=project.archived)
    if not project.level and project.visibility == "private":
        # A member by way of a group that was invited: GitLab shows the project, and no role.
        says = f"GitLab does not tell which role our account has in {name}"
        yield Finding("doubt", says, "see that it is Reporter at least, or make it a member itself")
    elif project.level < REPORTER:
        says = f"our account is less than a reporter in {name}: labels and statuses are beyond it"
        yield Finding("fault", says, "give it the role Reporter")
    if project.visibility == "public" and not ways.confidential:
        yield public(name, "set CSOPSBOT_TRACKERS__GITLAB__CONFIDENTIAL to true")


def of_token(token: TokenShape, today: date) -> Iterator[Finding]:
    """Yield what the token lacks, and when it runs out."""
    if "api" not in token.scopes:
        yield lacks_scope("api")
    remedy = "rotate it in time, so that its account stays the same"
    yield from runs_out(token.expires_at, today, remedy)
