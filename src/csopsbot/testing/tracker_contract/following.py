"""Promises about what changed: in a project since a moment, and on an issue by whom."""

import pytest

from csopsbot.app.tracker import HistoryEntry, Patch, Sighting, Tracker
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract.rig import Rig, before, draft, read


class FollowingPromises:
    """A tracker tells what changed."""

    async def test_what_changed_since_comes_oldest_first_and_nothing_else(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        other = await tracker.create(draft(rig), "01OTHER")
        await tracker.create(draft(rig), "01UNTOUCHED")
        since = await rig.later()
        await tracker.comment(other.ref, plain("First"), "op-1")
        await rig.later()
        await tracker.comment(issue.ref, plain("Second"), "op-2")
        seen = [one async for one in tracker.changed(rig.project, since)]
        assert seen == [await _sighting(tracker, one) for one in (other, issue)]

    async def test_what_changed_twice_comes_once(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        since = await rig.later()
        await tracker.comment(issue.ref, plain("First"), "op-1")
        await tracker.update(issue.ref, Patch(title="It burned"))
        seen = [one async for one in tracker.changed(rig.project, since)]
        assert seen == [await _sighting(tracker, issue)]

    async def test_what_was_closed_since_comes_too(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        since = await rig.later()
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.move(issue.ref.id, Category.DONE)
        seen = [one.issue_id async for one in tracker.changed(rig.project, since)]
        assert seen == [issue.ref.id]

    async def test_where_nothing_changed_nothing_comes(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        since = await rig.later()
        assert issue.updated_at < since
        assert [one async for one in tracker.changed(rig.project, since)] == []

    async def test_more_than_a_page_of_changes_comes_whole_and_each_once(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        rig.small_pages()
        made = [issue.ref.id]
        made += [(await tracker.create(draft(rig), f"01MORE{n}")).ref.id for n in range(7)]
        seen = [one async for one in tracker.changed(rig.project, before(rig))]
        ours = [one for one in seen if one.issue_id in made]
        assert sorted(one.issue_id for one in ours) == sorted(made)
        assert seen == sorted(seen, key=lambda one: one.updated_at)

    async def test_history_says_who_moved_it_from_what_to_what(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_history(tracker)
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        middle = await read(tracker, issue)
        await rig.move(issue.ref.id, Category.DONE)
        last = _moves(await tracker.history(issue.ref, before(rig)))[-1]
        assert last.before == middle.status.name
        assert last.after == (await read(tracker, issue)).status.name
        assert last.actor.id == rig.person_id
        assert not last.actor.is_self

    async def test_history_knows_our_own_move_for_ours(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_history(tracker)
        result = await tracker.move(issue.ref, Category.IN_PROGRESS)
        (move,) = _moves(await tracker.history(issue.ref, before(rig)))
        assert move.actor.is_self
        assert (move.before, move.after) == (issue.status.name, result.status)

    async def test_history_before_a_moment_is_left_out_and_the_rest_is_in_order(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_history(tracker)
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        since = await rig.later()
        await rig.assign(issue.ref.id)
        await rig.later()
        await rig.move(issue.ref.id, Category.DONE)
        entries = await tracker.history(issue.ref, since)
        assert [one.after for one in _moves(entries)] == [(await read(tracker, issue)).status.name]
        assert [one.at for one in entries] == sorted(one.at for one in entries)
        assert all(one.at >= since for one in entries)

    async def test_each_entry_of_a_history_has_an_id_that_stays(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_history(tracker)
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.move(issue.ref.id, Category.DONE)
        first = [one.id for one in await tracker.history(issue.ref, before(rig))]
        again = [one.id for one in await tracker.history(issue.ref, before(rig))]
        assert first == again
        assert len(set(first)) == len(first) > 1

    async def test_where_there_is_no_history_it_is_empty(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        if tracker.capabilities.history:
            pytest.skip("here there is a history")
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        assert await tracker.history(issue.ref, before(rig)) == ()


async def _sighting(tracker: Tracker, issue: Issue) -> Sighting:
    now = await read(tracker, issue)
    return Sighting(issue.ref.id, now.updated_at, now.counted)


def _moves(entries: tuple[HistoryEntry, ...]) -> list[HistoryEntry]:
    return [one for one in entries if one.what == "status"]


def _needs_history(tracker: Tracker) -> None:
    if not tracker.capabilities.history:
        pytest.skip("here there is no history")
