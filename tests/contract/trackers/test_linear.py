"""The Linear adapter keeps the promises of every tracker, on a strict Linear."""

import pytest

from csopsbot.app.tracker import File, Patch, Tracker
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import Category, Issue, IssueComment
from csopsbot.testing.tracker_contract import TrackerContract, before, draft, last_comment
from csopsbot.trackers.linear import documents
from tests.contract.trackers.linear_stand import LinearStand


class TestLinear(TrackerContract):
    @pytest.fixture
    def rig(self, linear: LinearStand) -> LinearStand:
        return linear

    async def test_an_edited_comment_says_the_new_words_and_keeps_its_op_and_its_id(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        # The id is made of the op, which does not follow from it: any op says that it is ours.
        edited = await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        seen = await last_comment(tracker, issue)
        assert edited.id == seen.id == seen.op == ours.id
        assert edited.op == "op-1"
        assert to_text(edited.body) == to_text(seen.body) == "Good bye"


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
    await tracker.find_people("dana")
    await use_the_rest(tracker, issue, linear)
    await tracker.close()
    asked = {one.query for one in linear.ours()}
    assert asked == {one.text for one in documents.EVERY} - {documents.COMMENTS.text}
    assert {one.status for one in linear.ours()} == {200}


async def use_the_rest(tracker: Tracker, issue: Issue, linear: LinearStand) -> None:
    comment = await tracker.comment(issue.ref, plain("Hello"), "op-2")
    await tracker.edit_comment(issue.ref, comment.id, plain("Good bye"), "op-2")
    await tracker.delete_comment(issue.ref, comment.id)
    await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    await tracker.locate(issue.ref.url)
    await tracker.history(issue.ref, before(linear))
    assert [one async for one in tracker.changed("PAY", before(linear))]
    await tracker.sight([issue.ref.id])
    await tracker.inspect("PAY", linear.hook_url)
    linear.server.deliveries.hooks[0].enabled = False
    for _ in range(2):
        await tracker.register_webhook("PAY", linear.hook_url)
        await linear.drop_hooks()


async def test_nothing_we_ask_comes_near_what_linear_finds_too_complex(linear: LinearStand) -> None:
    tracker = linear.tracker()
    issue = await tracker.create(draft(linear, labels=("a",)), "01ABC")
    before_it = linear.server.budget.complexity
    await tracker.get(issue.ref.id)
    assert before_it - linear.server.budget.complexity < 1_000
    await tracker.history(issue.ref, before(linear))
    await tracker.sight([issue.ref.id])
    assert [one async for one in tracker.changed("PAY", before(linear))]
    await tracker.close()
    assert before_it - linear.server.budget.complexity < 5_000
