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
        logger=quiet_logger("slack_sdk.web"),
        retry_handlers=[],
    )
    client.proxy = None  # the SDK's own reading of the proxy variables knows no NO_PROXY
    return client


def quiet_logger(name: str) -> logging.Logger:
    """Return the logger NAME, which from now on keeps its details: at DEBUG they hold secrets."""
    logger = logging.getLogger(name)
    logger.setLevel(max(logging.INFO, logger.getEffectiveLevel()))
    return logger


def silence_details() -> None:
    """Keep the loggers of Slack's libraries from telling tokens and what people wrote."""
    for name in ("slack_sdk", "slack_bolt"):
        quiet_logger(name)
