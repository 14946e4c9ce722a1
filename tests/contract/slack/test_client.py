"""The client all calls to Slack go through."""

import logging

import pytest

from csopsbot.slack.client import open_session, web_client
from tests.contract.slack.house import TEAM, House


async def test_nothing_secret_is_logged_at_any_level(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await house.client.chat_postMessage(channel=TEAM, text="the customer's words")
    assert house.client.token is not None
    assert house.client.token not in caplog.text
    assert "the customer's words" not in caplog.text


async def test_a_proxy_is_used_except_where_none_should_be(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with open_session() as session:
        client = web_client(str(house.client.token), house.client.base_url, session)
        assert (await client.auth_test())["ok"]
