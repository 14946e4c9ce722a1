"""Promises about priorities, and about a status that has to be that very one."""

from dataclasses import replace

import pytest

from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.tracker import Patch, Tracker
from csopsbot.domain.changes import Prioritised, changes
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract.rig import Rig, draft, read


class FieldPromises:
    """A tracker lets us choose from what a project offers."""

    @pytest.fixture
    async def priority(self, rig: Rig, tracker: Tracker, issue: Issue) -> str:
        """Return a priority that the issue does not have."""
        if not tracker.capabilities.priorities:
            pytest.skip("here all issues are of one priority")
        offered = (await tracker.schema(rig.project)).priorities
        return next(one for one in offered if one != issue.priority)

    async def test_a_priority_is_set_and_seen_and_twice_is_as_once(
        self, tracker: Tracker, issue: Issue, priority: str
    ) -> None:
        for _ in range(2):
            await tracker.update(issue.ref, Patch(priority=priority))
        assert (await read(tracker, issue)).priority == priority

    async def test_an_issue_is_made_with_its_priority(
        self, rig: Rig, tracker: Tracker, priority: str
    ) -> None:
        made = await tracker.create(replace(draft(rig), priority=priority), "01URGENT")
        assert made.priority == priority

    async def test_a_priority_that_a_person_chose_is_seen(
        self, rig: Rig, tracker: Tracker, issue: Issue, priority: str
    ) -> None:
        await rig.prioritise(issue.ref.id, priority)
        assert changes(issue, await read(tracker, issue)) == (Prioritised(priority),)

    @pytest.mark.usefixtures("priority")
    async def test_a_priority_that_there_is_not_is_refused_and_changes_nothing(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        with pytest.raises(Invalid):
            await tracker.update(issue.ref, Patch(title="Else", priority="No such priority"))
        assert changes(issue, await read(tracker, issue)) == ()

    async def test_where_there_are_no_priorities_we_are_told_so(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        if tracker.capabilities.priorities:
            pytest.skip("here there are priorities")
        with pytest.raises(Unsupported):
            await tracker.update(issue.ref, Patch(priority="High"))

    async def test_an_issue_is_brought_to_the_very_status(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        pioneer = await tracker.create(draft(rig), "01PIONEER")
        near = (await tracker.move(pioneer.ref, Category.IN_PROGRESS)).status
        result = await tracker.move(issue.ref, Category.IN_PROGRESS, status=near)
        assert (result.outcome, result.status) == ("moved", near)
        assert (await read(tracker, issue)).status.name == near

    async def test_an_issue_in_the_very_status_is_there_already(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        result = await tracker.move(issue.ref, Category.OPEN, status=issue.status.name)
        assert (result.outcome, result.status) == ("already", issue.status.name)

    async def test_another_status_of_the_same_meaning_is_not_there_already(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        statuses = (await tracker.schema(rig.project)).statuses
        names = [name for name, means in statuses if means is issue.status.category]
        other = next((name for name in names if name != issue.status.name), None)
        if other is None:
            pytest.skip("here no two statuses mean the same as that of a new issue")
        result = await tracker.move(issue.ref, issue.status.category, status=other)
        assert result.outcome in ("moved", "impossible")
        assert ((await read(tracker, issue)).status.name == other) is (result.outcome == "moved")

    async def test_a_status_that_there_is_not_is_impossible_and_names_what_is(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        result = await tracker.move(issue.ref, Category.IN_PROGRESS, status="No such status")
        assert result.outcome == "impossible"
        assert result.options
        assert (await read(tracker, issue)).status == issue.status
