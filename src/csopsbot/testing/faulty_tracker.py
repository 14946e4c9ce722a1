"""A tracker that lets things go wrong on demand, around any adapter that works."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

import httpx

from csopsbot.app.abilities import Capabilities, Finding, Identity, ProjectSchema
from csopsbot.app.failures import Failure, RateLimited, Unanswered
from csopsbot.app.tracker import (
    File,
    Gone,
    Hidden,
    HistoryEntry,
    IssueDraft,
    MoveResult,
    Patch,
    Sighting,
    Tracker,
    WorkDone,
)
from csopsbot.app.webhooks import Webhooks
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Attachment, Category, Issue, IssueComment, IssueRef, TrackerUser

T = TypeVar("T")


@dataclass(slots=True)
class Faults:
    """What goes wrong next; each fault happens once, but what is away stays away."""

    _refusals: deque[Failure] = field(default_factory=deque)
    _lost: int = 0
    _lag: int = 0
    _away: dict[str, Gone | Hidden] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def lose_next_answer(self) -> None:
        """Let the next write be done, and its answer be lost."""
        self._lost += 1

    def refuse_next(self, failure: Failure) -> None:
        """Let the next write be refused, and not be done."""
        self._refusals.append(failure)

    def limit_next(self, scope: str, retry_at: datetime) -> None:
        """Let the next write be one too many."""
        self.refuse_next(RateLimited("Too many requests", retry_at=retry_at, scope=scope))

    def lag(self, looks: int) -> None:
        """Let the index be behind for the next LOOKS: they find nothing."""
        self._lag = looks

    def take_away(self, issue_id: str, how: Gone | Hidden) -> None:
        """Let the issue be gone or hidden from now on."""
        self._away[issue_id] = how

    def rename(self, issue_id: str, key: str) -> None:
        """Let the issue be called KEY from now on, as after a move to another project."""
        self._keys[issue_id] = key

    async def write(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make CALL, unless it is to be refused, and return its answer, unless that is lost."""
        if self._refusals:
            raise self._refusals.popleft()
        answer = await call()
        if self._lost:
            self._lost -= 1
            raise Unanswered
        return answer

    async def look(self, call: Callable[[], Awaitable[T | None]]) -> T | None:
        """Make CALL, unless the index is behind."""
        if self._lag:
            self._lag -= 1
            return None
        return await call()

    def is_away(self, issue_id: str) -> bool:
        """Return whether the issue was taken away."""
        return issue_id in self._away

    def instead(self, issue_id: str, seen: T) -> T | Gone | Hidden:
        """Return what became of the issue, or else SEEN."""
        return self._away.get(issue_id, seen)

    def shown(self, issue_id: str, seen: Issue | Gone | Hidden) -> Issue | Gone | Hidden:
        """Return what is to be seen of the issue instead of SEEN."""
        seen = self.instead(issue_id, seen)
        if isinstance(seen, Issue) and (key := self._keys.get(issue_id)):
            url = seen.ref.url.replace(seen.ref.key, key)
            return replace(seen, ref=replace(seen.ref, key=key, url=url))
        return seen


class FaultyTracker:
    """TRACKER with FAULTS."""

    def __init__(self, tracker: Tracker, faults: Faults) -> None:
        self._tracker = tracker
        self._faults = faults

    @property
    def name(self) -> str:
        return self._tracker.name

    @property
    def capabilities(self) -> Capabilities:
        return self._tracker.capabilities

    @property
    def webhooks(self) -> Webhooks:
        return self._tracker.webhooks

    async def probe(self) -> Identity:
        return await self._tracker.probe()

    async def schema(self, project: str) -> ProjectSchema:
        return await self._tracker.schema(project)

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        return await self._faults.write(partial(self._tracker.create, draft, ref))

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        return await self._faults.look(partial(self._tracker.find, project, ref, since))

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        return self._faults.shown(issue_id, await self._tracker.get(issue_id))

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        found = await self._tracker.locate(address)
        return self._faults.shown(found.ref.id, found) if isinstance(found, Issue) else found

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        call = partial(self._tracker.comment, ref, body, op, internal=internal)
        return await self._faults.write(call)

    async def edit_comment(
        self, ref: IssueRef, comment_id: str, body: Doc, op: str
    ) -> IssueComment:
        call = partial(self._tracker.edit_comment, ref, comment_id, body, op)
        return await self._faults.write(call)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        await self._faults.write(partial(self._tracker.delete_comment, ref, comment_id))

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        return await self._faults.look(partial(self._tracker.find_comment, ref, op, since))

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        call = partial(self._tracker.move, ref, target, status=status, fields=fields)
        return await self._faults.write(call)

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        await self._faults.write(partial(self._tracker.update, ref, patch))

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        await self._faults.write(partial(self._tracker.link, ref, url, title, key))

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        return await self._faults.write(partial(self._tracker.attach, ref, file))

    async def download(self, attachment: Attachment) -> bytes:
        return await self._tracker.download(attachment)

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        await self._faults.write(partial(self._tracker.log_work, ref, work, op))

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:
        looked = await self._faults.look(partial(self._tracker.find_work, ref, op, since))
        return bool(looked)

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        async for one in self._tracker.changed(project, since):
            if not self._faults.is_away(one.issue_id):
                yield one

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        seen = await self._tracker.sight(issue_ids)
        return {id: self._faults.instead(id, one) for id, one in seen.items()}

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        return await self._tracker.history(ref, since)

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        return await self._tracker.inspect(project, hook_url)

    async def register_webhook(self, project: str, hook_url: str) -> None:
        await self._faults.write(partial(self._tracker.register_webhook, project, hook_url))

    async def find_user(self, email: str) -> TrackerUser | None:
        return await self._tracker.find_user(email)

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        return await self._tracker.find_people(words)

    async def close(self) -> None:
        await self._tracker.close()


class UnrulyTransport(httpx.AsyncBaseTransport):
    """Carries deliveries over INNER: as asked for, twice, too late, or without an answer."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self._twice = self._hold = self._lose = False
        self._held: list[httpx.Request] = []

    def repeat_next(self) -> None:
        """Deliver the next one twice."""
        self._twice = True

    def hold_next(self) -> None:
        """Deliver the next one after the one that follows it."""
        self._hold = True

    def lose_next_answer(self) -> None:
        """Deliver the next one, but lose the answer."""
        self._lose = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._hold:
            self._hold = False
            self._held.append(request)
            return httpx.Response(202)
        answer = await self._inner.handle_async_request(request)
        if self._twice:
            self._twice = False
            answer = await self._inner.handle_async_request(request)
        while self._held:
            await self._inner.handle_async_request(self._held.pop(0))
        if self._lose:
            self._lose = False
            raise httpx.ReadTimeout("the answer was lost", request=request)
        return answer
