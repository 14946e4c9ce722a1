"""The Slack app on a real database, reached by the local Slack over either transport."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

import httpx
import uvicorn
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from csopsbot.app.abilities import Capabilities
from csopsbot.app.ports import Database, Surface
from csopsbot.app.webhooks import Why
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event
from csopsbot.domain.stage import Step
from csopsbot.sandbox import Channel, Person, User, Workspace, create_app, load_app, running
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.delivery import Delivery
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.server import serving
from csopsbot.slack.app import as_asgi, build_app
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.names import button_value
from csopsbot.slack.signature import verify
from csopsbot.slack.socket import Socket
from csopsbot.web.guard import Guard, Limits

MANIFEST = Path(__file__).parents[4] / "manifests" / "slack-app.yaml"
Mode = Literal["http", "socket"]

WORKSPACE = Workspace(
    users=(
        User(name="ana", real_name="Ana Ruiz", locale="es-ES"),
        User(name="mia", real_name="Mia Wong"),
        User(name="dev", real_name="Dev Patel"),
        User(name="guest", is_restricted=True),
    ),
    channels=(
        Channel(name="support", members=("ana", "mia", "guest")),
        Channel(name="payments", members=("dev",)),
        Channel(name="shared", members=("mia",), is_ext_shared=True),
        Channel(name="away", members=("mia",), has_app=False),
    ),
)
SUPPORT, PAYMENTS, SHARED, AWAY = (channel.id for channel in WORKSPACE.channels)
DESK = Desk(
    teams=(Team("payments", "Payments", PAYMENTS, TrackerProject("local", "PAY"), ("Cards",)),),
    severities=(Severity("high", "High", 1, "🔴"), Severity("low", "Low", 2)),
    reactions={"eyes": Step.TAKE, "white_check_mark": Step.RESOLVE, "x": Step.DECLINE},
    share_reactions=frozenset({"mega"}),
)
TRACKERS = {
    "local": Capabilities("none", work_log=True),
    "timeless": Capabilities("none"),
}
FILLED = {
    "customer": "Acme",
    "title": "Payments fail",
    "details": "Since this morning.",
    "severity": "high",
}


class Inbound:
    """What a test needs: the local Slack, the people at their clients, and what was kept."""

    def __init__(self, slack: Sandbox, address: str, database: Database) -> None:
        self.slack = slack
        self.address = address
        self.database = database
        self.counted: Counter[tuple[str, str]] = Counter()
        self.endpoint = ""
        self._people: dict[str, Person] = {}

    def person(self, name: str) -> Person:
        """Return the client of the person called so."""
        return self._people.setdefault(name, Person(self.address, f"xoxp-{name}"))

    async def open(self) -> list[Escalation]:
        """Return what is open."""
        return await self.database.read(lambda work: work.escalations.open(10))

    async def history(self, escalation: Escalation) -> list[Event]:
        """Return all that happened to ESCALATION."""
        records = await self.database.read(lambda work: work.escalations.history(escalation.id))
        return [record.event for record in records]

    async def escalate(self, name: str = "mia", text: str = "") -> Escalation:
        """Escalate as a person would, and return what was opened."""
        person = self.person(name)
        await person.command(SUPPORT, "/escalate", text)
        view = await person.view()
        await person.submit(view["id"], FILLED)
        return (await self.open())[-1]

    async def show_card(self, escalation: Escalation, name: str, channel: str) -> str:
        """Post a card as the relay would, and return its ts."""
        posted = await self.post(channel=channel, text="card")
        await self.remember_card(escalation, name, channel, posted["ts"])
        return str(posted["ts"])

    async def remember_card(self, escalation: Escalation, name: str, channel: str, ts: str) -> None:
        """Record where a card is, as the relay does once Slack has answered."""
        surface = Surface(escalation.id, name, channel, ts, "")
        await self.database.run(lambda work: work.surfaces.put(surface))

    async def offer(
        self,
        escalation: Escalation,
        action_id: str,
        number: int,
        channel: str = SUPPORT,
        seen: str = "",
    ) -> str:
        """Post one of our buttons, and return the message's ts."""
        return await self.post_button(action_id, button_value(escalation.id, number, seen), channel)

    async def post_button(self, action_id: str, value: str, channel: str) -> str:
        """Post a button, and return the message's ts."""
        button = {
            "type": "button",
            "text": {"type": "plain_text", "text": "Press"},
            "action_id": action_id,
            "value": value,
        }
        blocks = [{"type": "actions", "elements": [button]}]
        return str((await self.post(channel=channel, text="button", blocks=blocks))["ts"])

    async def change(self, name: str, **order: str) -> None:
        """Change a person, of which Slack tells the app."""
        path = f"/sandbox/users/{WORKSPACE.user_id(name)}"
        async with httpx.AsyncClient(base_url=self.address, trust_env=False) as http:
            assert (await http.post(path, json=order)).is_success

    async def whispers(self, name: str, channel: str = SUPPORT) -> list[str]:
        """Return what only this person was told in CHANNEL."""
        messages = await self.person(name).messages(channel)
        return [message["text"] for message in messages if message.get("is_ephemeral")]

    async def until(self, outcome: tuple[str, str], times: int = 1) -> None:
        """Wait until a listener has given this OUTCOME so many times."""
        await until(lambda: self.counted[outcome] >= times)

    def deliveries(self, topic: str) -> list[Json]:
        """Return what was delivered to the app on TOPIC."""
        entries = self.slack.journal.since(0)
        return [one for one in entries if one["kind"] == "delivery" and one["topic"] == topic]

    async def again(self, topic: str, carried: str | None = None) -> None:
        """Deliver once more what was delivered on TOPIC first; a form may have CARRIED other things."""
        payload = self.deliveries(topic)[0]["payload"]
        if carried is not None:
            payload = {**payload, "view": {**payload["view"], "private_metadata": carried}}
        delivery = Delivery("interactive", topic, payload, wants_answer=True)
        assert (await self.slack.dispatcher.send(delivery)).ok

    async def post(self, **arguments: object) -> Json:
        """Post a message as the bot."""
        return await self._as_bot("chat.postMessage", arguments)

    async def publish(self, user: str, view: Json) -> None:
        """Show somebody a Home as the bot."""
        await self._as_bot("views.publish", {"user_id": user, "view": view})

    async def _as_bot(self, method: str, arguments: Mapping[str, object]) -> Json:
        async with httpx.AsyncClient(base_url=self.address, trust_env=False) as http:
            headers = {"Authorization": f"Bearer {self.slack.app.bot_token}"}
            answer = await http.post(f"/api/{method}", json=arguments, headers=headers)
        body: Json = answer.json()
        assert body["ok"], body
        return body

    async def tell(self, event: Json) -> None:
        """Deliver an event as a server would that tells no more than the event itself."""
        payload = {"type": "event_callback", "team_id": "T0SANDBOX", "event": event}
        delivery = Delivery("events_api", f"event:{event['type']}", payload)
        assert (await self.slack.dispatcher.send(delivery)).ok

    async def aclose(self) -> None:
        """Hang up."""
        for person in self._people.values():
            await person.aclose()


async def until(holds: Callable[[], object]) -> None:
    """Wait until it HOLDS; a test whose condition never comes about fails after a while."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)  # noqa: TID251  # the tests' own clock


@asynccontextmanager
async def inbound(
    database: Database,
    mode: Mode,
    wrap: Callable[[Database], Database] = lambda database: database,
    desk: Desk = DESK,
    clock: Callable[[], datetime] = now,
) -> AsyncIterator[Inbound]:
    """Run the local Slack and the app beside it, whose DESK and CLOCK may be the test's own.

    WRAP stands between the app and the database.
    """
    starlette = create_app(WORKSPACE, load_app(MANIFEST))
    async with running(starlette) as address, open_session() as session:
        slack: Sandbox = starlette.state.sandbox
        slack.use_mode(mode)
        world = Inbound(slack, address, database)
        client = web_client(slack.app.bot_token, f"{address}/api/", session)
        ids = count(1)
        app = build_app(
            client,
            desk,
            wrap(database),
            clock,
            lambda: f"E{next(ids)}",
            trackers=TRACKERS,
            count=lambda listener, outcome: world.counted.update([(listener, outcome)]),
        )
        transport = _over_http if mode == "http" else _over_socket
        async with transport(app, world, client):
            yield world
        await world.aclose()


@asynccontextmanager
async def _over_http(app: AsyncApp, world: Inbound, client: AsyncWebClient) -> AsyncIterator[None]:
    secrets = (world.slack.app.signing_secret,)
    guard = Guard(
        as_asgi(app), partial(verify, secrets), refused=_ignore, clock=now, limits=Limits()
    )
    served = Starlette(routes=[Route("/slack/events", guard, methods=["POST"])])
    async with serving(uvicorn.Config(served, log_level="warning", access_log=False)) as address:
        world.endpoint = f"{address}/slack/events"
        world.slack.http.request_url = world.endpoint
        yield
        await world.slack.dispatcher.close()


@asynccontextmanager
async def _over_socket(
    app: AsyncApp, world: Inbound, client: AsyncWebClient
) -> AsyncIterator[None]:
    connection = Socket(app, world.slack.app.app_token, client, give_up_after_s=2.0)
    await connection.start()
    await until(lambda: world.slack.sockets.connected)
    try:
        yield
    finally:
        await connection.stop()


def _ignore(reason: Why, says: str) -> None:
    """Count nothing."""
