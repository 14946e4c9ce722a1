"""One Jira: which kind it is, found out once, and every call to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from csopsbot.app.failures import Failure
from csopsbot.trackers.jira.access import JiraAccess, Patience
from csopsbot.trackers.jira.cloud import Cloud
from csopsbot.trackers.jira.data_center import DataCenter
from csopsbot.trackers.jira.dialect import Dialect
from csopsbot.trackers.jira.outcome import Answer, Call, is_not_offered
from csopsbot.trackers.jira.shapes import ServerShape
from csopsbot.trackers.jira.transport import Transport

T = TypeVar("T")

_CLOUDS = (".atlassian.net", ".jira.com", ".atlassian.com")
_CLOUD_VERSION = 1000


class Site:
    """Sends calls to a Jira in its dialect; repeats nothing by itself.

    It is MISTAKEN once Jira has said that it is Cloud, and the settings say otherwise.
    """

    def __init__(
        self, access: JiraAccess, clock: Callable[[], datetime], patience: Patience
    ) -> None:
        self._transport = Transport(access, clock, patience)
        self._known = _said(access)
        self._forced = access.deployment == "data_center"
        self._whose = access.email
        self.mistaken = False

    @property
    def likely(self) -> Dialect:
        """The dialect, or the likeliest while nobody knows."""
        return self._known or (DataCenter() if self._forced else Cloud())

    @property
    def nameless(self) -> bool:
        """Whether the settings leave out whose token it is, though Jira Cloud wants to know."""
        return isinstance(self.likely, Cloud) and not self._whose

    async def dialect(self) -> Dialect:
        """Return the dialect, asked for once if the settings do not say; raises a `Failure`."""
        if self._known is None:
            self._known = await self._find_out()
        return self._known

    async def ask(self, shape: type[T], call: Call) -> T:
        """Return the answer to CALL as SHAPE; raises a `Failure`."""
        return await self._transport.ask(shape, await self._placed(call))

    async def tell(self, call: Call) -> Answer:
        """Send CALL and return its answer, a yes; raises a `Failure`."""
        return await self._transport.tell(await self._placed(call))

    async def close(self) -> None:
        """Let go of threads and connections."""
        await self._transport.close()

    async def _placed(self, call: Call) -> Call:
        root = call.root or (await self.dialect()).api
        return replace(call, path=f"{root}/{call.path}", root=root)

    async def _find_out(self) -> Dialect:
        """Ask whoever may be asked, and take one that does not say for Jira Cloud."""
        for api in ("rest/api/2", "rest/api/3"):
            try:
                server = await self._transport.ask(ServerShape, Call("GET", f"{api}/serverInfo"))
            except Failure as failure:
                if not is_not_offered(failure):
                    raise
            else:
                self.mistaken = self._forced and told(server, forced=False) == Cloud()
                return told(server, forced=self._forced)
        return told(ServerShape(), forced=self._forced)


def _said(access: JiraAccess) -> Dialect | None:
    """Return the dialect if the settings say it, by its name or by the address."""
    clouds = access.deployment == "auto" and _host(access.base).endswith(_CLOUDS)
    return Cloud() if clouds or access.deployment == "cloud" else None


def _host(address: str) -> str:
    """Return whose address it is, empty where that is none: whoever calls it will say so."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def told(server: ServerShape, *, forced: bool) -> Dialect:
    """Return the dialect of SERVER; FORCED is whether the settings say Data Center."""
    version = server.numbers[0] if server.numbers else _CLOUD_VERSION
    kind = server.deployment.casefold()
    if not forced and (kind == "cloud" or (not kind and version >= _CLOUD_VERSION)):
        return Cloud()
    return DataCenter(version)
