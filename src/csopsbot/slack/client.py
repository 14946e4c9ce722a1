"""The client for Slack's Web API, and the one HTTP session it shares."""

import logging

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot import __version__

TIMEOUT_S = 5


def open_session() -> aiohttp.ClientSession:
    """Open the session that all calls to Slack go through; whoever opens it closes it.

    It honours the usual proxy variables, NO_PROXY among them.
    """
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    return aiohttp.ClientSession(timeout=timeout, trust_env=True)


def web_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client that makes every call once: who called decides what to make of a failure."""
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        timeout=TIMEOUT_S,
        trust_env_in_session=True,
        user_agent_prefix=f"csopsbot/{__version__}",
        logger=_quiet_logger(),
        retry_handlers=[],
    )
    client.proxy = None  # the SDK's own reading of the proxy variables knows no NO_PROXY
    return client


def _quiet_logger() -> logging.Logger:
    """Return the client's logger without its details, which hold all that is sent and received."""
    logger = logging.getLogger("slack_sdk.web")
    logger.setLevel(logging.WARNING)
    return logger
