"""What happens to issues in a GitHub, and to whoever looks after them."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app.failures import Forbidden, Invalid, NotFound
from csopsbot.app.tracker import Gone, Hidden, IssueDraft, Patch
from csopsbot.domain.changes import Commented, CommentRemoved, Renamed, changes
from csopsbot.domain.document import Doc, Link, Paragraph, Text, plain, to_text
from csopsbot.domain.issue import Category, Issue, IssueRef, is_ours
from csopsbot.domain.known_again import known_again
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.github.client import GitHubTracker
from tests.contract.trackers.github_stand import WORKING, GitHubStand


@pytest.fixture
async def tracker(hub: GitHubStand) -> AsyncIterator[GitHubTracker]:
    adapter = hub.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(hub: GitHubStand, tracker: GitHubTracker) -> Issue:
    return await tracker.create(draft(hub), "01ISSUE")


@pytest.fixture(params=[True, False], ids=["redirected", "not found"])
def moved_writes(hub: GitHubStand, request: pytest.FixtureRequest) -> bool:
    """Let a write to an issue's former place be answered in one of two ways."""
    hub.server.moved_writes = bool(request.param)
    return hub.server.moved_writes


def transfer(hub: GitHubStand, issue: Issue) -> None:
    hub.site.transfer(hub.site.issue(issue.ref.id), hub.site.repositories[1])


async def test_a_transferred_issue_is_read_at_its_new_place(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    transfer(hub, issue)
    seen = await read(tracker, issue)
    assert [type(one) for one in changes(issue, seen)] == [Renamed]
    assert (seen.ref.id, seen.ref.key) == ("72/1", "acme/tills#1")
    assert await read(tracker, seen) == seen


async def test_no_comment_of_a_transferred_issue_is_new(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    for text in ("one", "two", "three"):
        await hub.comment(issue.ref.id, text)
    known = await read(tracker, issue)
    transfer(hub, issue)
    seen = await read(tracker, issue)
    assert [type(one) for one in changes(known, seen)] == [Renamed]


async def test_comments_of_the_same_second_are_told_apart(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "one")
    known = await read(tracker, issue)
    first = hub.site.issue(issue.ref.id).comments[0]
    hub.site.issue(issue.ref.id).comments.append(replace(first, id=first.id + 1, body="two"))
    (news,) = changes(known, await read(tracker, issue))
    assert isinstance(news, Commented)
    assert to_text(news.comment.body) == "two"


async def test_of_two_comments_of_the_same_second_the_one_that_is_deleted_is_gone(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "one")
    there = hub.site.issue(issue.ref.id).comments
    there.append(replace(there[0], id=there[0].id + 1, body="two"))
    known = await read(tracker, issue)
    del there[0]
    (news,) = changes(known, known_again(known, await read(tracker, issue)))
    assert news == CommentRemoved(known.comments[0])


@pytest.mark.usefixtures("moved_writes")
async def test_a_transferred_issue_is_written_to_at_its_new_place_and_once(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    transfer(hub, issue)
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await tracker.update(issue.ref, Patch(title="It burned", labels_add=frozenset({"a"})))
    await tracker.update(issue.ref, Patch(labels_remove=frozenset({"a"})))
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    await tracker.move(issue.ref, Category.DONE)
    seen = await read(tracker, issue)
    assert [to_text(one.body) for one in seen.comments] == ["Hello"]
    assert (seen.title, seen.labels) == ("It burned", frozenset())
    assert seen.status.category is Category.DONE
    assert await hub.links("72/1") == [("https://chat.test/1", "One")]
    assert await tracker.find_comment(issue.ref, "op-1", before(hub)) is not None


@pytest.mark.usefixtures("moved_writes")
async def test_an_issue_that_was_transferred_out_of_sight_is_hidden(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    del hub.site.repositories[1].roles["csopsbot"]
    transfer(hub, issue)
    assert await tracker.get(issue.ref.id) == Hidden()
    with pytest.raises(Forbidden):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")


async def test_an_issue_in_a_repository_we_may_not_read_any_more_is_hidden(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    del hub.site.repositories[0].roles["csopsbot"]
    assert await tracker.get(issue.ref.id) == Hidden()
    with pytest.raises(Forbidden):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    with pytest.raises(Forbidden):
        await tracker.move(issue.ref, Category.DONE)


async def test_a_deleted_issue_takes_nothing_any_more(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.delete(issue.ref.id)
    assert await tracker.get(issue.ref.id) == Gone()
    with pytest.raises(NotFound):
        await tracker.move(issue.ref, Category.DONE)
    with pytest.raises(NotFound):
        await tracker.update(issue.ref, Patch(labels_remove=frozenset({"a"})))
    with pytest.raises(NotFound):
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")


async def test_a_repository_that_was_renamed_keeps_its_issues(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.rename(hub.site.repositories[0], "store")
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    seen = await read(tracker, issue)
    assert (seen.ref.id, seen.ref.key) == (issue.ref.id, "acme/store#1")
    found = await tracker.find("acme/shop", "01ISSUE", before(hub))
    assert found is not None
    assert found.ref == seen.ref
    made = await tracker.create(draft(hub), "01NEW")
    assert made.ref.key == "acme/store#2"


async def test_a_renamed_repository_still_goes_by_what_the_desk_calls_it_and_that_is_told(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.rename(hub.site.repositories[0], "store")
    made = await tracker.create(draft(hub), "01NEW")
    for one in (made, await read(tracker, made), await read(tracker, issue)):
        assert one.projects == {"acme/store", "acme/shop"}
    says = [one.says for one in await tracker.inspect("acme/shop", "")]
    assert "acme/shop is called acme/store by now, and may be somebody else's name one day" in says


async def test_a_name_that_belongs_to_another_repository_now_leads_to_no_issue_of_ours(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    shop, tills = hub.site.repositories
    hub.site.rename(shop, "old-shop")
    hub.site.rename(tills, "shop")
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert len(shop.slots) == 1
    assert tills.slots == {}


async def test_of_an_issue_and_its_copy_the_older_is_found(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    copy = await tracker.create(draft(hub), "01COPY")
    hub.site.issue(copy.ref.id).body = hub.site.issue(issue.ref.id).body
    found = await tracker.find(hub.project, "01ISSUE", before(hub))
    assert found is not None
    assert found.ref == issue.ref


async def test_a_closed_issue_is_found(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.DONE)
    assert await tracker.find(hub.project, "01ISSUE", before(hub)) is not None


async def test_an_issue_is_found_behind_many_others_and_with_its_comments(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    for number in range(120):
        await tracker.create(draft(hub), f"01X{number}")
    last = await tracker.create(draft(hub), "01LAST")
    await hub.comment(last.ref.id, "Seen")
    found = await tracker.find(hub.project, "01LAST", before(hub))
    assert found is not None
    assert (found.ref, len(found.comments)) == (last.ref, 1)


async def test_a_ref_is_looked_for_only_since_it_can_exist(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.issue(issue.ref.id).updated -= timedelta(days=1)
    assert await tracker.find(hub.project, "01ISSUE", before(hub)) is None


async def test_a_person_who_copies_our_mark_is_not_taken_for_us(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    ours = hub.site.issue(issue.ref.id)
    marked = ours.comments.pop().body
    await hub.comment(issue.ref.id, marked)
    assert await tracker.find_comment(issue.ref, "op-1", before(hub)) is None
    assert is_ours(await last_comment(tracker, issue))
    ours.author = hub.site.account("dana")
    assert await tracker.find(hub.project, "01ISSUE", before(hub)) is None


async def test_a_pull_request_is_no_issue(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.issue(issue.ref.id).pull_request = True
    assert await tracker.find(hub.project, "01ISSUE", before(hub)) is None


async def test_every_comment_is_read_however_many(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "0")
    kept = hub.site.issue(issue.ref.id).comments
    kept += [replace(kept[0], id=number, body=f"{number}") for number in range(1, 130)]
    kept[0].id = 0
    texts = [to_text(one.body) for one in (await read(tracker, issue)).comments]
    assert texts == [f"{number}" for number in range(130)]


async def test_an_issue_without_comments_takes_one_request(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    before_it = len(hub.server.log)
    await read(tracker, issue)
    assert len(hub.server.log) == before_it + 1


async def test_a_comment_of_somebody_who_left_has_an_author(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "Bye")
    hub.site.issue(issue.ref.id).comments[0].author = None
    author = (await last_comment(tracker, issue)).author
    assert (author.id, author.name, author.is_self) == ("", "ghost", False)


@pytest.mark.parametrize("target", list(Category))
@pytest.mark.parametrize("start", list(Category))
async def test_every_status_leads_to_every_other(
    tracker: GitHubTracker, issue: Issue, start: Category, target: Category
) -> None:
    await tracker.move(issue.ref, start)
    result = await tracker.move(issue.ref, target)
    status = (await read(tracker, issue)).status
    assert (status.category, status.name) == (target, result.status)
    assert result.outcome == ("already" if start is target else "moved")


async def test_no_label_says_that_a_closed_issue_is_worked_on(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    await hub.move(issue.ref.id, Category.DONE)
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "already"
    assert hub.site.issue(issue.ref.id).labels == []


async def test_a_label_that_somebody_took_off_at_once_is_off(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    gone = json.dumps({"message": "Label does not exist"})
    hub.fault(kind="answer", method="DELETE", status=404, body=gone)
    assert (await tracker.move(issue.ref, Category.OPEN)).outcome == "moved"


async def test_the_label_keeps_the_spelling_that_the_repository_gave_it(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.repositories[0].labels[WORKING] = "In Progress"
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    assert (await read(tracker, issue)).labels == {"In Progress"}
    assert (await tracker.move(issue.ref, Category.OPEN)).outcome == "moved"
    assert (await read(tracker, issue)).labels == frozenset()


async def test_a_label_may_hold_any_sign(tracker: GitHubTracker, issue: Issue) -> None:
    odd = frozenset({"area/checkout ?x=1#2", "50%", "ünder wäy"})
    await tracker.update(issue.ref, Patch(labels_add=odd))
    assert (await read(tracker, issue)).labels == odd
    await tracker.update(issue.ref, Patch(labels_remove=odd))
    assert (await read(tracker, issue)).labels == frozenset()


async def test_an_issue_is_made_with_the_type_that_the_organisation_has(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    made = await tracker.create(draft(hub), "01BUG")
    assert hub.site.issue(made.ref.id).kind == "Bug"


@pytest.mark.parametrize("org", [{"acme": ["Task"]}, {}], ids=["other types", "no types"])
async def test_a_type_that_the_organisation_does_not_have_is_left_out(
    hub: GitHubStand, tracker: GitHubTracker, org: dict[str, list[str]]
) -> None:
    hub.site.issue_types = org
    made = await tracker.create(draft(hub), "01BUG")
    assert hub.site.issue(made.ref.id).kind is None


async def test_a_persons_repository_has_no_types_to_ask_for(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    hub.site.repositories[0].owner_kind = "User"
    assert (await tracker.schema(hub.project)).issue_types == ("Issue",)
    assert not [one for one in hub.server.log if one.path.startswith("/orgs/")]


async def test_fields_of_the_desk_file_go_into_the_issue(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    fields = {"assignees": ["dana"], "labels": ["from the desk"]}
    wanted = IssueDraft(
        "acme/shop", "Bug", "It burns", plain("Now."), frozenset({"a"}), fields=fields
    )
    made = await tracker.create(wanted, "01FIELDS")
    assert made.labels == {"a", "from the desk"}
    assert made.assignee is not None
    assert made.assignee.name == "dana"


async def test_a_field_that_github_does_not_have_is_refused(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    wanted = IssueDraft("acme/shop", "Bug", "It burns", plain("Now."), fields={"component": "x"})
    with pytest.raises(Invalid):
        await tracker.create(wanted, "01FIELDS")


async def test_a_login_that_changed_is_assigned_by_its_id(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    dana = hub.site.account("dana")
    assert dana is not None
    hub.site.repositories[0].roles["dana-devlin"] = "write"
    dana.login = "dana-devlin"
    await tracker.update(issue.ref, Patch(assignee_id="902"))
    assert [one.login for one in hub.site.issue(issue.ref.id).assignees] == ["dana-devlin"]


async def test_who_is_relieved_leaves_the_others_on_it(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.repositories[0].roles |= {"dana": "write", "eve": "write"}
    on_it = [hub.site.account(login) for login in ("eve", "dana")]
    hub.site.issue(issue.ref.id).assignees = [one for one in on_it if one]
    eve = (await read(tracker, issue)).assignee
    assert eve is not None
    assert (await read(tracker, issue)).also_with == {"902"}
    await tracker.update(issue.ref, Patch(relieved_id=eve.id))
    assert [one.login for one in hub.site.issue(issue.ref.id).assignees] == ["dana"]
    await tracker.update(issue.ref, Patch(assignee_id=eve.id))
    assert [one.login for one in hub.site.issue(issue.ref.id).assignees] == ["eve", "dana"]
    await tracker.update(issue.ref, Patch(assignee_id=eve.id, relieved_id="902"))
    assert [one.login for one in hub.site.issue(issue.ref.id).assignees] == ["eve"]


async def test_what_people_wrote_into_the_issue_stays_beside_our_link(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    kept = hub.site.issue(issue.ref.id)
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    kept.body = f"Read this first.\n\n{kept.body}\n\nAnd this last."
    await tracker.link(issue.ref, "https://chat.test/2", "Two", "card")
    assert kept.body.startswith("Read this first.")
    assert kept.body.endswith("And this last.")
    assert await hub.links(issue.ref.id) == [("https://chat.test/2", "Two")]
    assert await tracker.find(hub.project, "01ISSUE", before(hub)) is not None


async def test_a_link_that_is_there_is_not_written_again(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    assert len([one for one in hub.server.log if one.method == "PATCH"]) == 1


async def test_a_link_to_an_issue_whose_text_was_emptied_is_its_text(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.issue(issue.ref.id).body = None
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    assert await hub.links(issue.ref.id) == [("https://chat.test/1", "One")]


@pytest.mark.parametrize("text", ["*" * 32_000, "<" * 32_000, "@a " * 10_666, "#1\n" * 10_666])
async def test_text_that_grows_when_it_is_written_still_fits_with_its_mark(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue, text: str
) -> None:
    await tracker.comment(issue.ref, plain(text), "op-1")
    assert await tracker.find_comment(issue.ref, "op-1", before(hub)) is not None


async def test_an_issue_about_nothing_is_made_and_found(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    await tracker.create(IssueDraft("acme/shop", "Bug", "It burns", Doc()), "01EMPTY")
    assert await tracker.find(hub.project, "01EMPTY", before(hub)) is not None


async def test_a_comment_alerts_nobody(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    shown = Doc((Paragraph((Text("@dana see #1 "), Link("https://chat.test/1", "@eve"))),))
    await tracker.comment(issue.ref, shown, "op-1")
    body = hub.site.issue(issue.ref.id).comments[0].body
    assert not {"@dana", "@eve", "#1"} & set(body.replace("[", " ").split())


@pytest.mark.parametrize("issue_id", ["1/../../user?x=", "71/1/comments", "", "PAY-1", "71/²"])
async def test_an_id_from_outside_leads_nowhere(
    hub: GitHubStand, tracker: GitHubTracker, issue_id: str
) -> None:
    before_it = len(hub.server.log)
    assert await tracker.get(issue_id) == Gone()
    with pytest.raises(NotFound):
        await tracker.update(IssueRef("github", issue_id, "", ""), Patch(title="x"))
    assert hub.server.log[before_it:] == []


@pytest.mark.parametrize("user_id", ["dana", "../user", "²"])
async def test_an_assignee_who_is_no_account_is_not_asked_for(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue, user_id: str
) -> None:
    with pytest.raises(NotFound):
        await tracker.update(issue.ref, Patch(assignee_id=user_id))
