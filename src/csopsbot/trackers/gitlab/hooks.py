"""The webhooks of a project, which its maintainers may look at and add.

https://docs.gitlab.com/api/project_webhooks/
"""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from csopsbot.app.failures import Blocked, NoSecret, Refused
from csopsbot.trackers.gitlab.access import GitLabAccess
from csopsbot.trackers.hooks import Hook
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

_EVENTS = {
    "issues_events": "issues",
    "confidential_issues_events": "confidential issues",
    "note_events": "comments",
    "confidential_note_events": "confidential comments",
}


class _HookShape(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: int
    url: str
    issues_events: bool = False
    confidential_issues_events: bool | None = False
    note_events: bool = False
    confidential_note_events: bool | None = False
    enable_ssl_verification: bool = True
    alert_status: str = "executable"
    disabled_until: str | None = None
    token_present: bool | None = None
    signing_token_present: bool | None = None

    @property
    def is_disabled(self) -> bool:
        """Whether GitLab sends it nothing, for now or for good."""
        return self.alert_status != "executable"

    def shown(self) -> Hook:
        """Return the webhook as every tracker's is told of."""
        until = f"until {self.disabled_until}" if self.disabled_until else ""
        proofs = (self.token_present, self.signing_token_present)
        return Hook(
            self.url,
            not self.is_disabled,
            tuple(says for name, says in _EVENTS.items() if not getattr(self, name)),
            # A server that does not tell of either is not said to have none.
            signed=proofs == (None, None) or any(proofs),
            checks_certificate=self.enable_ssl_verification,
            why=f"because deliveries failed {until}".strip() if self.is_disabled else "",
        )


class ProjectHooks:
    """What somebody registered in a project."""

    def __init__(self, http: Http, access: GitLabAccess) -> None:
        self._http = http
        self._access = access

    async def of(self, project: int) -> Sequence[Hook]:
        """Return the project's webhooks."""
        return [one.shown() for one in await self._all(project)]

    async def register(self, project: int, url: str) -> None:
        """Make the webhook, or mend the one that leads to URL; a disabled one is enabled by a test."""
        if not (self._access.signing_tokens or self._access.secrets):
            raise NoSecret
        there = next((one for one in await self._all(project) if one.url == url), None)
        path = f"v4/projects/{project}/hooks"
        body = self._body(url)
        if there:
            request = Request("PUT", f"{path}/{there.id}", body=body)
        else:
            request = Request("POST", path, body=body)
        made = await self._http.ask(_HookShape, request)
        if not (self._access.secrets or made.signing_token_present):
            # A server that has no signing tokens says nothing about the one it was given.
            raise Blocked(
                "this GitLab took the webhook but knows no signing tokens: set a webhook secret, "
                "and register it again"
            )
        if made.is_disabled:
            await self._test(Request("POST", f"{path}/{made.id}/test/issues_events"))

    async def _test(self, test: Request) -> None:
        """Let GitLab send a delivery: whatever is changed, only one that comes through enables it.

        https://docs.gitlab.com/user/project/integrations/webhooks/#re-enable-disabled-webhooks
        """
        try:
            await self._http.tell(test)
        except Refused as refusal:
            raise Blocked(
                f"the webhook is mended, but GitLab keeps it disabled until a test comes through: "
                f"{refusal}; see that csopsbot serve runs, and press Test under Settings, Webhooks"
            ) from refusal

    def _body(self, url: str) -> dict[str, object]:
        body: dict[str, object] = {"url": url, "push_events": False}
        body |= dict.fromkeys(_EVENTS, True) | {"enable_ssl_verification": True}
        if self._access.signing_tokens:
            body["signing_token"] = self._access.signing_tokens[0]
        if self._access.secrets:
            body["token"] = self._access.secrets[0]
        return body

    async def _all(self, project: int) -> list[_HookShape]:
        request = Request("GET", f"v4/projects/{project}/hooks", {"per_page": "100"})
        return await self._http.ask(list[_HookShape], request)
