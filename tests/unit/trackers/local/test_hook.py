"""What the answers to our own webhook mean for the outbox."""

from datetime import UTC, datetime

import httpx
import pytest

from csopsbot.app.effects import PostWebhook
from csopsbot.app.failures import Blocked, Failure, Refused, Unanswered, Unavailable
from csopsbot.app.ports import Scene
from csopsbot.app.receipts import Done
from csopsbot.app.webhooks import Hint, Verified
from csopsbot.domain.desk import Desk
from csopsbot.testing.faulty_tracker import UnrulyTransport
from csopsbot.trackers.local.hook import Hook, client, is_this_machine
from csopsbot.trackers.local.outlet import LocalOutlet
from csopsbot.trackers.local.webhook import LocalWebhooks
from tests.unit.trackers.scripted import ScriptedTracker

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "http://127.0.0.1:8080/in/local"
DESK = Desk((), (), {}, frozenset())


def hook(transport: httpx.AsyncBaseTransport) -> Hook:
    return Hook(URL, "secret", lambda: NOW, httpx.AsyncClient(transport=transport))


def answering(status: int) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(status))


def failing(error: type[httpx.HTTPError]) -> httpx.MockTransport:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("no answer")

    return httpx.MockTransport(fail)


@pytest.mark.parametrize("status", [200, 202, 204])
async def test_a_delivery_that_was_taken_is_done(status: int) -> None:
    await hook(answering(status)).post("d", "17")


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (503, Unavailable),
        (429, Unavailable),
        (500, Unanswered),
        (502, Unanswered),
        (400, Refused),
        (401, Blocked),
        (404, Blocked),
        (302, Blocked),
    ],
)
async def test_each_answer_has_its_meaning(status: int, failure: type[Failure]) -> None:
    with pytest.raises(failure, match=str(status)):
        await hook(answering(status)).post("d", "17")


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (httpx.ConnectError, Unavailable),
        (httpx.ReadTimeout, Unanswered),
        (httpx.RemoteProtocolError, Unanswered),
    ],
)
async def test_silence_has_its_meaning(
    error: type[httpx.HTTPError], failure: type[Failure]
) -> None:
    with pytest.raises(failure):
        await hook(failing(error)).post("d", "17")


class Subscriber:
    """Keeps what it is sent, as the web server would read it."""

    def __init__(self) -> None:
        self.hints: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        webhooks = LocalWebhooks("secret")
        headers = {name.lower(): value for name, value in request.headers.items()}
        assert webhooks.verify(headers, request.content, NOW) == Verified()
        hint = webhooks.parse(headers, request.content)
        assert isinstance(hint, Hint)
        self.hints.append(hint.delivery_id)
        return httpx.Response(202)


async def test_the_orders_key_is_the_delivery_however_often_it_is_posted() -> None:
    heard = Subscriber()
    ours = hook(httpx.MockTransport(heard))
    outlet = LocalOutlet(ScriptedTracker(), ours, DESK, lambda _: None)
    call = outlet.prepare(PostWebhook("17", "3"), Scene("hook:17:3"))
    assert call is not None
    assert call.repeatable
    assert [await outlet.send(call), await outlet.send(call)] == [Done(), Done()]
    assert heard.hints == ["hook:17:3", "hook:17:3"]


async def test_a_delivery_may_come_twice() -> None:
    heard = Subscriber()
    unruly = UnrulyTransport(httpx.MockTransport(heard))
    unruly.repeat_next()
    await hook(unruly).post("one", "17")
    assert heard.hints == ["one", "one"]


async def test_deliveries_may_come_in_another_order() -> None:
    heard = Subscriber()
    unruly = UnrulyTransport(httpx.MockTransport(heard))
    unruly.hold_next()
    await hook(unruly).post("one", "17")
    await hook(unruly).post("two", "17")
    assert heard.hints == ["two", "one"]


async def test_a_delivery_whose_answer_is_lost_was_heard() -> None:
    heard = Subscriber()
    unruly = UnrulyTransport(httpx.MockTransport(heard))
    unruly.lose_next_answer()
    with pytest.raises(Unanswered):
        await hook(unruly).post("one", "17")
    assert heard.hints == ["one"]


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080/", True),
        ("http://[::1]:8080/", True),
        ("http://localhost/", True),
        ("http://board.localhost/", True),
        ("//127.0.0.1", True),
        ("https://bot.example.test/", False),
        ("http://127.0.0.1.evil.test/", False),
        ("http://10.0.0.7/", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(url: str, here: bool) -> None:
    assert is_this_machine(url) is here


async def test_no_proxy_is_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")
    async with client(URL) as ours, client("https://bot.example.test/") as theirs:
        assert not ours.trust_env
        assert theirs.trust_env
