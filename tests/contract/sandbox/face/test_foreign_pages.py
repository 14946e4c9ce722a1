"""What other sites' pages cannot do to the sandbox through its owner's browser."""

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from csopsbot.sandbox import create_app
from tests.contract.sandbox.harness import Slack, installed, workspace

FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize("path", ["/app/ana/do/say", "/sandbox/reset", "/sandbox/clock"])
async def test_another_sites_page_can_post_nothing(unserved: Slack, path: str) -> None:
    answer = await unserved.http.post(path, json={"channel": "C0SUPPORT"}, headers=FOREIGN)
    assert answer.status_code == 403
    assert not unserved.sandbox.world.conversations["C0SUPPORT"].messages


@pytest.mark.parametrize("path", ["/app", "/app/ana/support", "/app/static/base.css"])
async def test_a_name_that_leads_here_from_elsewhere_is_refused(unserved: Slack, path: str) -> None:
    answer = await unserved.http.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 403


async def test_nobody_reads_anything_of_the_sandbox_by_such_a_name(unserved: Slack) -> None:
    for path in ("/sandbox/state", "/sandbox/log", "/api/users.list?token=xoxb-sandbox"):
        answer = await unserved.http.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 403


async def test_a_browser_reads_nothing_of_the_sandbox_by_such_a_name(unserved: Slack) -> None:
    headers = {"Host": "evil.example", "Sec-Fetch-Site": "same-origin"}
    assert (await unserved.http.get("/sandbox/state", headers=headers)).status_code == 403


async def test_an_app_may_call_the_sandbox_by_a_name_it_was_given() -> None:
    starlette = create_app(workspace(), installed(), known_as={"slack"})
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=starlette), base_url="http://slack:8900"
    ) as app:
        assert (await app.post("/api/api.test")).json()["ok"]
        other = await app.post("/api/api.test", headers={"Host": "evil.example"})
        assert other.status_code == 403


async def test_another_sites_page_can_follow_no_window(slack: Slack) -> None:
    address = f"{slack.base_url.replace('http', 'ws')}/app/ana/live"
    with pytest.raises(InvalidStatus, match="403"):
        async with connect(address, origin="https://evil.example"):  # type: ignore[arg-type]  # a str
            pass
