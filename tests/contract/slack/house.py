"""A local Slack, our outlet in front of it, and what tests look at."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.effects import Effect
from csopsbot.app.ports import Call, Scene, Surface
from csopsbot.app.receipts import Posted
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Recorded, SharedFile
from csopsbot.sandbox import (
    App,
    Channel,
    Person,
    User,
    Workspace,
    app_from_manifest,
    create_app,
    running,
)
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.faults import Fault
from csopsbot.sandbox.world.files import File
from csopsbot.sandbox.world.messages import Draft, post
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.outlet import SlackOutlet
from csopsbot.slack.workspace import Installation
from tests.unit.slack.scenes import DESK, NOON, after

SCOPES = ["chat:write", "channels:history", "groups:history", "reactions:write", "users:read"]
SUPPORT, TEAM = "C0SUP", "C0ENG"


@dataclass(frozen=True, slots=True)
class House:
    """The outlet and the Slack behind it."""

    sandbox: Sandbox
    outlet: SlackOutlet
    client: AsyncWebClient

    def call(self, effect: Effect, scene: Scene) -> Call:
        """Return the call for an effect that has one."""
        made = self.outlet.prepare(effect, scene)
        assert made is not None
        return made

    async def post(self, effect: Effect, scene: Scene) -> Posted:
        """Send a card and return where it stands."""
        receipt = await self.outlet.send(self.call(effect, scene))
        assert isinstance(receipt, Posted)
        return receipt

    def fail(self, kind: str, method: str, **how: Any) -> None:
        """Let the next call of METHOD go wrong."""
        rule: dict[str, Any] = {"kind": kind, "match": method, "count": 1, **how}
        self.sandbox.faults.add(Fault.model_validate(rule))

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """Return all that stands in a channel and its threads, oldest first."""
        return list(self.sandbox.world.conversations[channel].messages.values())

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the calls of METHOD that came in."""
        made = self.sandbox.journal.since(0)
        return [one for one in made if one["kind"] == "call" and one["method"] == method]

    def chatter(self, channel: str, times: int) -> None:
        """Let a person say something over and over."""
        world = self.sandbox.world
        for _ in range(times):
            post(world, world.conversations[channel], Draft(user_id="U0ADA", text="Hm."))

    def now(self) -> datetime:
        """Return the time of the local Slack."""
        return datetime.fromtimestamp(self.sandbox.clock.now(), UTC)

    def person(self, name: str) -> Person:
        """Return the client of somebody in the workspace."""
        return Person(self.client.base_url.removesuffix("/api/"), f"xoxp-{name}")


def surface(posted: Posted) -> Surface:
    """Return what the storage remembers of a card."""
    return Surface("E1", posted.surface, posted.channel, posted.ts, posted.shown)


def scene(
    *posted: Posted,
    event: Event | None = None,
    key: str = "E1:line:7",
    escalation: Escalation | None = None,
) -> Scene:
    """Return what an effect of ESC-12 is rendered from."""
    return Scene(
        key=key,
        escalation=escalation or after(),
        record=Recorded(7, NOON, event) if event else None,
        surfaces={one.surface: surface(one) for one in posted},
    )


def put(house: House, content: bytes, *, channel: str = SUPPORT, user: str = "U0MIA") -> SharedFile:
    """Let somebody put a file into CHANNEL."""
    file = File(id="F1", filename="a.log", length=len(content), user_id=user, created=1)
    file.content, file.completed, file.title = content, True, "a.log"
    file.channels.append(channel)
    house.sandbox.world.files["F1"] = file
    return SharedFile("F1", "a.log", len(content), "text/plain")


def workspace() -> Workspace:
    """Return the workspace of these tests."""
    members = ("mia", "ada")
    return Workspace(
        users=(User(name="mia", id="U0MIA"), User(name="ada", id="U0ADA"), User(name="bo")),
        channels=(
            Channel(name="support", id=SUPPORT, members=members),
            Channel(name="engineering", id=TEAM, members=members),
        ),
    )


def app(scopes: list[str]) -> App:
    """Return our app, installed with SCOPES."""
    manifest: Mapping[str, Any] = {
        "display_information": {"name": "csopsbot"},
        "features": {"bot_user": {"display_name": "csopsbot"}},
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {},
    }
    return app_from_manifest(manifest)


@asynccontextmanager
async def open_house(scopes: list[str] = SCOPES) -> AsyncIterator[House]:
    """Run a local Slack and put the outlet in front of it."""
    starlette = create_app(workspace(), app(scopes))
    async with running(starlette) as address, open_session() as session:
        sandbox: Sandbox = starlette.state.sandbox
        client = web_client(sandbox.app.bot_token, f"{address}/api/", session)
        yield House(sandbox, _outlet(client, sandbox), client)


def _outlet(client: AsyncWebClient, sandbox: Sandbox) -> SlackOutlet:
    async def name(id: str) -> str:
        return sandbox.world.people[id].real_name

    async def us() -> Installation:
        return Installation("T1", "", sandbox.app.bot_user_id, sandbox.app.bot_id)

    def clock() -> datetime:
        return datetime.fromtimestamp(sandbox.clock.now(), UTC)

    return SlackOutlet(client, DESK, "T1", name, us, clock)
