"""Asking Slack at the start who we are, and where our messages are opened."""

import asyncio

import pytest
from structlog.testing import capture_logs

from csopsbot.bootstrap.introducing import introduce
from csopsbot.sandbox import app_from_manifest, create_app, example_workspace, running
from csopsbot.sandbox.faults import Fault
from csopsbot.slack.asking import PATIENCE_S
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.workspace import Workspace

LATE_S = PATIENCE_S + 0.3
WRITING = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}


@pytest.mark.parametrize(
    ("kind", "said"), [("slow", "slack_reached"), ("error", "slack_not_reached")]
)
async def test_an_answer_too_late_for_somebody_who_waits_is_in_time_for_the_start(
    kind: str, said: str
) -> None:
    slack, stop = create_app(example_workspace(), app_from_manifest({})), asyncio.Event()
    slack.state.sandbox.faults.add(
        Fault.model_validate({"kind": kind, "match": "auth.test", "seconds": LATE_S, "count": 1})
    )
    async with running(slack) as address, open_session() as session:
        workspace = Workspace(web_client("xoxb-sandbox", f"{address}/api/", session))
        with capture_logs() as logs:
            introducing = asyncio.create_task(introduce(workspace, stop))
            while not logs:
                await asyncio.sleep(0.01)
            stop.set()
            await introducing
    assert [one["event"] for one in logs] == [said]


async def test_our_permalinks_are_those_that_slack_hands_out() -> None:
    slack = create_app(example_workspace(), app_from_manifest(WRITING))
    async with running(slack) as address, open_session() as session:
        client = web_client("xoxb-sandbox", f"{address}/api/", session)
        workspace = Workspace(client)
        await workspace.installation()
        card = await client.chat_postMessage(channel="C0SUPPORT", text="Payments fail")
        reply = await client.chat_postMessage(
            channel="C0SUPPORT", text="Since nine", thread_ts=card["ts"]
        )
        for message, thread in ((card, None), (reply, card["ts"])):
            where = {"channel": "C0SUPPORT", "message_ts": message["ts"]}
            official = await client.chat_getPermalink(**where)
            ours = workspace.permalink("C0SUPPORT", message["ts"], thread)
            assert ours == official["permalink"]
