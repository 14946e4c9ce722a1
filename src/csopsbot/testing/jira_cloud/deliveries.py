"""Webhooks: what happened is posted to whoever registered, signed, and again when it failed.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import asyncio
import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, field

import httpx

from csopsbot.testing.jira_cloud import adf, shapes
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.site import Comment, Issue, Json, Site, User

_AGAIN = {408, 409, 425, 429}
_MOST_RETRIES = 5


@dataclass(frozen=True, slots=True)
class Hook:
    """A registered webhook; without URL its deliveries are only kept in the record."""

    url: str
    secret: str


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
        self._post(payload)

    def comment(self, event: str, by: User, issue: Issue, comment: Comment) -> None:
        """Tell that a comment was made, edited or deleted."""
        payload = self._payload(f"comment_{event}", by, issue)
        payload["comment"] = _as_text(shapes.comment(self.site, issue, comment), "body")
        if self.faults.bare_comments:
            del payload["issue"]
        self._post(payload)

    async def close(self) -> None:
        """Stop sending."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _payload(self, event: str, by: User, issue: Issue) -> Json:
        user = shapes.user(self.site, by)
        user.pop("emailAddress", None)
        shown = shapes.issue(self.site, issue, "*all")
        shown["fields"] = _as_text(shown["fields"], "description")
        stamp = int(self.site.clock().timestamp() * 1000)
        return {"timestamp": stamp, "webhookEvent": event, "user": user, "issue": shown}

    def _post(self, payload: Json) -> None:
        if self.faults.withhold_deliveries:
            return
        body = json.dumps(payload).encode()
        for hook in self.hooks:
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
        if not hook.url:
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


def _as_text(shape: Json, name: str) -> Json:
    """Return SHAPE with its document as text, for webhooks speak version 2."""
    return shape | {name: adf.text_of(shape[name])}
