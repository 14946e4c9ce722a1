"""What a channel is: whether outsiders read it, and who of us is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.slack.asking import No, ask
from csopsbot.slack.payload import Payload, branch, flag, strings, text
from csopsbot.slack.recent import Recent

FRESH = timedelta(minutes=5)
_PAGE, _MOST_PAGES = 999, 3

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as far as it matters to who may read what we say in it."""

    id: str
    is_shared: bool = False
    is_member: bool = True


class Channels:
    """The channels of the workspace."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._memory: Recent[Channel] = Recent(FRESH)
        self._complained: set[str] = set()

    async def find(self, id: str) -> Channel:
        """Return the channel; raises `Unavailable` where it cannot be known at present."""
        if known := self._memory.get(id, self._clock()):
            return known
        channel = await self._asked(id)
        if channel.is_member:
            self._memory.put(id, channel, self._clock())
        return channel

    async def _asked(self, id: str) -> Channel:
        try:
            answer = await ask(self._client.conversations_info(channel=id))
        except No as no:
            return self._unseen(id, no.code)
        return read_channel(branch(answer, "channel"), id)

    async def has(self, id: str, person: str) -> bool:
        """Return whether PERSON is in the channel; raises `Unavailable` as `find` does.

        Where Slack does not tell, or there are too many to be read while somebody waits, they are.
        """
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            try:
                call = self._client.conversations_members(channel=id, cursor=cursor, limit=_PAGE)
                answer = await ask(call)
            except No as no:
                self._complain(no.code)
                return True
            if person in strings(answer, "members"):
                return True
            cursor = text(answer, "response_metadata", "next_cursor")
            if not cursor:
                return False
        return True

    def _unseen(self, id: str, problem: str) -> Channel:
        """Return a channel that Slack does not show us: we are not in it, or may not ask."""
        if problem == "channel_not_found":
            return Channel(id, is_member=False)
        self._complain(problem)
        return Channel(id)

    def _complain(self, problem: str) -> None:
        if problem not in self._complained:
            self._complained.add(problem)
            _log.warning("slack_channel_unknown", problem=problem)


def read_channel(channel: Payload, id: str) -> Channel:
    """Return the channel that Slack describes; one about to be shared counts as shared."""
    shared = flag(channel, "is_ext_shared") or flag(channel, "is_pending_ext_shared")
    return Channel(id, is_shared=shared, is_member=channel.get("is_member") is not False)
