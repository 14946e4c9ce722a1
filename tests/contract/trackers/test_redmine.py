"""The Redmine adapter keeps the promises of every tracker, on a real Redmine."""

import pytest

from csopsbot.app.tracker import Sighting, Tracker
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract import Rig, TrackerContract, read
from tests.contract.trackers.redmine_stand import ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


class TestRedmine(TrackerContract):
    @pytest.fixture
    def rig(self, redmine: RedmineStand) -> RedmineStand:
        return redmine

    async def test_a_comment_that_a_person_took_away_leaves_another_sighting(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        """Redmine counts it as no change: it is seen when something else happens to the issue."""
        await rig.comment(issue.ref.id, "I have a question")
        was = await read(tracker, issue)
        await rig.later()
        await rig.delete_comment(issue.ref.id, was.comments[0].id)
        (seen,) = (await tracker.sight([issue.ref.id])).values()
        assert seen == Sighting(issue.ref.id, was.updated_at)
        await rig.comment(issue.ref.id, "I have none")
        now = await read(tracker, issue)
        assert now.updated_at > was.updated_at
        assert was.comments[0] not in now.comments
