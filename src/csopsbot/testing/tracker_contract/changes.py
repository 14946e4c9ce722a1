"""Promises about changing an issue: its status, its fields, its links and whose it is."""

import pytest

from csopsbot.app.failures import Unanswered
from csopsbot.app.tracker import Patch, Tracker
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract.rig import Rig, read


class ChangePromises:
    """A tracker lets us change an issue."""

    async def test_a_move_brings_the_issue_to_the_category(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        result = await tracker.move(issue.ref, Category.IN_PROGRESS)
        seen = await read(tracker, issue)
        assert result.outcome == "moved"
        assert seen.status.category is Category.IN_PROGRESS
        assert seen.status.name == result.status

    async def test_a_move_to_where_it_is_says_already(self, tracker: Tracker, issue: Issue) -> None:
        result = await tracker.move(issue.ref, Category.OPEN)
        assert (result.outcome, result.status) == ("already", issue.status.name)

    async def test_a_move_whose_answer_was_lost_is_already_there(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.move(issue.ref, Category.IN_PROGRESS)
        assert (await tracker.move(issue.ref, Category.IN_PROGRESS)).outcome == "already"

    async def test_an_impossible_move_names_what_is_possible(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        if rig.unreachable is None:
            pytest.skip("here every status can be reached at once")
        result = await tracker.move(issue.ref, rig.unreachable)
        assert result.outcome == "impossible"
        assert result.options
        assert (await read(tracker, issue)).status == issue.status

    async def test_labels_are_added_and_removed_and_twice_is_as_once(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.update(issue.ref, Patch(labels_add=frozenset({"a", "b"})))
        once = Patch(labels_add=frozenset({"c"}), labels_remove=frozenset({"a"}))
        await tracker.update(issue.ref, once)
        await tracker.update(issue.ref, once)
        labels = (await read(tracker, issue)).labels
        assert labels == issue.labels | {"b", "c"}

    async def test_the_title_changes(self, tracker: Tracker, issue: Issue) -> None:
        await tracker.update(issue.ref, Patch(title="It burned"))
        assert (await read(tracker, issue)).title == "It burned"

    async def test_a_patch_leaves_alone_what_it_does_not_name(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        await tracker.update(issue.ref, Patch(title="It burned"))
        assert (await read(tracker, issue)).assignee is not None

    async def test_somebody_is_assigned_and_then_nobody(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.update(issue.ref, Patch(assignee_id=rig.person_id))
        taken = (await read(tracker, issue)).assignee
        await tracker.update(issue.ref, Patch(assignee_id=""))
        assert taken is not None
        assert taken.id == rig.person_id
        assert (await read(tracker, issue)).assignee is None

    async def test_who_has_it_is_relieved_of_it(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        given = (await read(tracker, issue)).assignee
        assert given is not None
        await tracker.update(issue.ref, Patch(relieved_id=given.id))
        assert (await read(tracker, issue)).assignee is None

    async def test_a_second_link_with_the_same_key_replaces_the_first(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
        await tracker.link(issue.ref, "https://chat.test/2", "Two", "card")
        assert await rig.links(issue.ref.id) == [("https://chat.test/2", "Two")]

    async def test_another_key_is_another_link(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
        await tracker.link(issue.ref, "https://chat.test/2", "Two", "thread")
        assert len(await rig.links(issue.ref.id)) == 2

    async def test_links_of_two_keys_may_lead_to_one_address(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        for title, key in (("One", "card"), ("Two", "demand"), ("Three", "card")):
            await tracker.link(issue.ref, "https://chat.test/1", title, key)
        shown = sorted(await rig.links(issue.ref.id))
        assert shown == [("https://chat.test/1", "Three"), ("https://chat.test/1", "Two")]

    async def test_a_person_is_found_by_exactly_their_address(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        _needs_addresses(tracker)
        found = await tracker.find_user(rig.person.upper())
        assert found is not None
        assert found.id == rig.person_id
        assert not found.is_self

    @pytest.mark.parametrize("cut", [slice(0, 3), slice(0, -1), slice(1, None)])
    async def test_nobody_is_found_by_a_part_of_their_address(
        self, rig: Rig, tracker: Tracker, cut: slice
    ) -> None:
        _needs_addresses(tracker)
        assert await tracker.find_user(rig.person[cut]) is None

    async def test_people_are_found_by_exactly_what_they_are_called(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        person = (await read(tracker, issue)).assignee
        assert person is not None
        assert await tracker.find_people(person.name) == (person,)
        for cut in (person.name[:-1], person.name[1:]):
            assert await tracker.find_people(cut) == ()

    async def test_we_are_nobody_whom_issues_are_given_to(self, tracker: Tracker) -> None:
        us = (await tracker.probe()).user
        assert await tracker.find_people(us.name) == ()


def _needs_addresses(tracker: Tracker) -> None:
    if tracker.capabilities.people != "by_address":
        pytest.skip("here nobody is known by an address")
