"""Building the built-in tracker out of the settings."""

from contextlib import AsyncExitStack

from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.local.board import BoardSite
from csopsbot.trackers.local.client import LocalTracker
from csopsbot.trackers.local.door import Rules
from csopsbot.trackers.local.hook import Hook, client
from csopsbot.trackers.local.outlet import LocalOutlet

BOARD = "/board"


async def connect(name: str, around: Surroundings, stack: AsyncExitStack) -> Connection:
    """Return the tracker on our own database, its webhooks and its board."""
    settings, clock = around.settings, around.clock
    public_url, secret = settings.public_url.rstrip("/"), settings.local_webhook_secret
    board_url, webhook_url = f"{public_url}{BOARD}", f"{public_url}/in/{name}"
    tracker = LocalTracker(
        name, around.database, board_url, secret, clock=clock, hook_url=webhook_url
    )
    http = await stack.enter_async_context(client(webhook_url))
    hook = Hook(webhook_url, secret, clock, http)
    password = settings.trackers.local.board_password
    rules = Rules(board_url, password.get_secret_value() if password else "")
    return Connection(
        tracker,
        LocalOutlet(tracker, hook, around.desk, around.permalink, around.fetch_file),
        {BOARD: BoardSite(name, around.database, rules, clock).app()},
    )
