"""The trackers that the desk file names, each with its way out."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from csopsbot.app.ports import Outlet
from csopsbot.app.tracker import Tracker
from csopsbot.bootstrap.ground import Ground
from csopsbot.settings import Settings
from csopsbot.trackers.jira.client import JiraTracker
from csopsbot.trackers.jira.transport import JiraAccess
from csopsbot.trackers.local import hook
from csopsbot.trackers.local.client import LocalTracker
from csopsbot.trackers.local.outlet import LocalOutlet
from csopsbot.trackers.outlet import TrackerOutlet

BOARD = "/board"


@dataclass(frozen=True, slots=True)
class Connection:
    """A tracker, and the outlet that delivers to it."""

    tracker: Tracker
    outlet: Outlet


def board_address(settings: Settings) -> str:
    """Return where people find the built-in tracker's board."""
    return settings.public_url.rstrip("/") + BOARD


@asynccontextmanager
async def connected(ground: Ground) -> AsyncIterator[dict[str, Connection]]:
    """Connect to the trackers in use, and let go of them when the block ends."""
    wanted = {team.project.tracker for team in ground.desk.teams}
    async with AsyncExitStack() as stack:
        found = {}
        for name in sorted(wanted):
            connection = await _BUILDERS[name](ground, stack)
            stack.push_async_callback(connection.tracker.close)
            found[name] = connection
        yield found


async def _local(ground: Ground, stack: AsyncExitStack) -> Connection:
    settings = ground.settings
    secret = settings.local_webhook_secret
    tracker = LocalTracker(
        "local", ground.database, board_address(settings), secret, clock=ground.clock
    )
    url = settings.public_url.rstrip("/") + "/in/local"
    http = await stack.enter_async_context(hook.client(url))
    ours = hook.Hook(url, secret, ground.clock, http)
    return Connection(tracker, LocalOutlet(tracker, ours, ground.desk, ground.permalink))


async def _jira(ground: Ground, stack: AsyncExitStack) -> Connection:  # noqa: ARG001 - it holds nothing that the tracker does not close
    jira = ground.settings.trackers.jira
    if jira is None:
        raise LookupError("The desk file names jira, and the settings do not.")
    secrets = (_open(jira.webhook_secret), _open(jira.webhook_secret_previous))
    access = JiraAccess(jira.url, jira.email, _open(jira.token), "\n".join(filter(None, secrets)))
    tracker = JiraTracker("jira", access, clock=ground.clock)
    return Connection(tracker, TrackerOutlet(tracker, ground.desk, ground.permalink))


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


_BUILDERS: dict[str, Callable[[Ground, AsyncExitStack], Awaitable[Connection]]] = {
    "local": _local,
    "jira": _jira,
}
