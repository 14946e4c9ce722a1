"""What happens to issues in a Linear, and to whoever looks after them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app.failures import Forbidden, Invalid, NotFound
from csopsbot.app.tracker import Gone, Patch
from csopsbot.domain.changes import Moved, Renamed, changes
from csopsbot.domain.document import Doc, Link, Paragraph, Text, plain, to_text
from csopsbot.domain.issue import Category, Issue, is_ours
from csopsbot.testing.linear_workspace.workspace import Comment, Label, State, User, new_id
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.linear.client import LinearTracker
from csopsbot.trackers.linear.meanings import Meanings
from tests.contract.trackers.linear_stand import LinearStand


@pytest.fixture
async def tracker(linear: LinearStand) -> AsyncIterator[LinearTracker]:
    adapter = linear.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(linear: LinearStand, tracker: LinearTracker) -> Issue:
    return await tracker.create(draft(linear), "01ISSUE")


def add_comment(linear: LinearStand, issue: Issue, **more: object) -> None:
    """Put a comment on the issue that nobody of the workspace wrote."""
    about, now = linear.issue(issue.ref.id), linear.workspace.clock()
    about.comments.append(replace(Comment(new_id(), about, None, "Hello", now, now), **more))  # type: ignore[arg-type] # whatever a test says


async def test_we_are_named_with_our_workspace(tracker: LinearTracker) -> None:
    told = await tracker.probe()
    assert (told.user.name, told.server) == ("csopsbot", "Linear, Acme")


async def test_a_team_tells_its_states_in_the_order_of_its_workflow(tracker: LinearTracker) -> None:
    assert (await tracker.schema("OPS")).statuses == (
        ("Todo", Category.OPEN),
        ("Backlog", Category.OPEN),
        ("In Progress", Category.IN_PROGRESS),
        ("In Review", Category.IN_PROGRESS),
        ("Done", Category.DONE),
        ("Canceled", Category.REJECTED),
        ("Duplicate", Category.DUPLICATE),
    )


@pytest.mark.parametrize("project", ["NOPE", "", "PAY OPS", "PA", '"}'])
async def test_a_team_that_is_not_there_is_for_an_operator_to_mend(
    linear: LinearStand, tracker: LinearTracker, project: str
) -> None:
    with pytest.raises(Forbidden, match="key"):
        await tracker.schema(project)
    with pytest.raises(Forbidden):
        await tracker.create(replace(draft(linear), project=project), "01NEW")


async def test_a_private_team_that_we_are_not_in_is_as_if_it_were_not_there(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.team("PAY").members = {linear.person_id}
    with pytest.raises(Forbidden):
        await tracker.create(draft(linear), "01NEW")


async def test_an_issue_that_moved_to_another_team_is_the_same_under_another_key(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.workspace.move(linear.issue(issue.ref.id), linear.team("OPS"))
    seen = await read(tracker, issue)
    assert [type(one) for one in changes(issue, seen)] == [Renamed]
    assert (seen.ref.id, seen.ref.key) == (issue.ref.id, "OPS-1")
    found = await tracker.find("PAY", "01ISSUE", before(linear))
    assert found is not None
    assert found.ref == seen.ref


async def test_an_issue_that_moved_follows_the_workflow_of_its_new_team(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    assert (await tracker.move(issue.ref, Category.DUPLICATE)).outcome == "impossible"
    linear.workspace.move(linear.issue(issue.ref.id), linear.team("OPS"))
    result = await tracker.move(issue.ref, Category.DUPLICATE)
    assert (result.outcome, result.status) == ("moved", "Duplicate")


async def test_an_issue_that_moved_out_of_sight_is_gone(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.team("OPS").members = {linear.person_id}
    linear.workspace.move(linear.issue(issue.ref.id), linear.team("OPS"))
    assert await tracker.get(issue.ref.id) == Gone()
    with pytest.raises(NotFound):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")


@pytest.mark.parametrize("how", ["delete", "archive", "purge"])
async def test_an_issue_in_trash_or_archive_or_nowhere_takes_nothing(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, how: str
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    if how == "purge":
        linear.workspace.purge(linear.issue(issue.ref.id))
    else:
        await getattr(linear, how)(issue.ref.id)
    assert await tracker.get(issue.ref.id) == Gone()
    with pytest.raises(NotFound):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    for target in (Category.OPEN, Category.DONE):
        with pytest.raises(NotFound):
            await tracker.move(issue.ref, target)
    with pytest.raises(NotFound):
        await tracker.update(issue.ref, Patch(title="Other"))
    with pytest.raises(NotFound):
        await tracker.link(issue.ref, "https://chat.test/2", "Two", "card")


@pytest.mark.parametrize("issue_id", ["", "PAY-1x", "../viewer", '"', "\x00", "9" * 5000])
async def test_what_is_no_id_is_gone(tracker: LinearTracker, issue_id: str) -> None:
    assert await tracker.get(issue_id) == Gone()


async def test_work_begins_in_the_first_state_of_its_kind(
    tracker: LinearTracker, issue: Issue
) -> None:
    assert (await tracker.move(issue.ref, Category.IN_PROGRESS)).status == "In Progress"


async def test_work_begins_in_the_state_that_is_preferred(
    linear: LinearStand, issue: Issue
) -> None:
    adapter = linear.tracker(meanings=Meanings({Category.IN_PROGRESS: "in review"}))
    assert (await adapter.move(issue.ref, Category.IN_PROGRESS)).status == "In Review"
    await adapter.close()


async def test_whoever_works_in_another_state_of_the_kind_is_left_there(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    about = linear.issue(issue.ref.id)
    about.state = next(one for one in about.team.states if one.name == "In Review")
    result = await tracker.move(issue.ref, Category.IN_PROGRESS)
    assert (result.outcome, result.status) == ("already", "In Review")


async def test_a_reopened_issue_goes_to_where_the_teams_issues_begin(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    made = await tracker.create(replace(draft(linear), project="OPS"), "01OPS")
    assert made.status.name == "Backlog"
    await tracker.move(made.ref, Category.DONE)
    assert (await tracker.move(made.ref, Category.OPEN)).status == "Backlog"


async def test_an_impossible_move_names_the_teams_states(
    tracker: LinearTracker, issue: Issue
) -> None:
    result = await tracker.move(issue.ref, Category.DUPLICATE)
    assert (result.outcome, result.status) == ("impossible", "Todo")
    assert result.options == ("Todo", "Backlog", "In Progress", "In Review", "Done", "Canceled")


async def test_a_state_of_a_kind_that_we_do_not_know_is_open(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.issue(issue.ref.id).state = State(new_id(), "Dreaming", "dreamt", 1)
    seen = await read(tracker, issue)
    assert [type(one) for one in changes(issue, seen)] == [Moved]
    assert seen.status.category is Category.OPEN


@pytest.mark.parametrize(
    ("name", "number"),
    [("Urgent", 1), ("high", 2), (" Medium ", 3), ("LOW", 4), ("No priority", 0)],
)
async def test_a_priority_goes_by_linears_name(
    linear: LinearStand, tracker: LinearTracker, name: str, number: int
) -> None:
    made = await tracker.create(replace(draft(linear), priority=name), "01NEW")
    assert linear.issue(made.ref.id).priority == number
    linear.issue(made.ref.id).priority = 0
    await tracker.update(made.ref, Patch(priority=name))
    assert linear.issue(made.ref.id).priority == number


async def test_a_priority_that_is_none_is_refused_by_name(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    with pytest.raises(Invalid, match=r"Highest.*Urgent, High"):
        await tracker.create(replace(draft(linear), priority="Highest"), "01NEW")
    assert await linear.issues() == 0


async def test_fields_of_the_desk_file_go_in_as_they_stand_but_never_over_ours(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    vip = Label(new_id(), "VIP")
    linear.workspace.labels.append(vip)
    fields = {"estimate": 3, "title": "Other", "id": new_id(), "labelIds": [vip.id]}
    made = await tracker.create(replace(draft(linear, labels=("a",)), fields=fields), "01NEW")
    assert linear.issue(made.ref.id).estimate == 3
    assert made.title == "Checkout fails"
    assert made.labels == {"a", "VIP"}
    assert await tracker.find(linear.project, "01NEW", before(linear)) == made


async def test_a_field_that_linear_does_not_know_is_refused(linear: LinearStand) -> None:
    adapter = linear.tracker()
    fields = {"customfield_10010": "x"}
    with pytest.raises(Invalid, match="customfield_10010"):
        await adapter.create(replace(draft(linear), fields=fields), "01NEW")
    await adapter.close()
    linear.server.log.clear()  # the stand would hold it against us


async def test_an_issue_says_what_its_draft_says(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    assert linear.issue(issue.ref.id).description == (
        "Card payments are refused.\n\nSince this morning."
    )


async def test_a_link_in_a_comment_is_read_as_linear_keeps_it(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    body = Doc((Paragraph((Text("see "), Link("https://chat.test/1", "here"))),))
    await tracker.comment(issue.ref, body, "op-1")
    assert (await last_comment(tracker, issue)).body == body


async def test_many_comments_are_read_to_the_last_oldest_first(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    about, begun = linear.issue(issue.ref.id), linear.workspace.clock()
    for number in range(250):
        moment = begun + timedelta(seconds=number)
        about.comments.append(Comment(new_id(), about, None, f"{number}", moment, moment))
    seen = await read(tracker, issue)
    assert [to_text(one.body) for one in seen.comments] == [str(number) for number in range(250)]


async def test_of_many_links_only_the_one_with_the_same_key_is_replaced(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    for number in range(120):
        await tracker.link(issue.ref, f"https://chat.test/{number}", "Other", f"key-{number}")
    await tracker.link(issue.ref, "https://chat.test/new", "New", "key-110")
    links = dict(await linear.links(issue.ref.id))
    assert len(links) == 120
    assert "https://chat.test/110" not in links
    assert links["https://chat.test/new"] == "New"


async def test_a_persons_own_link_is_left_alone(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    await linear.ask(
        "mutation Link($input: AttachmentCreateInput!) {"
        " attachmentCreate(input: $input) { success } }",
        input={"issueId": issue.ref.id, "url": "https://wiki.test", "title": "Wiki"},
    )
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    assert len(await linear.links(issue.ref.id)) == 2


async def test_an_integrations_comment_bears_its_name_and_is_not_ours(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    add_comment(linear, issue, bot_name="Workflow")
    comment = await last_comment(tracker, issue)
    assert comment.author.name == "Workflow"
    assert not is_ours(comment)


async def test_a_comment_from_outside_bears_the_name_of_whoever_wrote_it(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    add_comment(linear, issue, stranger_name="Sam", bot_name="Slack")
    assert (await last_comment(tracker, issue)).author.name == "Sam"


async def test_a_comment_whose_author_left_is_nobodys(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    add_comment(linear, issue)
    comment = await last_comment(tracker, issue)
    assert (comment.author.id, is_ours(comment)) == ("", False)


async def test_our_comment_is_ours_also_to_another_account(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    other = linear.tracker(token="lin_api_lee")
    comment = await last_comment(other, issue)
    await other.close()
    assert not comment.author.is_self
    assert is_ours(comment)


async def test_the_same_op_on_two_issues_is_two_comments(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    other = await tracker.create(draft(linear), "01OTHER")
    one = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert (await tracker.comment(other.ref, plain("Hello"), "op-1")).id != one.id


@pytest.mark.parametrize("email", ["gone@example.test", "app@example.test", "", "%", "dana"])
async def test_nobody_is_found_who_cannot_work(tracker: LinearTracker, email: str) -> None:
    assert await tracker.find_user(email) is None


async def test_somebody_is_known_by_the_name_that_others_call_them(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    assert [one.id for one in await tracker.find_people("dana")] == [linear.person_id]
    assert await tracker.find_people("gone") == ()


async def test_of_two_people_with_one_address_neither_is_chosen(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.workspace.users.append(User(new_id(), "Dana 2", "DANA@example.test"))
    assert await tracker.find_user(linear.person) is None


@pytest.mark.parametrize("ref", ["", "a b", "é", "x" * 300, 'a"'])
async def test_a_reference_that_is_none_makes_nothing(
    linear: LinearStand, tracker: LinearTracker, ref: str
) -> None:
    with pytest.raises(Invalid):
        await tracker.create(draft(linear), ref)
    assert await linear.issues() == 0
