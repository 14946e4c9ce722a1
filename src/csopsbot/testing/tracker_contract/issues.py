"""Promises about an issue: that it is made once, found again, and read as it is."""

import pytest

from csopsbot.app.failures import Unanswered
from csopsbot.app.tracker import Gone, Tracker
from csopsbot.domain.changes import Assigned, Commented, Moved, changes
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract.rig import Rig, before, draft, read


class IssuePromises:
    """A tracker makes issues and tells of them."""

    async def test_it_says_who_we_are(self, tracker: Tracker) -> None:
        assert (await tracker.probe()).user.is_self

    async def test_the_project_knows_the_type_that_issues_are_made_with(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        assert rig.issue_type in (await tracker.schema(rig.project)).issue_types

    async def test_the_project_knows_the_status_of_a_new_issue(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        statuses = (await tracker.schema(rig.project)).statuses
        assert (issue.status.name, issue.status.category) in statuses

    async def test_a_new_issue_has_its_title_and_labels_and_is_open(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        made = await tracker.create(draft(rig, title="It burns", labels=("urgent",)), "01NEW")
        assert made.title == "It burns"
        assert "urgent" in made.labels
        assert made.status.category is Category.OPEN

    async def test_an_issue_tells_its_project_as_the_desk_file_does(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        assert rig.project in issue.projects
        assert (await read(tracker, issue)).projects == issue.projects

    async def test_a_new_issue_has_no_comment(self, issue: Issue) -> None:
        assert issue.comments == ()

    async def test_an_issue_is_found_by_its_ref(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        found = await tracker.find(rig.project, "01ISSUE", before(rig))
        assert found is not None
        assert found.ref == issue.ref

    @pytest.mark.usefixtures("issue")
    async def test_a_ref_that_nobody_used_finds_nothing(self, rig: Rig, tracker: Tracker) -> None:
        assert await tracker.find(rig.project, "01ISSU", before(rig)) is None

    async def test_two_refs_are_two_issues(self, rig: Rig, tracker: Tracker, issue: Issue) -> None:
        other = await tracker.create(draft(rig), "01OTHER")
        assert other.ref.id != issue.ref.id

    async def test_a_lost_answer_says_so_and_the_one_issue_is_found(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        await tracker.probe()
        there = await rig.issues()
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.create(draft(rig), "01LOST")
        assert await tracker.find(rig.project, "01LOST", before(rig)) is not None
        assert await rig.issues() == there + 1

    async def test_a_title_of_many_lines_becomes_one(self, rig: Rig, tracker: Tracker) -> None:
        made = await tracker.create(draft(rig, title="one\ntwo\r\n three"), "01LINES")
        assert made.title == "one two three"

    async def test_a_title_that_is_far_too_long_is_cut(self, rig: Rig, tracker: Tracker) -> None:
        made = await tracker.create(draft(rig, title="x" * 5000), "01LONG")
        assert made.title.startswith("x" * 100)
        assert made.title.endswith("…")

    async def test_an_id_that_never_was_is_gone(self, tracker: Tracker) -> None:
        assert await tracker.get("99999999") == Gone()

    async def test_a_deleted_issue_is_gone(self, rig: Rig, tracker: Tracker, issue: Issue) -> None:
        await rig.delete(issue.ref.id)
        assert await tracker.get(issue.ref.id) == Gone()

    async def test_what_a_person_did_is_seen_as_changes(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.comment(issue.ref.id, "On it")
        seen = changes(issue, await read(tracker, issue))
        assert [type(one) for one in seen] == [Moved, Assigned, Commented]

    async def test_a_status_that_a_person_chose_has_its_meaning(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.move(issue.ref.id, Category.DONE)
        assert (await read(tracker, issue)).status.category is Category.DONE
