"""What an inspection of Jira finds, and which webhooks we register there."""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import NoSecret, Unsupported
from csopsbot.app.fitting import misfits
from csopsbot.domain.desk import Desk, Team, TrackerProject
from csopsbot.domain.issue import Category
from csopsbot.testing.jira_cloud.flow import Status
from csopsbot.testing.tracker_contract import draft
from csopsbot.trackers.jira.client import JiraTracker
from tests.contract.trackers.jira_stand import BOT, SECRET, JiraStand


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    adapter = stand.tracker()
    yield adapter
    await adapter.close()


async def found(stand: JiraStand, tracker: JiraTracker) -> list[Finding]:
    """Return what is not fine."""
    every = await tracker.inspect("PAY", stand.hook_url)
    return [one for one in every if one.level != "fine"]


async def only(stand: JiraStand, tracker: JiraTracker) -> Finding:
    (finding,) = await found(stand, tracker)
    return finding


async def test_where_all_is_well_there_is_nothing_to_do(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    await tracker.create(draft(stand), "01ISSUE")
    assert await found(stand, tracker) == []


async def test_a_token_that_ran_out_is_a_fault(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.faults.expired.append(BOT[0])
    finding = await only(stand, tracker)
    assert finding.level == "fault"
    assert "token" in finding.remedy


async def test_an_account_of_a_customer_is_a_fault(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.us.account_type = "customer"
    assert "service desk" in (await only(stand, tracker)).says


async def test_an_account_that_somebody_makes_issues_with_by_hand_is_doubted(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    made = await tracker.create(draft(stand), "01ISSUE")
    stand.site.issues[made.ref.id].labels = []
    finding = await only(stand, tracker)
    assert (finding.level, "PAY-1" in finding.says) == ("doubt", True)


@pytest.mark.parametrize(
    ("permission", "level"), [("ADD_COMMENTS", "fault"), ("CREATE_ATTACHMENTS", "doubt")]
)
async def test_a_permission_that_we_lack_is_named(
    stand: JiraStand, tracker: JiraTracker, permission: str, level: str
) -> None:
    stand.us.denied.add(permission)
    finding = await only(stand, tracker)
    assert finding.level == level
    assert permission in finding.remedy


async def misfitting(tracker: JiraTracker, *ours: TrackerProject) -> list[Finding]:
    """Return what does not fit of a desk whose teams have OURS."""
    teams = tuple(Team(f"t{n}", "T", f"C{n}", one) for n, one in enumerate(ours))
    desk = Desk(teams, (), {}, frozenset())
    return list(misfits(desk, "jira", "PAY", await tracker.schema("PAY"), tracker.capabilities))


async def test_an_issue_type_that_there_is_not_is_found_for_every_team_of_a_project(
    tracker: JiraTracker,
) -> None:
    story, bug = TrackerProject("jira", "PAY", "Story"), TrackerProject("jira", "PAY")
    (finding,) = await misfitting(tracker, story, bug)
    assert (finding.level, "Bug, Task" in finding.remedy) == ("fault", True)


async def test_a_field_that_nobody_fills_is_a_fault(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.site.projects[0].extra_required = frozenset({"customfield_10042"})
    (finding,) = await misfitting(tracker, TrackerProject("jira", "PAY"))
    assert (finding.level, "customfield_10042" in finding.remedy) == ("fault", True)


async def test_a_field_that_the_desk_fills_is_fine(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.site.projects[0].extra_required = frozenset({"customfield_10042"})
    fields = {"Customfield 10042": "x"}
    assert await misfitting(tracker, TrackerProject("jira", "PAY", fields=fields)) == []


async def test_a_field_of_a_move_that_there_is_nowhere_is_doubted(tracker: JiraTracker) -> None:
    sent = {"Resolution": "Done", "Rot cause": "x", "summary": "y"}
    ours = TrackerProject("jira", "PAY", move_fields={Category.DONE: sent})
    (finding,) = await misfitting(tracker, ours)
    assert (finding.level, "t0: tracker.move_fields.done.Rot cause" in finding.says) == (
        "doubt",
        True,
    )


async def test_where_jira_tells_no_fields_those_of_a_move_are_not_judged(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", path="/field", status=404)
    ours = TrackerProject("jira", "PAY", move_fields={Category.DONE: {"Rot cause": "x"}})
    assert await misfitting(tracker, ours) == []


async def test_a_status_without_a_category_is_doubted(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.site.projects[0].workflow.statuses.append(Status("9", "Limbo", "undefined"))
    assert "Limbo" in (await only(stand, tracker)).says


async def test_webhooks_that_we_may_not_see_are_doubted(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.us.is_admin = False
    finding = await only(stand, tracker)
    assert (finding.level, "only administrators" in finding.says) == ("doubt", True)


async def test_without_a_secret_every_delivery_would_be_refused(stand: JiraStand) -> None:
    tracker = stand.tracker(webhook_secret="")
    assert "secret" in (await only(stand, tracker)).says
    with pytest.raises(NoSecret):
        await tracker.register_webhook("PAY", stand.hook_url)
    await tracker.close()


@pytest.mark.parametrize(
    ("change", "level", "says"),
    [
        ({"enabled": False}, "fault", "disabled"),
        ({"secret": ""}, "fault", "no secret"),
        ({"events": ("jira:issue_created",)}, "doubt", "leaves out: comment_created"),
        ({"jql": "project = OPS"}, "doubt", "may leave out issues of PAY"),
        ({"jql": "project != PAY"}, "doubt", "may leave out issues of PAY"),
    ],
)
async def test_a_webhook_that_does_not_do_is_told_why(
    stand: JiraStand, tracker: JiraTracker, change: dict[str, object], level: str, says: str
) -> None:
    (hook,) = stand.cloud.server.deliveries.hooks
    for name, value in change.items():
        setattr(hook, name, value)
    finding = await only(stand, tracker)
    assert finding.level == level
    assert says in finding.says


async def test_a_second_project_joins_the_webhook_of_the_first(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    await stand.drop_hooks()
    for project in ("PAY", "OPS", "PAY"):
        await tracker.register_webhook(project, stand.hook_url)
    (hook,) = stand.cloud.server.deliveries.hooks
    assert hook.jql == '(project = "PAY") OR project = "OPS"'
    assert hook.secret == SECRET
    await tracker.create(draft(stand), "01ISSUE")
    assert len(await stand.posts()) == 1


@pytest.mark.parametrize(
    "change", [{"enabled": False}, {"secret": ""}, {"events": ("sprint_started",)}]
)
async def test_a_webhook_that_does_not_do_is_mended_by_registering_it_again(
    stand: JiraStand, tracker: JiraTracker, change: dict[str, object]
) -> None:
    (hook,) = stand.cloud.server.deliveries.hooks
    hook.jql = "project in (OPS, PAY)"
    for name, value in change.items():
        setattr(hook, name, value)
    await tracker.register_webhook("PAY", stand.hook_url)
    assert await found(stand, tracker) == []
    assert (hook.enabled, hook.secret, hook.jql) == (True, SECRET, "project in (OPS, PAY)")


async def test_a_webhook_for_everything_stays_one(stand: JiraStand, tracker: JiraTracker) -> None:
    (hook,) = stand.cloud.server.deliveries.hooks
    hook.enabled = False
    await tracker.register_webhook("PAY", stand.hook_url)
    assert (hook.enabled, hook.jql) == (True, "")


async def test_who_is_no_administrator_is_told_how_to_do_it_by_hand(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.us.is_admin = False
    with pytest.raises(Unsupported, match=r"docs/jira\.md"):
        await tracker.register_webhook("PAY", stand.hook_url)
