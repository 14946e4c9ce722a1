"""The Linear adapter keeps the promises of every tracker, on a strict Linear."""

import pytest

from csopsbot.app.tracker import Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category
from csopsbot.testing.tracker_contract import TrackerContract, before, draft
from csopsbot.trackers.linear import documents
from tests.contract.trackers.linear_stand import LinearStand


class TestLinear(TrackerContract):
    @pytest.fixture
    def rig(self, linear: LinearStand) -> LinearStand:
        return linear


async def test_these_are_the_operations_we_ask_for_and_no_other(linear: LinearStand) -> None:
    tracker = linear.tracker()
    await tracker.probe()
    await tracker.schema("PAY")
    issue = await tracker.create(draft(linear, labels=("a",)), "01ABC")
    await tracker.find("PAY", "01ABC", before(linear))
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await tracker.find_comment(issue.ref, "op-1", before(linear))
    await tracker.move(issue.ref, Category.DONE)
    changed = Patch("Other", linear.person_id, "High", frozenset({"b"}), frozenset({"a"}))
    await tracker.update(issue.ref, changed)
    await tracker.link(issue.ref, "https://chat.test/1", "Thread", "card")
    await tracker.link(issue.ref, "https://chat.test/2", "Thread", "card")
    await tracker.find_user(linear.person)
    await tracker.close()
    asked = {one.query for one in linear.ours()}
    assert asked == {one.text for one in documents.EVERY} - {documents.COMMENTS.text}
    assert {one.status for one in linear.ours()} == {200}


async def test_nothing_we_ask_comes_near_what_linear_finds_too_complex(linear: LinearStand) -> None:
    tracker = linear.tracker()
    issue = await tracker.create(draft(linear, labels=("a",)), "01ABC")
    before_it = linear.server.budget.complexity
    await tracker.get(issue.ref.id)
    await tracker.close()
    assert before_it - linear.server.budget.complexity < 1_000
