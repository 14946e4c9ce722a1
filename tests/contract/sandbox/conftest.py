"""A sandbox for each test, and real Bolt for those that want it."""

from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp

from tests.contract.sandbox.harness import (
    Listener,
    Slack,
    bolt_over_http,
    installed,
    listening,
    sandbox_with,
    unserved_sandbox,
)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with sandbox_with(installed()) as slack:
        yield slack


@pytest.fixture
async def unserved() -> AsyncIterator[Slack]:
    async with unserved_sandbox() as slack:
        yield slack


@pytest.fixture
async def app(slack: Slack) -> AsyncIterator[Listener]:
    """Listen as a bare app does."""
    app = Listener()
    async with listening(slack, app.take):
        yield app


@pytest.fixture
async def bolt(slack: Slack) -> AsyncIterator[AsyncApp]:
    """Real Bolt, wired to the sandbox over signed HTTP."""
    app = AsyncApp(
        client=slack.bot,
        signing_secret=slack.sandbox.app.signing_secret,
        request_verification_enabled=True,
    )
    async with bolt_over_http(slack, app):
        yield app
