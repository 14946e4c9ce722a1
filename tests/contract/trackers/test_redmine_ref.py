"""An issue of ours is found again where Redmine does not keep its ref in a field as well."""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, Unanswered
from csopsbot.sandbox.redmine import ADMIN
from csopsbot.testing.tracker_contract import before, draft
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from tests.contract.trackers.redmine_stand import BOT, DANA, ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def bare(redmine: RedmineStand, tracker: RedmineTracker) -> RedmineStand:
    """Return the stand in a project that no custom field is switched on for, beside one that has it."""
    await tracker.create(draft(redmine), "01ELSEWHERE")
    redmine.make_project("bare", issue_custom_field_ids=[])
    redmine.project = "bare"
    return redmine


async def findings(tracker: RedmineTracker, redmine: RedmineStand) -> list[Finding]:
    found = await tracker.inspect(redmine.project, "")
    return [one for one in found if "csops_ref" in one.says]


async def test_an_issue_whose_field_redmine_dropped_is_found_by_its_description(
    bare: RedmineStand, tracker: RedmineTracker
) -> None:
    bare.fault(kind="lose", method="POST")
    with pytest.raises(Unanswered):
        await tracker.create(draft(bare), "01DROPPED")
    assert await tracker.find("bare", "01DROPPED", before(bare)) is not None
    assert await tracker.find("bare", "01OTHER", before(bare)) is None


async def test_a_persons_copy_is_not_found_by_its_description(
    bare: RedmineStand, tracker: RedmineTracker
) -> None:
    made = await tracker.create(draft(bare), "01COPIED")
    text = bare.ask(ADMIN, "GET", f"issues/{made.ref.id}.json")["issue"]["description"]
    copy = {"project_id": "bare", "tracker_id": 1, "subject": "Copy", "description": text}
    bare.ask(DANA, "POST", "issues.json", {"issue": copy})
    await bare.delete(made.ref.id)
    assert await tracker.find("bare", "01COPIED", before(bare)) is None


async def test_a_project_whose_issues_lack_the_field_is_a_fault_and_its_issues_are_ours(
    bare: RedmineStand, tracker: RedmineTracker
) -> None:
    (untold,) = await findings(tracker, bare)
    assert (untold.level, "whether" in untold.says) == ("doubt", True)
    await tracker.create(draft(bare), "01MADE")
    (fault,) = await findings(tracker, bare)
    assert fault.level == "fault"
    assert "For all projects" in fault.remedy
    assert not [one for one in await tracker.inspect("bare", "") if "not ours" in one.says]


async def test_a_project_that_has_the_field_is_fine(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    (fine,) = await findings(tracker, redmine)
    assert fine.level == "fine"


async def test_a_number_that_no_field_has_is_named(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    await tracker.create(draft(redmine), "01ISSUE")
    access = RedmineAccess(redmine.proxy.url, BOT.key, (), "4711")
    adapter = RedmineTracker("redmine", access, clock=redmine.now)
    with pytest.raises(Blocked, match="4711"):
        await adapter.find(redmine.project, "01ISSUE", before(redmine))
    await adapter.close()
