"""The connections to GitHub: REST and GraphQL, and for an App one that its key signs for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.trackers.github.access import AppAccess, GitHubAccess
from csopsbot.trackers.github.app import AppEntry, signed
from csopsbot.trackers.github.app_http import AppHttp, Terms, http
from csopsbot.trackers.github.entry import Entry, TokenEntry
from csopsbot.trackers.github.verdict import judge
from csopsbot.trackers.http import Http, Patience, token_header

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_SERVER = "/api/v3"


@dataclass(frozen=True, slots=True)
class Wires:
    """Open connections; APP and SIGNED are there only for an App."""

    entry: Entry
    rest: Http
    graph: Http
    app: AppEntry | None = None
    signed: Http | None = None

    async def close(self) -> None:
        """Let go of them all."""
        for one in (self.rest, self.graph, self.signed):
            if one:
                await one.close()


def wired(access: GitHubAccess, clock: Callable[[], datetime], patience: Patience | None) -> Wires:
    """Return the connections that ACCESS opens; nothing is asked yet."""
    terms = Terms(clock, _HEADERS, judge, patience)
    graph = graph_address(access.url)
    if access.app:
        return _for_app(access.app, access.url, graph, terms)
    credentials = token_header("Authorization", f"Bearer {access.token}")
    rest = http(access.url, credentials, terms)
    return Wires(TokenEntry(), rest, http(graph, credentials, terms))


def graph_address(rest: str) -> str:
    """Return the address below which GraphQL is, beside that of REST on a server of one's own."""
    address = rest.rstrip("/")
    return address.removesuffix("/v3") if address.endswith(_SERVER) else address


def _for_app(app: AppAccess, rest: str, graph: str, terms: Terms) -> Wires:
    async def proof() -> Mapping[str, str]:
        return {"Authorization": f"Bearer {signed(app, terms.clock())}"}

    as_app = http(rest, proof, terms)
    entry = AppEntry(app, as_app, terms.clock)
    return Wires(entry, AppHttp(rest, entry, terms), AppHttp(graph, entry, terms), entry, as_app)
