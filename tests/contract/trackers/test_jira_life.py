"""What happens to issues in a Jira, and to whoever looks after them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import AuthError, Blocked, Invalid, Unanswered
from csopsbot.app.tracker import Gone
from csopsbot.domain.changes import Renamed, changes
from csopsbot.domain.document import Code, Doc, plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.jira_cloud.flow import DONE, IN_PROGRESS, IN_REVIEW, TO_DO, Status, Transition
from csopsbot.testing.jira_cloud.users import User
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.jira.client import JiraTracker
from tests.contract.trackers.jira_stand import BOT, JiraStand


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    adapter = stand.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: JiraStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


def transitions(stand: JiraStand, *steps: Transition) -> None:
    stand.site.projects[0].workflow.transitions = list(steps)


def started() -> list[Transition]:
    """Return the steps by which work begins and is looked over, with no end to it."""
    review = Transition("2", "Review", frozenset({"In Progress"}), IN_REVIEW)
    return [Transition("1", "Start", frozenset({"To Do"}), IN_PROGRESS), review]


def taken(stand: JiraStand) -> list[str]:
    """Return the steps that we took, in their order."""
    posts = (one for one in stand.cloud.server.log if one.method == "POST")
    return [one.body["transition"]["id"] for one in posts if one.path.endswith("/transitions")]


def closing(screen: tuple[str, ...] = (), required: tuple[str, ...] = ()) -> Transition:
    asked = frozenset(screen + required)
    return Transition("99", "Close", frozenset({"To Do"}), DONE, None, asked, frozenset(required))


async def test_an_issue_that_moved_to_another_project_has_another_key(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.move(stand.site.issues[issue.ref.id], stand.site.projects[1])
    seen = changes(issue, await read(tracker, issue))
    assert [type(one) for one in seen] == [Renamed]


async def test_an_issue_that_moved_to_another_project_is_found(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.move(stand.site.issues[issue.ref.id], stand.site.projects[1])
    found = await tracker.find("PAY", "01ISSUE", before(stand))
    assert found is not None
    assert found.ref.key == "OPS-1"


async def test_an_index_that_lags_finds_nothing_yet(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.index_lag = 60
    assert await tracker.find("PAY", "01ISSUE", before(stand)) is None
    stand.faults.index_lag = 0
    assert await tracker.find("PAY", "01ISSUE", before(stand)) is not None


async def test_of_an_issue_and_its_clone_the_older_is_found(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    clone = await tracker.create(draft(stand), "01CLONE")
    stand.site.issues[clone.ref.id].labels = ["csops-01ISSUE"]
    found = await tracker.find("PAY", "01ISSUE", before(stand))
    assert found is not None
    assert found.ref == issue.ref


async def test_a_ref_is_looked_for_only_since_it_can_exist(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.issues[issue.ref.id].created -= timedelta(days=1)
    assert await tracker.find("PAY", "01ISSUE", before(stand)) is None


async def test_an_issue_we_may_not_see_any_more_is_gone_as_jira_tells_it(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    bot = stand.site.users[0]
    stand.site.issues[issue.ref.id].hidden_from.add(bot.account_id)
    assert await tracker.get(issue.ref.id) == Gone()


async def test_with_a_token_that_ran_out_no_issue_is_gone(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.expired.append(BOT[0])
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)


async def test_an_issue_is_gone_only_to_somebody_whom_jira_knows(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.fault(kind="answer", method="GET", path="/issue/", status=404)
    stand.fault(kind="answer", method="GET", path="/myself", status=401)
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)


async def test_a_search_comes_back_empty_only_to_somebody_whom_jira_knows(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", method="GET", path="/search/jql", status=200, body="{}")
    stand.fault(kind="answer", method="GET", path="/myself", status=401)
    with pytest.raises(AuthError):
        await tracker.find("PAY", "01NONE", before(stand))


async def test_with_a_token_that_ran_out_no_search_comes_back_empty(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.expired.append(BOT[0])
    with pytest.raises(AuthError):
        await tracker.find("PAY", "01ISSUE", before(stand))
    with pytest.raises(AuthError):
        await tracker.find_comment(issue.ref, "op-1", before(stand))


async def test_a_new_issue_carries_its_ref_as_label_and_property(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    kept = stand.site.issues[issue.ref.id]
    assert kept.labels == ["csops-01ISSUE"]
    assert kept.properties == {"csops.ref": {"ref": "01ISSUE"}}


async def test_what_we_write_on_a_service_desk_is_internal(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Not for the customer"), "op-1")
    shown = await stand.ask("GET", f"issue/{issue.ref.id}/comment")
    assert shown["comments"][0]["jsdPublic"] is False


async def test_a_person_who_copies_our_mark_is_not_taken_for_us(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await stand.comment(issue.ref.id, "Hello")
    stand.site.issues[issue.ref.id].comments[0].properties["csops.op"] = {"op": "op-1"}
    assert await tracker.find_comment(issue.ref, "op-1", before(stand)) is None


async def test_a_server_that_lists_no_properties_is_asked_for_them(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    stand.faults.hides_properties = True
    assert await tracker.find_comment(issue.ref, "op-1", before(stand)) == made
    assert await tracker.find_comment(issue.ref, "op-2", before(stand)) is None


async def test_a_server_that_searches_as_before_is_searched_as_before_ever_after(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.searches_as_before = True
    found = [await tracker.find("PAY", "01ISSUE", before(stand)) for _ in range(2)]
    assert [one and one.ref for one in found] == [issue.ref, issue.ref]
    tried = [one for one in stand.cloud.server.log if one.path.endswith("/search/jql")]
    assert len(tried) == 1


async def test_a_search_that_neither_way_answers_says_why_the_newer_did_not(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", method="GET", path="/search/jql", status=405)
    with pytest.raises(Blocked, match="search/jql"):
        await tracker.find("PAY", "01ISSUE", before(stand))


async def test_every_comment_of_many_pages_is_read(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    kept = stand.site.issues[issue.ref.id].comments
    kept += [replace(kept[0], id=str(number)) for number in range(20_000, 20_230)]
    assert len((await read(tracker, issue)).comments) == 231


async def test_what_is_done_only_after_it_was_started_is_started_on_the_way(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    result = await tracker.move(issue.ref, Category.DONE)
    assert (result.outcome, result.status) == ("moved", "Done")
    assert taken(stand) == ["11", "31"]
    assert (await read(tracker, issue)).status.category is Category.DONE


async def test_a_workflow_of_three_steps_is_walked_to_its_end(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    approve = Transition("3", "Approve", frozenset({"In Review"}), DONE)
    transitions(stand, *started(), approve)
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "moved"
    assert taken(stand) == ["1", "2", "3"]


async def test_where_a_workflow_ends_too_early_the_issue_says_where_it_got_to(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, *started(), Transition("9", "Back", frozenset({"In Review"}), IN_PROGRESS))
    result = await tracker.move(issue.ref, Category.DONE)
    assert (result.outcome, result.status) == ("impossible", "In Review")
    assert result.options == ("In Progress",)
    assert taken(stand) == ["1", "2"]


async def test_an_answer_lost_on_the_way_is_in_doubt_and_the_rest_is_walked_the_next_time(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.fault(kind="lose", method="POST", path="/transitions")
    with pytest.raises(Unanswered):
        await tracker.move(issue.ref, Category.DONE)
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "moved"
    assert taken(stand) == ["11", "31"]


async def test_what_reopens_into_work_alone_is_reopened(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.DONE)
    result = await tracker.move(issue.ref, Category.OPEN)
    assert (result.outcome, result.status) == ("moved", "In Progress")


async def test_what_was_done_is_started_again_over_to_do_if_there_is_no_shorter_way(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.DONE)
    transitions(stand, started()[0], Transition("7", "Reopen", frozenset({"Done"}), TO_DO))
    result = await tracker.move(issue.ref, Category.IN_PROGRESS)
    assert (result.outcome, result.status) == ("moved", "In Progress")


async def test_what_cannot_be_declined_where_it_is_stays_there(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, *started())
    assert (await tracker.move(issue.ref, Category.REJECTED)).outcome == "impossible"
    assert taken(stand) == []


@pytest.mark.parametrize(
    "left_out",
    ["statusCategory.key", "to.statusCategory", "status.statusCategory", "to.id", "statusCategory"],
)
async def test_a_server_that_tells_less_of_a_status_is_moved_as_any_other(
    stand: JiraStand, tracker: JiraTracker, issue: Issue, left_out: str
) -> None:
    stand.faults.leaves_out = [left_out]
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "moved"
    assert (await read(tracker, issue)).status.category is Category.DONE


async def test_a_category_that_an_answer_leaves_out_is_asked_for_once(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.projects[0].workflow.transitions = [
        Transition("1", "Go", frozenset({"To Do"}), Status("77", "Kaputt", "indeterminate"))
    ]
    stand.site.projects[0].workflow.statuses.append(Status("77", "Kaputt", "indeterminate"))
    stand.faults.leaves_out = ["to.statusCategory", "status.statusCategory"]
    assert (await tracker.move(issue.ref, Category.IN_PROGRESS)).outcome == "moved"
    assert (await read(tracker, issue)).status.category is Category.IN_PROGRESS
    asked = [one.path for one in stand.cloud.server.log if one.path.endswith("/status/77")]
    assert len(asked) == 1


async def test_a_step_without_a_screen_that_says_done_is_done(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, closing())
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "moved"


async def test_a_screens_resolution_is_filled_with_what_was_meant(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, closing(required=("resolution",)))
    await tracker.move(issue.ref, Category.REJECTED)
    assert stand.site.issues[issue.ref.id].resolution == "Won't Do"
    assert (await read(tracker, issue)).status.category is Category.REJECTED


async def test_a_duplicate_is_closed_as_one(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, closing(screen=("resolution",)))
    await tracker.move(issue.ref, Category.DUPLICATE)
    assert (await read(tracker, issue)).status.category is Category.DUPLICATE


async def test_a_step_that_says_it_declines_declines(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    assert (await tracker.move(issue.ref, Category.REJECTED)).outcome == "moved"
    assert (await read(tracker, issue)).status.category is Category.REJECTED


async def test_a_screen_that_asks_for_what_we_cannot_know_names_it(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    transitions(stand, closing(required=("customfield_10042",)))
    with pytest.raises(Invalid) as caught:
        await tracker.move(issue.ref, Category.DONE)
    assert list(caught.value.fields) == ["Customfield 10042"]


async def test_somebody_who_was_quicker_has_brought_it_there_already(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    kept = stand.site.issues[issue.ref.id]
    stand.fault(kind="hang", method="GET", path="/transitions", seconds=0.3)
    moving = asyncio.create_task(tracker.move(issue.ref, Category.IN_PROGRESS))
    while not stand.cloud.server.log[-1].path.endswith("/transitions"):
        await asyncio.sleep(0.01)
    kept.status = stand.site.projects[0].workflow.statuses[1]
    assert (await moving).outcome == "already"


async def test_fields_of_the_desk_reach_jira_and_rich_text_as_a_document(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    steps = Doc((Code("curl -v"),))
    fields = {"customfield_1": {"value": "EU"}, "customfield_2": steps, "labels": ["x y"]}
    made = await tracker.create(replace(draft(stand), fields=fields), "01FIELDS")
    kept = stand.site.issues[made.ref.id]
    assert kept.custom["customfield_1"] == {"value": "EU"}
    assert kept.custom["customfield_2"]["type"] == "doc"
    assert kept.labels == ["csops-01FIELDS", "x-y"]


async def test_a_person_who_hides_their_address_is_not_guessed(tracker: JiraTracker) -> None:
    assert await tracker.find_user("hid@example.test") is None


async def test_of_two_people_with_one_address_neither_is_chosen(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.site.users.append(User("5b1", "Dana too", "dana@example.test", "t"))
    assert await tracker.find_user("dana@example.test") is None


@pytest.mark.parametrize("words", ["Hid", "5b10a0aaaa615349cb016cd1"])
async def test_a_person_who_hides_their_address_says_themselves_who_they_are(
    tracker: JiraTracker, words: str
) -> None:
    found = await tracker.find_people(words)
    assert [one.id for one in found] == ["5b10a0aaaa615349cb016cd1"]


async def test_namesakes_are_all_found_by_their_name(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.site.users.append(User("5b1", "Dana Devlin", "other@example.test", "t"))
    found = await tracker.find_people("Dana Devlin")
    assert [one.id for one in found] == [stand.person_id, "5b1"]


async def test_somebody_who_left_is_not_found(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.site.users[1].active = False
    assert await tracker.find_user("dana@example.test") is None


async def test_the_project_says_which_fields_have_to_be_filled(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.site.projects[0].extra_required = frozenset({"customfield_10042"})
    required = (await tracker.schema("PAY")).required
    assert required == {"Bug": {"customfield_10042"}, "Task": {"customfield_10042"}}


async def test_a_comment_is_told_as_it_will_be_read(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    comment = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert comment == await last_comment(tracker, issue)
    assert comment.created_at.tzinfo is UTC
    assert comment.created_at <= datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's
