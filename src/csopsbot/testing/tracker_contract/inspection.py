"""Promises about setting up: that we are told what is wrong, and what can be done about it."""

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Unsupported
from csopsbot.app.tracker import Tracker
from csopsbot.app.webhooks import Verified
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.rig import Rig, last_post

ELSEWHERE = "https://bot.elsewhere.test/in/tracker"


class InspectionPromises:
    """A tracker says whether we can work there, and lets us register what can be registered."""

    async def test_where_all_is_well_nothing_is_at_fault(self, rig: Rig, tracker: Tracker) -> None:
        found = await tracker.inspect(rig.project, rig.hook_url)
        assert found
        assert not _faults(found)

    async def test_each_finding_says_something_and_what_is_not_fine_what_to_do(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        found = await tracker.inspect(rig.project, ELSEWHERE)
        assert all(one.says for one in found)
        assert all(one.remedy for one in found if one.level != "fine")

    async def test_an_inspection_changes_nothing(self, rig: Rig, tracker: Tracker) -> None:
        there, posted = await rig.issues(), len(await rig.posts())
        await tracker.inspect(rig.project, rig.hook_url)
        assert await rig.issues() == there
        assert len(await rig.posts()) == posted

    async def test_a_project_that_is_not_there_is_a_fault(self, tracker: Tracker) -> None:
        assert _faults(await tracker.inspect("no such project", ""))

    async def test_rights_that_we_lack_are_a_fault(self, rig: Rig, tracker: Tracker) -> None:
        await rig.demote()
        assert _faults(await tracker.inspect(rig.project, ""))

    async def test_deliveries_that_do_not_come_to_us_are_not_fine(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        _needs_hook(rig)
        well = await tracker.inspect(rig.project, rig.hook_url)
        assert _not_fine(await tracker.inspect(rig.project, ELSEWHERE)) > _not_fine(well)

    async def test_deliveries_that_nobody_set_up_are_not_fine(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        _needs_hook(rig)
        well = await tracker.inspect(rig.project, rig.hook_url)
        await rig.drop_hooks()
        assert _not_fine(await tracker.inspect(rig.project, rig.hook_url)) > _not_fine(well)

    async def test_what_is_not_asked_about_is_not_wrong(self, rig: Rig, tracker: Tracker) -> None:
        _needs_hook(rig)
        await rig.drop_hooks()
        assert not _faults(await tracker.inspect(rig.project, ""))

    async def test_a_webhook_that_we_registered_lets_deliveries_come(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_registration(tracker)
        await rig.drop_hooks()
        await tracker.register_webhook(rig.project, rig.hook_url)
        before_it = len(await rig.posts())
        await rig.comment(issue.ref.id, "Hello")
        assert len(await rig.posts()) > before_it
        post = await last_post(rig)
        assert tracker.webhooks.verify(post.headers, post.body, rig.now()) == Verified()

    async def test_a_webhook_that_we_registered_is_one_however_often_we_do(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        _needs_registration(tracker)
        await rig.drop_hooks()
        for _ in range(2):
            await tracker.register_webhook(rig.project, rig.hook_url)
        assert await rig.hooks() == [rig.hook_url]
        assert not _faults(await tracker.inspect(rig.project, rig.hook_url))

    async def test_where_we_may_not_register_webhooks_we_are_told_so(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        if tracker.capabilities.registers_webhooks:
            pytest.skip("here we may register webhooks")
        with pytest.raises(Unsupported):
            await tracker.register_webhook(rig.project, ELSEWHERE)


def _faults(found: tuple[Finding, ...]) -> list[Finding]:
    return [one for one in found if one.level == "fault"]


def _not_fine(found: tuple[Finding, ...]) -> int:
    return sum(one.level != "fine" for one in found)


def _needs_hook(rig: Rig) -> None:
    if not rig.hook_url:
        pytest.skip("here nobody can ask where deliveries go")


def _needs_registration(tracker: Tracker) -> None:
    if not tracker.capabilities.registers_webhooks:
        pytest.skip("here an operator registers webhooks")
