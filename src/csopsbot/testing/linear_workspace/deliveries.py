"""Webhooks: what happened is posted to whoever registered, signed, and again after a failure.

https://linear.app/developers/webhooks
"""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from csopsbot.testing.linear_workspace import payloads
from csopsbot.testing.linear_workspace.workspace import Comment, Issue, Json, Team, User, Workspace

PAUSES = (60.0, 3600.0, 21600.0)


@dataclass(slots=True)
class Hook:
    """A registered webhook, of TEAM or of all that are public.

    Without URL its deliveries are only kept in the record.
    """

    url: str
    secret: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    resource_types: tuple[str, ...] = ("Issue", "Comment")
    enabled: bool = True
    label: str | None = None
    team: Team | None = None

    @property
    def all_public_teams(self) -> bool:
        """Whether it is of every team that everybody may know of."""
        return self.team is None

    def tells(self, kind: str, team: Team) -> bool:
        """Return whether it posts what happens to the KIND of thing in TEAM."""
        within = team.members is None if self.team is None else self.team is team
        return self.enabled and kind in self.resource_types and within


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post: its headers in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


def signature(secret: str, body: bytes) -> str:
    """Return what Linear-Signature says about BODY."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Deliveries:
    """Sends what happens in WORKSPACE to HOOKS; RECORD keeps every delivery once, ANSWERS each status.

    TWICE sends each again, REVERSED sends the second of two before the first, WITHHELD none, and
    KEPT none either, but into the record.
    """

    workspace: Workspace
    hooks: list[Hook] = field(default_factory=list)
    record: list[Delivery] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    twice: bool = False
    reversed: bool = False
    withheld: bool = False
    kept: bool = False
    pauses: Sequence[float] = PAUSES
    held: list[tuple[Hook, Delivery]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def issue(self, action: str, by: User, about: Issue, **before: object) -> None:
        """Tell that an issue was made, changed or deleted; BEFORE is what it was like."""
        data = payloads.issue(self.workspace, about)
        self._post("Issue", action, by, about.team, data, before)

    def comment(self, action: str, by: User, about: Comment, **before: object) -> None:
        """Tell that a comment was made, edited or deleted."""
        data = payloads.comment(self.workspace, about)
        self._post("Comment", action, by, about.issue.team, data, before)

    async def close(self) -> None:
        """Stop sending."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _post(self, kind: str, action: str, by: User, team: Team, data: Json, before: Json) -> None:
        if self.withheld:
            return
        for hook in (one for one in self.hooks if one.tells(kind, team)):
            payload = payloads.envelope(self.workspace, kind, action, by, data, hook.id)
            if action == "update":
                payload["updatedFrom"] = before
            delivery = self._signed(hook, kind, payload)
            self.record.append(delivery)
            self._send(hook, delivery)

    def _signed(self, hook: Hook, kind: str, payload: Json) -> Delivery:
        body = json.dumps(payload).encode()
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Linear-Webhook",
            "linear-delivery": str(uuid.uuid4()),
            "linear-event": kind,
            "linear-timestamp": str(payload["webhookTimestamp"]),
            "linear-signature": signature(hook.secret, body),
        }
        return Delivery(headers, body)

    def _send(self, hook: Hook, delivery: Delivery) -> None:
        if not hook.url or self.kept:
            return
        self.held.append((hook, delivery))
        if self.reversed and len(self.held) < 2:
            return
        for one in reversed(self.held):
            for _ in range(2 if self.twice else 1):
                task = asyncio.get_running_loop().create_task(self._until_taken(*one))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        self.held.clear()

    async def _until_taken(self, hook: Hook, delivery: Delivery) -> None:
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            for pause in (*self.pauses, None):
                if await self._taken(client, hook, delivery) or pause is None:
                    return
                await asyncio.sleep(pause)

    async def _taken(self, client: httpx.AsyncClient, hook: Hook, delivery: Delivery) -> bool:
        """Post once; Linear wants a 200 within five seconds, and nothing else will do."""
        try:
            answer = await client.post(hook.url, content=delivery.body, headers=delivery.headers)
        except httpx.HTTPError:
            return False
        self.answers.append(answer.status_code)
        return answer.status_code == 200
