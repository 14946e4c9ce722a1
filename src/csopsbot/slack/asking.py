"""Asking Slack something while somebody waits for our answer."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from csopsbot.app.failures import Unavailable
from csopsbot.slack.errors import code_of

T = TypeVar("T")

PATIENCE_S = 1.5
SILENCE = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What is raised where no answer of Slack's came."""

_NOT_NOW = frozenset(
    {"", "ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)


class No(Exception):
    """Slack answered with an error of its own, called CODE."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def ask(
    call: Awaitable[AsyncSlackResponse], patience_s: float = PATIENCE_S
) -> Mapping[str, object]:
    """Return Slack's answer; raises `No`, and `Unavailable` where it gave none in time."""
    try:
        async with asyncio.timeout(patience_s):
            response = await call
    except SlackApiError as error:
        code = code_of(error)
        if code in _NOT_NOW:
            code = code or "no answer"
            raise Unavailable(f"Slack does not answer at present: {code}").coded(code) from error
        raise No(code) from error
    except SILENCE as error:
        why = type(error).__name__
        raise Unavailable(f"Slack does not answer: {why}").coded(why) from error
    return response.data if isinstance(response.data, dict) else {}
