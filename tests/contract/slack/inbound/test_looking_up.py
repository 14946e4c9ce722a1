"""Who somebody is, and how often Slack is asked about it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from structlog.testing import capture_logs

from csopsbot.app.failures import AuthError
from csopsbot.app.ports import Database
from csopsbot.sandbox import User, create_app, load_app, running
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.faults import Fault
from csopsbot.slack.asking import PATIENCE_S
from csopsbot.slack.channels import Channels
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.people import People
from csopsbot.slack.workspace import Installation, Workspace
from tests.contract.slack.inbound.harness import MANIFEST, SUPPORT, WORKSPACE, now

MIA = WORKSPACE.user_id("mia")


class Office:
    """The local Slack, and one process after another that asks it about people."""

    def __init__(self, slack: Sandbox, client: AsyncWebClient, database: Database) -> None:
        self.slack = slack
        self.client = client
        self._database = database

    def process(self, workspace: type[Workspace] = Workspace) -> People:
        """Return the look-up of one more process."""
        return People(self.client, self._database, now, workspace(self.client))

    def asked(self) -> int:
        """Return how often Slack was asked about somebody."""
        calls = (one for one in self.slack.journal.since(0) if one["kind"] == "call")
        return sum(call["method"] == "users.info" for call in calls)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    starlette = create_app(WORKSPACE, load_app(MANIFEST))
    async with running(starlette) as address, open_session() as session:
        client = web_client("xoxb-sandbox", f"{address}/api/", session)
        yield Office(starlette.state.sandbox, client, database)


async def test_slack_is_asked_once_about_a_person_by_all_processes(office: Office) -> None:
    people = office.process()
    persons = [await people.find(MIA), await people.find(MIA), await office.process().find(MIA)]
    assert {person.name for person in persons} == {"Mia Wong"}
    assert office.asked() == 1


async def test_somebody_slack_does_not_know_is_an_outsider(office: Office) -> None:
    assert (await office.process().find("U0NOBODY")).is_outsider


async def test_while_slack_is_silent_a_person_is_a_plain_member_and_asked_about_again(
    office: Office,
) -> None:
    office.slack.faults.add(Fault(kind="error", match="users.info", count=1))
    people = office.process()
    assert (await people.find(MIA)).name == MIA
    assert (await people.find(MIA)).name == "Mia Wong"


class Elsewhere(AsyncWebClient):
    """A client of a server that does not know auth.test."""

    async def auth_test(self, **kwargs: Any) -> AsyncSlackResponse:
        """Ask for what is not there."""
        return await self.api_call("auth.nothing", json=kwargs)


class Misnamed(Workspace):
    """A workspace that auth.test calls otherwise than users.info does."""

    async def installation(self, patience_s: float = PATIENCE_S) -> Installation:
        """Return who we are, under the other name."""
        return replace(await super().installation(patience_s), team="T0OTHER")


@pytest.fixture
def stranger(office: Office) -> str:
    """Let somebody of another organisation join, and return their id."""
    user = User(name="sam", is_stranger=True)
    office.slack.world.people[user.id] = user
    return user.id


@pytest.mark.parametrize("workspace", [Workspace, Misnamed])
async def test_only_whoever_is_of_another_team_than_we_are_is_an_outsider(
    office: Office, stranger: str, workspace: type[Workspace]
) -> None:
    people = office.process(workspace)
    assert not (await people.find(MIA)).is_outsider
    assert (await people.find(stranger)).is_outsider


async def test_an_address_that_is_not_slacks_is_called_that(office: Office) -> None:
    elsewhere = Elsewhere(base_url=office.client.base_url, session=office.client.session)
    with pytest.raises(AuthError, match="address is probably not"):
        await Workspace(elsewhere).installation()


async def test_a_change_keeps_what_slack_left_out(office: Office) -> None:
    ana = WORKSPACE.user_id("ana")
    people = office.process()
    before = await people.find(ana)
    assert await people.refresh({"id": ana, "name": "ana", "team_id": "T0SANDBOX"})
    after = await office.process().find(ana)
    assert (after.name, after.language, after.email) == ("ana", "es", before.email)


class Crowded(AsyncWebClient):
    """A client of a server whose channel has PAGES of members, the last of whom is Mia."""

    pages = 1
    asked = 0

    async def conversations_members(self, **kwargs: Any) -> AsyncSlackResponse:
        """Return the next page."""
        self.asked += 1
        left = self.pages - self.asked
        page = {
            "members": ["U1"] if left else [MIA],
            "response_metadata": {"next_cursor": "c" * left},
        }
        assert (kwargs["cursor"] is None) is (self.asked == 1)
        return AsyncSlackResponse(
            client=self,
            http_verb="GET",
            api_url="",
            req_args={},
            data=page,
            headers={},
            status_code=200,
        )


@pytest.mark.parametrize(
    ("pages", "person", "is_in", "asked"),
    [(1, MIA, True, 1), (3, MIA, True, 3), (3, "U9", False, 3), (9, "U9", True, 3)],
)
async def test_who_is_in_a_channel_is_read_by_a_few_pages_and_no_more(
    pages: int, person: str, is_in: bool, asked: int
) -> None:
    client = Crowded()
    client.pages = pages
    assert await Channels(client, now).has("C1", person) is is_in
    assert client.asked == asked


async def test_where_slack_may_not_tell_who_is_in_a_channel_everybody_is(office: Office) -> None:
    elsewhere = AsyncWebClient(base_url=office.client.base_url, session=office.client.session)
    with capture_logs() as logged:
        assert await Channels(elsewhere, now).has(SUPPORT, "U9")
    assert [one["problem"] for one in logged] == ["not_authed"]
