"""What only Socket Mode has: a connection that comes and goes, and envelopes."""

import pytest

from csopsbot.app.ports import Database
from csopsbot.sandbox.delivery import Delivery
from csopsbot.sandbox.faults import Fault
from csopsbot.slack.socket import Pace, proxy_for
from tests.contract.slack.inbound.harness import SUPPORT, Inbound, inbound, until


async def test_after_a_refresh_slack_reaches_us_again(sqlite: Database) -> None:
    async with inbound(sqlite, "socket") as world:
        await refreshed(world)
        assert (await world.escalate()).intake.customer == "Acme"


async def test_an_address_that_was_refused_is_asked_for_again(sqlite: Database) -> None:
    async with inbound(sqlite, "socket") as world:
        world.slack.faults.add(Fault(kind="error", match="apps.connections.open", count=1))
        await refreshed(world)
        assert (await world.escalate()).intake.customer == "Acme"


async def test_an_address_that_leads_nowhere_is_given_up(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with inbound(sqlite, "socket") as world:
        tickets = iter(["used up already"])
        ticket = world.slack.sockets.ticket
        monkeypatch.setattr(world.slack.sockets, "ticket", lambda: next(tickets, "") or ticket())
        await refreshed(world)
        assert (await world.escalate()).intake.customer == "Acme"


async def test_an_envelope_of_no_sound_shape_is_taken(sqlite: Database) -> None:
    async with inbound(sqlite, "socket") as world:
        strange = Delivery("events_api", "strange", {"type": "event_callback", "event": []})
        assert (await world.slack.dispatcher.send(strange)).ok


async def test_what_comes_in_is_acknowledged_after_it_is_kept(sqlite: Database) -> None:
    async with inbound(sqlite, "socket") as world:
        world.slack.faults.add(Fault(kind="error", match="auth.test", count=1))
        await world.person("mia").say(SUPPORT, "words")
        await until(lambda: len(world.deliveries("event:message")) == 2)
        failures = [one["failure"] for one in world.deliveries("event:message")]
    assert failures == ["timeout", ""]


def test_addresses_are_asked_for_ever_more_slowly() -> None:
    pace = Pace(free=2, longest_s=10)
    assert [pace.wait_s(0) for _ in range(7)] == [0, 0, 2, 4, 8, 10, 10]


def test_a_connection_that_has_held_is_renewed_at_once() -> None:
    pace = Pace(window_s=60, free=1)
    pace.wait_s(0)
    assert pace.wait_s(61) == 0


@pytest.mark.parametrize(
    ("address", "proxy"),
    [("wss://wss.slack.com/link", "http://proxy:3128"), ("ws://127.0.0.1:9/link", None)],
)
def test_the_usual_proxy_variables_are_honoured(
    monkeypatch: pytest.MonkeyPatch, address: str, proxy: str | None
) -> None:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    assert proxy_for(address) == proxy


async def refreshed(world: Inbound) -> None:
    """Ask the app to connect anew, and wait until it has."""
    sockets = world.slack.sockets
    [old] = sockets._connections
    await sockets.disconnect("refresh_requested")
    await until(lambda: sockets.connected and old not in sockets._connections)
