"""Files that engineers add to an issue, put into the team's thread; and those they pass on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import AuthError, Failure, NotFound, RateLimited, Unanswered, Unavailable
from csopsbot.app.ports import Call
from csopsbot.app.receipts import Done, Posted
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Attachment, Issue, TrackerUser
from csopsbot.slack.bringing import MOST, Bringing
from csopsbot.slack.client import open_session
from csopsbot.slack.files import SlackFiles
from csopsbot.slack.outlet import SlackOutlet
from tests.contract.slack.house import SCOPES, SUPPORT, TEAM, House, open_house, put, scene
from tests.unit.slack.scenes import ADA, NOON, OPEN, REF, after

KIM = TrackerUser("kim", "Kim")
FILE = Attachment("f1", "trace.log", "https://board.example/f1", KIM, NOON, "text/plain", 5)
CONTENT = b"\x00log\xff"


@dataclass
class Board:
    """Has the content of every file, or fails with FAILS; ASKED is how often it was asked."""

    content: bytes = CONTENT
    fails: Failure | None = None
    asked: int = 0

    async def download(self, tracker: str, file: Attachment) -> bytes:
        assert (tracker, file.id) == ("local", "f1")
        self.asked += 1
        if self.fails:
            raise self.fails
        return self.content


@dataclass(frozen=True, slots=True)
class Brought:
    """A house whose outlet has a way to the files of BOARD; CARD is the team's."""

    house: House
    outlet: SlackOutlet
    board: Board
    card: Posted
    call: Call

    async def send(self) -> None:
        assert await self.outlet.send(self.call) == Done()

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files in the team's channel, oldest first."""
        messages = self.house.messages(TEAM)
        return [file for message in messages for file in message.get("files", [])]


def prepared(outlet: SlackOutlet, card: Posted, file: Attachment = FILE) -> Call | None:
    issue = Issue(REF, "Payments fail", OPEN, None, NOON, attachments=(file,))
    added = e.IssueAttached(by=ADA, name=file.name, url=file.url, file_id="f1")
    return outlet.prepare(fx.BringFile(7), replace(scene(card, event=added), issue=issue))


async def opened(scopes: list[str]) -> AsyncIterator[Brought]:
    async with open_house(scopes) as house, open_session() as session:
        board = Board()
        bringing = Bringing(SlackFiles(house.client, session, house.now), board.download)
        outlet = replace(house.outlet, bring=bringing.bring)
        card = await house.post(fx.ShowTeamCard(), scene(escalation=after()))
        call = prepared(outlet, card)
        assert call is not None
        yield Brought(house, outlet, board, card, call)


@pytest.fixture
async def brought() -> AsyncIterator[Brought]:
    async for one in opened([*SCOPES, "files:write"]):
        yield one


async def test_a_file_comes_into_the_teams_thread_byte_for_byte(brought: Brought) -> None:
    await brought.send()
    (file,) = brought.files
    assert (file["name"], file["size"]) == ("trace.log", len(CONTENT))
    assert brought.house.sandbox.world.files[file["id"]].content == CONTENT
    card, message = brought.house.messages(TEAM)
    assert message["thread_ts"] == card["ts"]


async def test_a_file_whose_answer_was_lost_is_found_again(brought: Brought) -> None:
    since = brought.house.now()
    assert await brought.outlet.find(brought.call, since) is None
    brought.house.fail("drop_answer", "files.completeUploadExternal", when="after")
    with pytest.raises(Unanswered):
        await brought.send()
    assert await brought.outlet.find(brought.call, since) == Done()
    assert len(brought.files) == 1


async def test_what_is_lost_before_the_file_is_shared_was_surely_not_done(brought: Brought) -> None:
    brought.house.fail("drop_answer", "files.getUploadURLExternal", when="after")
    with pytest.raises(Unavailable):
        await brought.send()
    assert brought.files == []


@pytest.mark.parametrize("failure", [Unanswered("no answer"), RateLimited("too fast")])
async def test_a_tracker_that_is_away_or_asks_for_patience_is_asked_again_later(
    brought: Brought, failure: Failure
) -> None:
    brought.board.fails = failure
    with pytest.raises(Unavailable):
        await brought.send()


async def test_a_tracker_whose_credentials_ran_out_is_asked_again_later(brought: Brought) -> None:
    brought.board.fails = AuthError("the token ran out")
    with pytest.raises(AuthError):
        await brought.send()


@pytest.mark.parametrize("content", [b"", bytes(MOST + 1)])
async def test_a_file_that_is_empty_or_larger_than_it_said_is_left_to_the_line_about_it(
    brought: Brought, content: bytes
) -> None:
    brought.board.content = content
    await brought.send()
    assert brought.files == []


async def test_a_file_that_is_gone_is_left_to_the_line_about_it(brought: Brought) -> None:
    brought.board.fails = NotFound("gone")
    await brought.send()
    assert brought.files == []


async def test_without_the_scope_a_file_is_left_to_the_line_about_it() -> None:
    async for brought in opened(SCOPES):
        await brought.send()
        assert brought.files == []


async def test_a_file_that_is_known_to_be_too_large_is_not_asked_for(brought: Brought) -> None:
    assert prepared(brought.outlet, brought.card, replace(FILE, size=MOST + 1)) is None


async def test_a_file_that_an_engineer_passes_on_comes_into_the_support_thread() -> None:
    async with (
        open_house([*SCOPES, "files:read", "files:write"]) as house,
        open_session() as session,
    ):
        bringing = Bringing(SlackFiles(house.client, session, house.now))
        outlet = replace(house.outlet, bring=bringing.bring)
        card = await house.post(fx.ShowSupportCard(), scene(escalation=after()))
        theirs = put(house, CONTENT, channel=TEAM, user="U0ADA")
        call = outlet.prepare(fx.PassOnFile(7, 0), scene(card, event=passed_on(theirs)))
        assert call is not None
        assert await outlet.send(call) == Done()
        shown, message = house.messages(SUPPORT)
        (file,) = message["files"]
        assert message["thread_ts"] == shown["ts"]
        assert file["id"] != theirs.id
        assert house.sandbox.world.files[file["id"]].content == CONTENT


async def test_a_file_too_large_to_be_passed_on_is_left_to_the_line_about_it(
    brought: Brought,
) -> None:
    card = await brought.house.post(fx.ShowSupportCard(), scene(escalation=after()))
    large = e.SharedFile("F1", "a.log", MOST + 1)
    there = scene(card, event=passed_on(large))
    assert brought.outlet.prepare(fx.PassOnFile(7, 0), there) is None


async def test_a_file_that_slack_does_not_let_us_read_holds_up_nothing(brought: Brought) -> None:
    card = await brought.house.post(fx.ShowSupportCard(), scene(escalation=after()))
    theirs = put(brought.house, CONTENT, channel=TEAM, user="U0ADA")
    call = brought.outlet.prepare(fx.PassOnFile(7, 0), scene(card, event=passed_on(theirs)))
    assert call is not None
    assert await brought.outlet.send(call) == Done()
    assert len(brought.house.messages(SUPPORT)) == 1


def passed_on(file: e.SharedFile) -> e.Shared:
    body = plain("Here is the trace.")
    return e.Shared(by=ADA, author=ADA, body=body, channel=TEAM, ts="101.1", files=(file,))
