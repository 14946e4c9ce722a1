"""Webhooks: what happened is posted once to whoever registered, signed, and never again.

https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
"""

import asyncio
import hashlib
import hmac
import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from csopsbot.testing.github_site import shapes
from csopsbot.testing.github_site.site import Account, Comment, Issue, Json, Repository, Site


@dataclass(slots=True)
class Hook:
    """A webhook of the repository PLACE, or of all; one under .test leads nowhere.

    LAST is how the last delivery was answered.
    """

    url: str
    secret: str
    id: int = 0
    place: Repository | None = None
    events: tuple[str, ...] = ("*",)
    active: bool = True
    insecure: bool = False
    last: int = 0

    def takes(self, event: str, about: Repository) -> bool:
        """Return whether it is told of EVENT there."""
        here = self.place is None or self.place is about
        return self.active and here and bool({event, "*"} & set(self.events))

    @property
    def leads_nowhere(self) -> bool:
        """Whether its deliveries are only kept in the record."""
        return not self.url or (urlsplit(self.url).hostname or "").endswith(".test")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post: its headers in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


def signature(secret: str, body: bytes) -> str:
    """Return what X-Hub-Signature-256 says about BODY."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Deliveries:
    """Sends what happens at SITE to HOOKS; RECORD keeps every delivery once.

    TWICE sends each again, REVERSED sends the second of two before the first, WITHHELD none.
    """

    site: Site
    hooks: list[Hook] = field(default_factory=list)
    record: list[Delivery] = field(default_factory=list)
    twice: bool = False
    reversed: bool = False
    withheld: bool = False
    held: list[tuple[Hook, Delivery]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def issue(self, action: str, by: Account, about: Issue, **more: Json) -> None:
        """Tell that something happened to an issue."""
        self._post("issues", {"action": action, **self._about(by, about), **more})

    def comment(self, action: str, by: Account, about: Issue, comment: Comment) -> None:
        """Tell that a comment was made, edited or deleted."""
        shown = shapes.comment(self.site, about, comment)
        self._post("issue_comment", {"action": action, **self._about(by, about), "comment": shown})

    async def close(self) -> None:
        """Stop sending."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _about(self, by: Account, about: Issue) -> Json:
        return {
            "issue": shapes.issue(self.site, about),
            "repository": shapes.repository(self.site, about.repository),
            "sender": shapes.account(self.site, by),
        }

    def _post(self, event: str, payload: Json) -> None:
        if self.withheld:
            return
        body = json.dumps(payload).encode()
        about = self.site.by_id(payload["repository"]["id"])
        for hook in [one for one in self.hooks if about and one.takes(event, about)]:
            headers = {
                "content-type": "application/json",
                "user-agent": "GitHub-Hookshot/044aadd",
                "x-github-delivery": str(uuid.uuid4()),
                "x-github-event": event,
                "x-github-hook-id": "292430182",
            }
            if hook.secret:
                headers["x-hub-signature-256"] = signature(hook.secret, body)
            self.record.append(Delivery(headers, body))
            self._send(hook, self.record[-1])

    def _send(self, hook: Hook, delivery: Delivery) -> None:
        if hook.leads_nowhere:
            return
        self.held.append((hook, delivery))
        if self.reversed and len(self.held) < 2:
            return
        waiting = [one for one in reversed(self.held) for _ in range(2 if self.twice else 1)]
        self.held.clear()
        task = asyncio.get_running_loop().create_task(_deliver(waiting))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def _deliver(waiting: list[tuple[Hook, Delivery]]) -> None:
    """Post each once, whatever comes of it: GitHub does not try again by itself."""
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        for hook, delivery in waiting:
            hook.last = 502
            with suppress(httpx.HTTPError):
                answer = await client.post(
                    hook.url, content=delivery.body, headers=delivery.headers
                )
                hook.last = answer.status_code
