"""Promises about versions: which an issue is planned for, and which of them are out."""

import pytest

from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.tracker import Patch, Tracker
from csopsbot.domain.changes import Planned, Released, changes
from csopsbot.domain.issue import Issue, Version
from csopsbot.testing.tracker_contract.rig import Rig, draft, read

NAME = "2.4 (spring)"
NEXT, OUT = Version(NAME), Version(NAME, released=True)


class VersionPromises:
    """A tracker knows the versions that issues are mended in."""

    @pytest.fixture
    async def planned(self, rig: Rig, tracker: Tracker) -> Issue:
        """Return an issue that a person planned for NAME."""
        if not tracker.capabilities.fix_versions:
            pytest.skip("here there are no versions")
        issue = await tracker.create(draft(rig), "01PLANNED")
        await rig.plan(issue.ref.id, NAME)
        return await read(tracker, issue)

    async def test_what_a_person_planned_is_seen(self, issue: Issue, planned: Issue) -> None:
        assert planned.versions == {NEXT}
        assert Planned(frozenset({NEXT})) in changes(issue, planned)

    async def test_a_version_is_added_and_twice_is_as_once(
        self, tracker: Tracker, issue: Issue, planned: Issue
    ) -> None:
        for _ in range(2):
            await tracker.update(issue.ref, Patch(versions_add=frozenset({NAME})))
        assert (await read(tracker, issue)).versions == planned.versions

    @pytest.mark.usefixtures("issue")
    async def test_a_version_is_taken_away_and_twice_is_as_once(
        self, tracker: Tracker, planned: Issue
    ) -> None:
        for _ in range(2):
            await tracker.update(planned.ref, Patch(versions_remove=frozenset({NAME})))
        assert (await read(tracker, planned)).versions == frozenset()

    async def test_a_patch_without_versions_leaves_them(
        self, tracker: Tracker, planned: Issue
    ) -> None:
        await tracker.update(planned.ref, Patch(title="It burned"))
        assert (await read(tracker, planned)).versions == {NEXT}

    @pytest.mark.usefixtures("planned")
    async def test_a_version_that_there_is_not_is_refused_and_changes_nothing(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        patch = Patch(title="Else", versions_add=frozenset({"No such version"}))
        with pytest.raises(Invalid):
            await tracker.update(issue.ref, patch)
        assert changes(issue, await read(tracker, issue)) == ()

    async def test_a_version_that_came_out_is_seen_to_be_released(
        self, rig: Rig, tracker: Tracker, planned: Issue
    ) -> None:
        await rig.release(NAME)
        seen = await read(tracker, planned)
        assert seen.versions == {OUT}
        assert changes(planned, seen) == (Released(OUT),)

    @pytest.mark.usefixtures("planned")
    async def test_the_project_knows_its_versions_and_which_are_out(self, rig: Rig) -> None:
        for expected in (NEXT, OUT):
            fresh = rig.tracker()
            assert expected in (await fresh.schema(rig.project)).versions
            await fresh.close()
            await rig.release(NAME)

    async def test_where_there_are_no_versions_we_are_told_so(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        if tracker.capabilities.fix_versions:
            pytest.skip("here there are versions")
        with pytest.raises(Unsupported):
            await tracker.update(issue.ref, Patch(versions_add=frozenset({NAME})))
