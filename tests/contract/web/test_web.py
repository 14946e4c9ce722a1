"""The web server's paths, asked over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from structlog.testing import capture_logs

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.freshness import Freshness
from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners, Rejected, Verified
from csopsbot.web.app import Door, Web, build
from csopsbot.web.gauges import Gauges
from csopsbot.web.guard import Limits
from csopsbot.web.health import health_routes

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIGNED = {"x-signature": "good"}


def signed(headers: Mapping[str, str], body: bytes, now: datetime, /) -> Verified | Rejected:
    return Verified() if headers.get("x-signature") == "good" else Rejected("bad_signature")


class Hooks:
    """A tracker whose deliveries are one word."""

    manners = Manners(largest=1_000)

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        return signed(headers, body, now)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        if body == b"ping":
            return Ignored("d1", "a ping")
        if body.startswith(b"issue "):
            return Hint("d2", (body.removeprefix(b"issue ").decode(),))
        raise Malformed("neither a ping nor an issue")


@dataclass(slots=True)
class Stored:
    """What was stored; raises FAILURE instead when there is one."""

    hints: list[tuple[str, Hint]] = field(default_factory=list)
    failure: Exception | None = None

    async def __call__(self, tracker: str, hint: Hint) -> None:
        if self.failure:
            raise self.failure
        self.hints.append((tracker, hint))


async def hello(request: Request) -> Response:
    return HTMLResponse(f"hello {len(await request.body())}")


async def own_policy(_: Request) -> Response:
    return HTMLResponse("x", headers={"content-security-policy": "default-src 'none'"})


async def echo(request: Request) -> Response:
    return PlainTextResponse(await request.body())


async def well() -> None:
    """Be ready."""


async def unwell() -> None:
    raise StorageUnavailable("postgresql://me:pa55@host is away")


@pytest.fixture
def stored() -> Stored:
    return Stored()


@pytest.fixture
def web(stored: Stored) -> Web:
    slack = Starlette(routes=[Route("/slack/events", echo, methods=["POST"])])
    board = Starlette(
        routes=[Route("/", hello, methods=["GET", "POST"]), Route("/own", own_policy)]
    )
    return Web(
        slack=Door(slack, signed),
        trackers={"jira": Hooks(), "local": Hooks()},
        store=stored,
        checks={"database": well},
        registry=CollectorRegistry(),
        clock=lambda: NOW,
        mounts={"/board": board},
        limits=Limits(size=1_000, seconds=1),
    )


@pytest.fixture
async def client(web: Web) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(build(web)) as client:
        yield client


def visiting(app: Starlette) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://bot")


async def metrics(client: httpx.AsyncClient) -> str:
    return (await client.get("/metrics")).text


async def test_what_slack_signed_reaches_the_app_for_slack(client: httpx.AsyncClient) -> None:
    answer = await client.post("/slack/events", content=b"hi", headers=SIGNED)
    assert (answer.status_code, answer.content) == (200, b"hi")


async def test_a_delivery_is_stored_before_it_is_answered(
    client: httpx.AsyncClient, stored: Stored
) -> None:
    answer = await client.post("/in/jira", content=b"issue 7", headers=SIGNED)
    assert (answer.status_code, answer.content) == (202, b"")
    assert stored.hints == [("jira", Hint("d2", ("7",)))]


async def test_a_delivery_about_something_else_is_taken_and_forgotten(
    client: httpx.AsyncClient, stored: Stored
) -> None:
    answer = await client.post("/in/jira", content=b"ping", headers=SIGNED)
    assert (answer.status_code, stored.hints) == (202, [])


@pytest.mark.parametrize("failure", [StorageUnavailable(), OSError("disk full")])
async def test_a_delivery_that_could_not_be_stored_is_asked_for_again(
    failure: Exception, client: httpx.AsyncClient, stored: Stored
) -> None:
    stored.failure = failure
    answer = await client.post("/in/jira", content=b"issue 7", headers=SIGNED)
    assert (answer.status_code, answer.content) == (503, b"")


BAD = {
    "an unsigned delivery": ("/in/jira", b"issue 7", {}, 401),
    "a wrongly signed delivery": ("/in/jira", b"issue 7", {"x-signature": "bad"}, 401),
    "an unsigned request of Slack's": ("/slack/events", b"", {}, 401),
    "a malformed delivery": ("/in/local", b"{", SIGNED, 400),
    "an empty delivery": ("/in/local", b"", SIGNED, 400),
    "a large delivery": ("/in/jira", b"x" * 1_001, SIGNED, 413),
    "a large request of Slack's": ("/slack/events", b"x" * 1_001, SIGNED, 413),
    "a large page": ("/board/", b"x" * 1_001, {}, 413),
    "a tracker nobody knows": ("/in/trac", b"issue 7", SIGNED, 404),
    "a tracker above the others": ("/in/../jira", b"issue 7", SIGNED, 404),
    "a path with a slash too many": ("/in/jira/", b"issue 7", SIGNED, 404),
    "no path": ("/", b"", {}, 404),
}


@pytest.mark.parametrize(("path", "body", "headers", "status"), BAD.values(), ids=list(BAD))
async def test_what_is_refused(
    path: str,
    body: bytes,
    headers: dict[str, str],
    status: int,
    client: httpx.AsyncClient,
    stored: Stored,
) -> None:
    answer = await client.post(path, content=body, headers=headers)
    assert (answer.status_code, stored.hints) == (status, [])


@pytest.mark.parametrize("path", ["/in/jira", "/slack/events"])
async def test_nothing_is_fetched_where_things_are_handed_in(
    path: str, client: httpx.AsyncClient
) -> None:
    assert (await client.get(path, headers=SIGNED)).status_code == 405


async def test_refusals_look_alike_from_outside(client: httpx.AsyncClient) -> None:
    unsigned = await client.post("/in/jira", content=b"issue 7")
    forged = await client.post("/slack/events", content=b"x", headers={"x-signature": "bad"})
    assert unsigned.content == forged.content == b""
    assert unsigned.headers == forged.headers


async def test_refusals_are_counted_by_door_and_reason(client: httpx.AsyncClient) -> None:
    await client.post("/in/jira", content=b"issue 7")
    await client.post("/in/jira", content=b"issue 8")
    await client.post("/slack/events", content=b"x" * 2_000)
    counted = await metrics(client)
    assert 'refused_total{door="jira",reason="bad_signature"} 2.0' in counted
    assert 'refused_total{door="slack",reason="too_large"} 1.0' in counted


async def test_the_log_says_why_something_is_refused_once_a_minute(web: Web) -> None:
    now = NOW
    with capture_logs() as logs:
        async with visiting(build(replace(web, clock=lambda: now))) as client:
            for _ in range(3):
                await client.post("/in/jira", content=b"issue 7")
            now += timedelta(minutes=1)
            await client.post("/in/jira", content=b"issue 7")
    told = {"event": "request refused", "door": "jira", "reason": "bad_signature"}
    assert logs == [told | {"log_level": "warning"}] * 2


async def test_the_log_says_more_of_a_reason_than_is_counted(web: Web) -> None:
    def altered(headers: Mapping[str, str], body: bytes, now: datetime, /) -> Rejected:
        return Rejected("bad_signature", "another secret, or an altered body")

    with capture_logs() as logs:
        async with visiting(build(replace(web, slack=Door(Starlette(), altered)))) as client:
            await client.post("/slack/events")
            counted = await metrics(client)
    assert 'refused_total{door="slack",reason="bad_signature"} 1.0' in counted
    assert [one["says"] for one in logs] == ["another secret, or an altered body"]


async def test_in_socket_mode_slack_has_no_door(web: Web) -> None:
    async with visiting(build(replace(web, slack=None))) as client:
        assert (await client.post("/slack/events", headers=SIGNED)).status_code == 404


async def test_a_living_process_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


async def test_a_ready_process_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "not_ready": []})


async def never() -> None:
    await asyncio.Event().wait()


async def test_the_log_warns_of_what_is_not_ready_any_more_rather_than_not_yet() -> None:
    answers = iter((unwell, well, unwell))

    async def check() -> None:
        await next(answers)()

    with capture_logs() as logs:
        async with visiting(Starlette(routes=health_routes({"slack": check}))) as client:
            for _ in range(3):
                await client.get("/readyz")
    assert [(one["event"], one["log_level"]) for one in logs] == [
        ("not ready", "info"),
        ("not ready", "warning"),
    ]


@pytest.mark.parametrize("check", [unwell, never])
async def test_what_is_not_ready_is_named_and_nothing_else(
    check: Callable[[], Awaitable[None]],
) -> None:
    routes = health_routes({"database": check, "slack": well}, patience_s=0.05)
    async with visiting(Starlette(routes=routes)) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "not_ready": ["database"]}


async def test_a_page_takes_a_form_without_a_signature(client: httpx.AsyncClient) -> None:
    assert (await client.post("/board/", content=b"move")).text == "hello 4"


async def test_a_pages_address_may_lack_its_last_slash(client: httpx.AsyncClient) -> None:
    answer = await client.get("/board", follow_redirects=True)
    assert (answer.url.path, answer.text) == ("/board/", "hello 0")


async def test_a_page_is_told_what_a_browser_may_do_with_it(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/board/")).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_a_page_may_be_stricter_for_itself(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/board/own")).headers
    assert headers["content-security-policy"] == "default-src 'none'"


async def test_an_error_of_ours_is_answered_without_its_traceback(
    client: httpx.AsyncClient, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(headers: Mapping[str, str], body: bytes) -> Hint:
        raise RuntimeError("a secret path /etc/passwd")

    monkeypatch.setattr(web.trackers["jira"], "parse", broken)
    answer = await client.post("/in/jira", content=b"issue 7", headers=SIGNED)
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


async def test_how_well_trackers_are_in_step_is_told_as_of_now(web: Web) -> None:
    gauges = Gauges(web.registry)
    fresh = Freshness(
        tracker="jira",
        project="",
        every=timedelta(minutes=15),
        in_step_at=NOW - timedelta(minutes=20),
        heard_at=None,
        failed_since=NOW - timedelta(minutes=5),
        problem="down",
    )

    async def refresh() -> None:
        gauges.show([fresh], {"jira": NOW - timedelta(hours=1)}, NOW)

    async with visiting(build(replace(web, refresh=refresh))) as client:
        told = await metrics(client)
    assert 'csopsbot_tracker_freshness_seconds{project="*",tracker="jira"} 1200.0' in told
    assert 'csopsbot_tracker_failing_seconds{project="*",tracker="jira"} 300.0' in told
    assert 'csopsbot_outbox_waiting_seconds{target="jira"} 3600.0' in told
