"""Webhooks: what happened is posted to whoever registered, signed, and again when it failed.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import asyncio
import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from csopsbot.testing.jira_cloud import jql, shapes
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.site import Comment, Issue, Site
from csopsbot.testing.jira_cloud.users import Json, User

_AGAIN = {408, 409, 425, 429}
_MOST_RETRIES = 5
_HERE = ("http://127.0.0.1", "http://localhost")


@dataclass(slots=True)
class Hook:
    """A registered webhook; what does not lead to this machine is only kept in the record.

    EVENTS and JQL narrow what it delivers; without them it is everything.
    """

    url: str
    secret: str
    id: str = ""
    name: str = ""
    events: tuple[str, ...] = ()
    jql: str = ""
    enabled: bool = True
    excludes_body: bool = False
    delivered: int = 0
    failed: int = 0

    def wants(self, event: str, issue: Issue, now: datetime) -> bool:
        """Return whether EVENT of ISSUE is to be delivered."""
        if not self.enabled or (self.events and event not in self.events):
            return False
        return not self.jql or bool(jql.search(self.jql, [issue], now))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post: its headers in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


def signature(secret: str, body: bytes) -> str:
    """Return what X-Hub-Signature says about BODY."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Deliveries:
    """Sends what happens at SITE to HOOKS; RECORD keeps every delivery once."""

    site: Site
    faults: Faults
    hooks: list[Hook] = field(default_factory=list)
    record: list[Delivery] = field(default_factory=list)
    retry_seconds: float = 300
    held: list[tuple[Hook, Delivery]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def issue(self, event: str, kind: str, by: User, issue: Issue, items: list[Json]) -> None:
        """Tell that something happened to ISSUE; ITEMS are the changed fields."""
        payload = self._payload(f"jira:issue_{event}", by, issue)
        payload["issue_event_type_name"] = kind
        if items:
            payload["changelog"] = {"id": self.site.new_id(), "items": items}
        self._post(payload, issue)

    def comment(self, event: str, by: User, issue: Issue, comment: Comment) -> None:
        """Tell that a comment was made, edited or deleted."""
        payload = self._payload(f"comment_{event}", by, issue)
        payload["comment"] = self._as_text(shapes.comment(self.site, issue, comment), "body")
        if self.faults.bare_comments:
            del payload["issue"]
        self._post(payload, issue)

    async def close(self) -> None:
        """Stop sending."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _payload(self, event: str, by: User, issue: Issue) -> Json:
        user = shapes.user(self.site, by)
        user.pop("emailAddress", None)
        shown = shapes.issue(self.site, issue, "*all")
        shown["fields"] = self._as_text(shown["fields"], "description")
        stamp = int(self.site.clock().timestamp() * 1000)
        return {"timestamp": stamp, "webhookEvent": event, "user": user, "issue": shown}

    def _as_text(self, shape: Json, name: str) -> Json:
        """Return SHAPE with its rich text as words, for webhooks speak version 2."""
        return shape | {name: self.site.manner.text_of(shape[name])}

    def _post(self, payload: Json, issue: Issue) -> None:
        if self.faults.withhold_deliveries:
            return
        now, event = self.site.clock(), str(payload["webhookEvent"])
        for hook in [one for one in self.hooks if one.wants(event, issue, now)]:
            body = b"" if hook.excludes_body else json.dumps(payload).encode()
            headers = {
                "content-type": "application/json",
                "user-agent": "Atlassian Webhook HTTP Client",
                "x-atlassian-webhook-identifier": str(uuid.uuid4()),
                "x-atlassian-webhook-flow": "Primary",
            }
            if hook.secret:
                headers["x-hub-signature"] = signature(hook.secret, body)
            self.record.append(Delivery(headers, body))
            self._send(hook, self.record[-1])

    def _send(self, hook: Hook, delivery: Delivery) -> None:
        if not hook.url.startswith(_HERE):
            return
        self.held.append((hook, delivery))
        if self.faults.reorder_deliveries and len(self.held) < 2:
            return
        for one in reversed(self.held):
            for _ in range(2 if self.faults.duplicate_deliveries else 1):
                task = asyncio.get_running_loop().create_task(self._until_taken(*one))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        self.held.clear()

    async def _until_taken(self, hook: Hook, delivery: Delivery) -> None:
        timeout = httpx.Timeout(20, connect=5)
        async with httpx.AsyncClient(timeout=timeout, trust_env=False) as client:
            for retry in range(_MOST_RETRIES + 1):
                counted = {"x-atlassian-webhook-retry": str(retry)} if retry else {}
                status = await _status(client, hook, delivery, counted)
                hook.delivered += status < 400
                hook.failed += status >= 400
                if not (status in _AGAIN or status >= 500):
                    return
                await asyncio.sleep(self.retry_seconds)


async def _status(
    client: httpx.AsyncClient, hook: Hook, delivery: Delivery, more: dict[str, str]
) -> int:
    try:
        headers = delivery.headers | more
        return (await client.post(hook.url, content=delivery.body, headers=headers)).status_code
    except httpx.HTTPError:
        return 599
