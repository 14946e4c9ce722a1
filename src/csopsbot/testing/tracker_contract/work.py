"""Promises about hours: that time spent is counted once."""

from datetime import timedelta

import pytest

from csopsbot.app.failures import Unanswered, Unsupported
from csopsbot.app.tracker import Tracker, WorkDone
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.rig import Rig, before

HOUR_AND_A_HALF = 5400


class WorkPromises:
    """A tracker counts the time that was spent on an issue."""

    @pytest.fixture
    def done(self, rig: Rig, tracker: Tracker) -> WorkDone:
        if not tracker.capabilities.work_log:
            pytest.skip("here nobody counts hours")
        started = rig.now() - timedelta(hours=2)
        return WorkDone(HOUR_AND_A_HALF, started, "Looked into it")

    async def test_time_spent_is_counted_with_what_it_was_spent_on(
        self, rig: Rig, tracker: Tracker, issue: Issue, done: WorkDone
    ) -> None:
        await tracker.log_work(issue.ref, done, "op-1")
        ((seconds, note),) = await rig.work(issue.ref.id)
        assert seconds == HOUR_AND_A_HALF
        assert "Looked into it" in note

    async def test_time_spent_is_found_by_its_op_alone(
        self, rig: Rig, tracker: Tracker, issue: Issue, done: WorkDone
    ) -> None:
        await tracker.log_work(issue.ref, done, "op-1")
        assert await tracker.find_work(issue.ref, "op-1", before(rig))
        assert not await tracker.find_work(issue.ref, "op-2", before(rig))

    async def test_time_spent_whose_answer_was_lost_is_counted_once(
        self, rig: Rig, tracker: Tracker, issue: Issue, done: WorkDone
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.log_work(issue.ref, done, "op-1")
        assert await tracker.find_work(issue.ref, "op-1", before(rig))
        assert len(await rig.work(issue.ref.id)) == 1

    async def test_two_ops_are_counted_both(
        self, rig: Rig, tracker: Tracker, issue: Issue, done: WorkDone
    ) -> None:
        for op in ("op-1", "op-2"):
            await tracker.log_work(issue.ref, done, op)
        assert sum(seconds for seconds, _ in await rig.work(issue.ref.id)) == 2 * HOUR_AND_A_HALF

    async def test_where_nobody_counts_hours_we_are_told_so(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        if tracker.capabilities.work_log:
            pytest.skip("here hours are counted")
        with pytest.raises(Unsupported):
            await tracker.log_work(issue.ref, WorkDone(60, rig.now(), ""), "op-1")
        assert not await tracker.find_work(issue.ref, "op-1", before(rig))
