"""What another site's page does here, in a browser that somebody uses for both: nothing."""

from collections.abc import AsyncIterator

import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from csopsbot.sandbox.server import serving
from tests.browser.desk import Desk

CALL = "/api/chat.postMessage?token=xoxp-ana&channel=C0SUPPORT&text=Not+by+Ana"


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(desk: Desk, browser: Browser) -> AsyncIterator[Page]:
    """Visit a page elsewhere that shows a picture, whose address is a call of our Web API."""

    async def page(_: Request) -> Response:
        return HTMLResponse(f'<img src="{desk.slack.base_url}{CALL}"><h1>Cats</h1>')

    served = Starlette(routes=[Route("/", page)])
    async with serving(uvicorn.Config(served, log_level="warning", access_log=False)) as address:
        visitor = await browser.new_page()
        await visitor.goto(address.replace("127.0.0.1", "localhost"), wait_until="load")
        yield visitor
        await visitor.close()


async def test_a_picture_there_says_nothing_here(desk: Desk, visitor: Page) -> None:
    answer = await visitor.evaluate(
        "address => fetch(address, {mode: 'no-cors'}).then(() => true)", desk.slack.base_url + CALL
    )
    assert answer
    support = desk.slack.sandbox.world.conversations["C0SUPPORT"]
    assert not list(support.ordered())
