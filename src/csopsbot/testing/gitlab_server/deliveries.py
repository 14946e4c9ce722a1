"""Webhooks: what happened is posted once to whoever registered; who fails too often is left out.

https://docs.gitlab.com/user/project/integrations/webhooks/
"""

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from csopsbot.testing.gitlab_server import shapes
from csopsbot.testing.gitlab_server.site import Issue, Json, Note, Project, Site, User

_MOST_FAILURES = 4
_PREFIX = "whsec_"


@dataclass(slots=True)
class Hook:
    """A webhook of PROJECT, or of all; one under .test leads nowhere.

    EVENTS are those it is told of, as in X-Gitlab-Event; none: of all.
    """

    url: str = ""
    secret: str = ""
    signing_token: str = ""
    failures: int = 0
    disabled: bool = False
    id: int = 0
    project: Project | None = None
    events: frozenset[str] = frozenset()
    checks_certificate: bool = True

    def takes(self, kind: str, about: Project) -> bool:
        """Return whether it is told of an event of this KIND in a project."""
        return self.project in (None, about) and (not self.events or kind in self.events)

    @property
    def leads_nowhere(self) -> bool:
        """Whether its deliveries are only kept in the record."""
        return not self.url or (urlsplit(self.url).hostname or "").endswith(".test")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post: its headers in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


def signature(token: str, message: str, stamp: str, body: bytes) -> str:
    """Return what webhook-signature says, as Standard Webhooks have it."""
    key = base64.b64decode(token.removeprefix(_PREFIX))
    digest = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


@dataclass(slots=True)
class Deliveries:
    """Sends what happens at SITE to HOOKS; RECORD keeps every delivery once.

    TWICE sends each again, REVERSED sends the second of two before the first, WITHHELD none.
    EVENT is the same for all that one request brings about. SIGNS tells whether a webhook can have
    a signing token here.
    """

    site: Site
    hooks: list[Hook] = field(default_factory=list)
    record: list[Delivery] = field(default_factory=list)
    twice: bool = False
    reversed: bool = False
    withheld: bool = False
    event: str = ""
    signs: bool = True
    held: list[tuple[Hook, Delivery]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def issue(self, action: str, by: User, about: Issue) -> None:
        """Tell that something happened to an issue."""
        kind = "Confidential Issue Hook" if about.confidential else "Issue Hook"
        self._post(kind, about.project, self._happened(action, by, about))

    async def test(self, hook: Hook, by: User, about: Issue) -> bool:
        """Tell HOOK of an issue, though it be disabled; if it takes that, it is enabled again."""
        body = json.dumps(self._happened("open", by, about)).encode()
        self.record.append(Delivery(self._headers("Issue Hook", hook, body), body))
        if hook.leads_nowhere:
            hook.failures, hook.disabled = 0, False
        else:
            await _deliver(hook, self.record[-1])
        return not hook.failures

    def note(self, by: User, about: Issue, note: Note) -> None:
        """Tell that a comment was made or edited."""
        hidden = note.internal or about.confidential
        event_type = "confidential_note" if hidden else "note"
        attributes = {
            "id": note.id,
            "note": note.body,
            "noteable_type": "Issue",
            "author_id": note.author.id,
            "project_id": about.project.id,
            "noteable_id": about.id,
            "system": note.system,
            "internal": note.internal,
            "action": "create",
        }
        payload = {
            "object_kind": "note",
            "event_type": event_type,
            "object_attributes": attributes,
            "issue": self._attributes(about),
        }
        kind = "Confidential Note Hook" if hidden else "Note Hook"
        self._post(kind, about.project, payload | self._about(by, about))

    async def close(self) -> None:
        """Stop sending."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _happened(self, action: str, by: User, about: Issue) -> Json:
        attributes = self._attributes(about) | {"action": action}
        payload = {"object_kind": "issue", "event_type": "issue", "object_attributes": attributes}
        return payload | self._about(by, about)

    def _about(self, by: User, about: Issue) -> Json:
        return {
            "user": {"id": by.id, "name": by.name, "username": by.username, "email": "[REDACTED]"},
            "project": shapes.project(self.site, about.project),
            "labels": [{"title": name} for name in about.labels],
        }

    def _attributes(self, about: Issue) -> Json:
        return {
            "id": about.id,
            "iid": about.iid,
            "project_id": about.project.id,
            "title": about.title,
            "description": about.description,
            "state": about.state,
            "confidential": about.confidential,
            "updated_at": shapes.moment(about.updated),
            "url": shapes.address(self.site, about),
        }

    def _post(self, kind: str, about: Project, payload: Json) -> None:
        if self.withheld:
            return
        body = json.dumps(payload).encode()
        for hook in [one for one in self.hooks if one.takes(kind, about)]:
            self.record.append(Delivery(self._headers(kind, hook, body), body))
            self._send(hook, self.record[-1])

    def _headers(self, kind: str, hook: Hook, body: bytes) -> dict[str, str]:
        message, stamp = str(uuid.uuid4()), str(int(self.site.clock().timestamp()))
        headers = {
            "content-type": "application/json",
            "user-agent": "GitLab/18.6.0",
            "idempotency-key": message,
            "x-gitlab-event": kind,
            "x-gitlab-webhook-uuid": str(uuid.uuid4()),
            "x-gitlab-instance": self.site.url,
            "x-gitlab-event-uuid": self.event,
        }
        if hook.secret:
            headers["x-gitlab-token"] = hook.secret
        if hook.signing_token:
            headers |= {"webhook-id": message, "webhook-timestamp": stamp}
            headers["webhook-signature"] = signature(hook.signing_token, message, stamp, body)
        return headers

    def _send(self, hook: Hook, delivery: Delivery) -> None:
        if hook.leads_nowhere or hook.disabled:
            return
        self.held.append((hook, delivery))
        if self.reversed and len(self.held) < 2:
            return
        for one in reversed(self.held):
            for _ in range(2 if self.twice else 1):
                task = asyncio.get_running_loop().create_task(_deliver(*one))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        self.held.clear()


async def _deliver(hook: Hook, delivery: Delivery) -> None:
    """Post once; four failures in a row, and the hook is disabled."""
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        try:
            answer = await client.post(hook.url, content=delivery.body, headers=delivery.headers)
            taken = answer.is_success
        except httpx.HTTPError:
            taken = False
    hook.failures = 0 if taken else hook.failures + 1
    hook.disabled = hook.failures >= _MOST_FAILURES
