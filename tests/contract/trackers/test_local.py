"""The built-in tracker keeps the promises of every tracker, on both databases."""

import pytest

from csopsbot.domain.issue import Issue, TrackerUser
from csopsbot.testing.tracker_contract import TrackerContract, draft
from tests.contract.trackers.local_stand import LocalStand


@pytest.fixture
async def rig(local: LocalStand) -> LocalStand:
    # Where the first issue has the id 1, an altered delivery could not be told from the true one.
    await local.tracker().create(draft(local), "01FIRST")
    return local


class TestLocal(TrackerContract):
    async def test_the_same_ref_is_the_same_issue(self, rig: LocalStand) -> None:
        tracker = rig.tracker()
        one = await tracker.create(draft(rig), "01SAME")
        two = await tracker.create(draft(rig, title="Another"), "01SAME")
        assert one == two

    async def test_the_same_op_is_the_same_comment(self, rig: LocalStand) -> None:
        tracker = rig.tracker()
        issue = await tracker.create(draft(rig), "01OP")
        one = await tracker.comment(issue.ref, draft(rig).body, "op")
        assert await tracker.comment(issue.ref, draft(rig).body, "op") == one

    async def test_who_moves_what_nobody_has_has_it_from_then_on(self, rig: LocalStand) -> None:
        tracker = rig.tracker()
        issue = await tracker.create(draft(rig), "01MOVED")
        await rig.act(issue.ref.id, "move", status="in review")
        seen = await tracker.get(issue.ref.id)
        assert isinstance(seen, Issue)
        assert seen.assignee == TrackerUser("Dana", "Dana")

    async def test_a_change_that_changes_nothing_is_not_delivered(self, rig: LocalStand) -> None:
        tracker = rig.tracker()
        issue = await tracker.create(draft(rig), "01SAME")
        delivered = len(await rig.posts())
        await rig.act(issue.ref.id, "move", status="To do")
        assert len(await rig.posts()) == delivered


async def test_a_board_of_one_project_leaves_out_the_others(rig: LocalStand) -> None:
    rig.project = "WEB"
    await rig.tracker().create(draft(rig), "01OTHER")
    async with rig.browser() as browser:
        answer = await browser.get("/board/api/issues", params={"project": "WEB"})
    assert [one["key"] for one in answer.json()["issues"]] == ["WEB-1"]


@pytest.mark.parametrize("project", ["", "NONE", "\0"])
async def test_a_board_of_no_project_shows_them_all(rig: LocalStand, project: str) -> None:
    rig.project = "WEB"
    await rig.tracker().create(draft(rig), "01OTHER")
    async with rig.browser() as browser:
        answer = await browser.get("/board/api/issues", params={"project": project})
    assert [one["key"] for one in answer.json()["issues"]] == ["PAY-1", "WEB-1"]


@pytest.mark.parametrize("key", ["PAY-99", "%00", "%2e%2e", "x" * 500, "%F0%9F%92%A9"])
@pytest.mark.parametrize("place", ["issues", "api/issues"])
async def test_an_unknown_issue_is_not_found(rig: LocalStand, place: str, key: str) -> None:
    async with rig.browser() as browser:
        assert (await browser.get(f"/board/{place}/{key}")).status_code == 404
