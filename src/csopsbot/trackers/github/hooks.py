"""The webhooks through which GitHub tells us: a repository's own, or that of our App.

https://docs.github.com/en/rest/repos/webhooks and https://docs.github.com/en/rest/apps/webhooks
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from csopsbot.app.failures import Blocked
from csopsbot.trackers.github.app import AppEntry
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.webhook import FOLLOWED
from csopsbot.trackers.hooks import Hook
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request


class Hooks(Protocol):
    """The webhooks that our account may look at."""

    async def of(self, project: str, /) -> Sequence[Hook]:
        """Return what GitHub delivers to about PROJECT; raises a `Failure`."""
        ...

    async def register(self, project: str, url: str, secret: str, /) -> None:
        """Let deliveries about PROJECT go to URL, signed with SECRET."""
        ...


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class _ConfigShape(_Shape):
    url: str = ""
    secret: str = ""
    insecure_ssl: str | int = "0"


class _ResponseShape(_Shape):
    code: int | None = None
    status: str | None = None
    message: str | None = None


class _HookShape(_Shape):
    id: int
    active: bool = True
    events: tuple[str, ...] = ()
    config: _ConfigShape = _ConfigShape()
    last_response: _ResponseShape = _ResponseShape()


class _DeliveryShape(_Shape):
    status: str = ""
    status_code: int = 0


@dataclass(frozen=True, slots=True)
class _Past:
    """How the last delivery was answered, and whether it came through."""

    status: int
    why: str
    delivered: bool


class RepositoryHooks:
    """What somebody registered in the repository itself."""

    def __init__(self, http: Http, queries: Queries) -> None:
        self._http = http
        self._queries = queries

    async def of(self, project: str, /) -> Sequence[Hook]:
        """Return the repository's webhooks."""
        repository = await self._queries.repository(project)
        return [_shown(one) for one in await self._all(repository.id)]

    async def register(self, project: str, url: str, secret: str, /) -> None:
        """Make the webhook, or mend the one that leads to URL."""
        place = (await self._queries.repository(project)).id
        there = next((one for one in await self._all(place) if one.config.url == url), None)
        path = f"repositories/{place}/hooks"
        body = {"active": True, "events": sorted(FOLLOWED), "config": _config(url, secret)}
        if there:
            request = Request("PATCH", f"{path}/{there.id}", body=body)
        else:
            request = Request("POST", path, body={"name": "web", **body})
        await self._http.tell(request)

    async def _all(self, repository: int) -> list[_HookShape]:
        request = Request("GET", f"repositories/{repository}/hooks", {"per_page": "100"})
        return await self._http.ask(list[_HookShape], request)


class AppHook:
    """The one webhook of our App, for all repositories that it is installed in."""

    def __init__(self, entry: AppEntry, signed: Http) -> None:
        self._entry = entry
        self._http = signed

    async def of(self, _: str, /) -> Sequence[Hook]:
        """Return the App's webhook, if it has one."""
        config = await self._http.ask(_ConfigShape, Request("GET", "app/hook/config"))
        if not config.url:
            return []
        events = (await self._entry.shown()).events
        request = Request("GET", "app/hook/deliveries", {"per_page": "1"})
        sent = await self._http.ask(list[_DeliveryShape], request)
        last = sent[0] if sent else _DeliveryShape()
        why = "" if last.status == "OK" else last.status
        return [_hook(config, events, _Past(last.status_code, why, delivered=last.status == "OK"))]

    async def register(self, _: str, url: str, secret: str, /) -> None:
        """Let the App's webhook lead to URL; raises `Blocked` if it leads elsewhere."""
        config = await self._http.ask(_ConfigShape, Request("GET", "app/hook/config"))
        if config.url not in ("", url):
            raise Blocked(
                f"the GitHub App's webhook leads to {config.url}: if nobody needs that, empty it "
                "in the App's settings first"
            )
        await self._http.tell(Request("PATCH", "app/hook/config", body=_config(url, secret)))


def _config(url: str, secret: str) -> dict[str, str]:
    return {"url": url, "content_type": "json", "secret": secret, "insecure_ssl": "0"}


def _shown(shape: _HookShape) -> Hook:
    last = shape.last_response
    quiet = last.status in ("unused", "active", None)
    why = "" if quiet else last.message or last.status or ""
    past = _Past(last.code or 0, why, delivered=0 < (last.code or 0) < 400)
    return replace(_hook(shape.config, shape.events, past), active=shape.active)


def _hook(config: _ConfigShape, events: Iterable[str], past: _Past) -> Hook:
    return Hook(
        config.url,
        lacks=() if "*" in events else tuple(sorted(FOLLOWED - set(events))),
        signed=bool(config.secret),
        checks_certificate=str(config.insecure_ssl) == "0",
        last=past.status,
        why=past.why,
        delivered=past.delivered,
    )
