"""What happens to issues in a GitLab, and to whoever looks after them."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.failures import Forbidden, Invalid, NotFound
from csopsbot.app.tracker import Hidden, IssueDraft, Patch
from csopsbot.domain.changes import Commented, Renamed, changes
from csopsbot.domain.document import Doc, Link, Paragraph, plain, to_text
from csopsbot.domain.issue import Category, Issue, is_ours
from csopsbot.testing.gitlab_server.site import Role, User
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.gitlab.client import GitLabTracker, Ways
from csopsbot.trackers.gitlab.meanings import Meanings
from tests.contract.trackers.gitlab_stand import EDITS, GitLabStand

OPS = 71
SECRET = 72


@pytest.fixture
async def tracker(gitlab: GitLabStand) -> AsyncIterator[GitLabTracker]:
    adapter = gitlab.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(gitlab: GitLabStand, tracker: GitLabTracker) -> Issue:
    return await tracker.create(draft(gitlab), "01ISSUE")


async def test_an_issue_is_known_by_its_projects_id_and_its_number(
    gitlab: GitLabStand, issue: Issue
) -> None:
    assert issue.ref.id == "70/1"
    assert issue.ref.key == "acme/shop#1"
    assert issue.ref.url == f"{gitlab.gitlab.url}/acme/shop/-/issues/1"


async def test_a_moved_issue_is_read_where_it_is_and_nothing_is_told_twice(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Ours"), "op-1")
    await gitlab.comment(issue.ref.id, "Theirs")
    seen = await read(tracker, issue)
    moved = await gitlab.carry(issue.ref.id, OPS)
    there = await read(tracker, issue)
    assert (there.ref.id, there.ref.key) == (moved, "acme/tools/ops#1")
    assert [type(one) for one in changes(seen, there)] == [Renamed]
    assert await read(tracker, there) == there


async def test_what_is_said_after_a_move_is_news(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.comment(issue.ref.id, "Before")
    seen = await read(tracker, issue)
    moved = await gitlab.carry(issue.ref.id, OPS)
    await gitlab.comment(moved, "After")
    news = [one for one in changes(seen, await read(tracker, issue)) if isinstance(one, Commented)]
    assert [to_text(one.comment.body) for one in news] == ["After"]


async def test_a_moved_issue_is_written_to_where_it_is(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    moved = await gitlab.carry(await gitlab.carry(issue.ref.id, OPS), 70)
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await tracker.update(issue.ref, Patch(title="It burned"))
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    await tracker.move(issue.ref, Category.DONE)
    seen = await read(tracker, issue)
    assert (seen.ref.id, seen.title, seen.status.category) == (moved, "It burned", Category.DONE)
    assert [to_text(one.body) for one in seen.comments] == ["Hello"]
    assert await gitlab.links(moved) == [("https://chat.test/1", "One")]
    assert await tracker.find_comment(issue.ref, "op-1", before(gitlab)) is not None


async def test_an_issue_that_was_moved_out_of_sight_is_hidden(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.carry(issue.ref.id, SECRET)
    assert await tracker.get(issue.ref.id) == Hidden()
    with pytest.raises(Forbidden):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")


async def test_an_issue_that_was_moved_out_of_sight_before_it_was_found_is_not_made_again(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.carry(issue.ref.id, SECRET)
    found = await tracker.find(gitlab.project, "01ISSUE", before(gitlab))
    assert found is not None
    assert found.ref.id == issue.ref.id


async def test_an_issue_that_was_moved_before_it_was_found_is_found_where_it_is(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    moved = await gitlab.carry(issue.ref.id, OPS)
    found = await tracker.find(gitlab.project, "01ISSUE", before(gitlab))
    assert found is not None
    assert found.ref.id == moved


async def test_an_issue_in_a_project_we_were_thrown_out_of_is_hidden(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    del gitlab.site.projects[0].roles["csopsbot"]
    assert await tracker.get(issue.ref.id) == Hidden()
    with pytest.raises(Forbidden):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")


async def test_a_deleted_issue_takes_nothing_any_more(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.delete(issue.ref.id)
    with pytest.raises(NotFound):
        await tracker.move(issue.ref, Category.DONE)
    with pytest.raises(NotFound):
        await tracker.update(issue.ref, Patch(title="x"))
    with pytest.raises(NotFound):
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    with pytest.raises(NotFound):
        await tracker.find_comment(issue.ref, "op-1", before(gitlab))


async def test_a_project_that_was_renamed_keeps_its_issues_and_takes_new_ones(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.site.rename(gitlab.site.projects[0], "acme/store")
    assert (await read(tracker, issue)).ref.key == "acme/store#1"
    assert await tracker.find("acme/shop", "01ISSUE", before(gitlab)) is not None
    made = await tracker.create(draft(gitlab), "01NEW")
    assert made.ref.key == "acme/store#2"


async def test_a_renamed_project_still_goes_by_what_the_desk_calls_it_and_that_is_told(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.site.rename(gitlab.site.projects[0], "acme/store")
    made = await tracker.create(draft(gitlab), "01NEW")
    for one in (made, await read(tracker, made), await read(tracker, issue)):
        assert one.projects == {"70", "acme/store", "acme/shop"}
    says = [one.says for one in await tracker.inspect("acme/shop", "")]
    assert "acme/shop is called acme/store by now, and may be somebody else's name one day" in says
    assert not any("by now" in one.says for one in await tracker.inspect("70", ""))


async def test_a_project_may_be_named_by_its_number(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    found = await tracker.find("70", "01ISSUE", before(gitlab))
    assert found is not None
    assert found.ref == issue.ref


async def test_an_issue_is_found_though_somebody_took_our_label_off(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.ask("PUT", issue.ref.id, body={"remove_labels": "csopsbot"})
    assert await tracker.find(gitlab.project, "01ISSUE", before(gitlab)) is not None


async def test_an_issue_is_found_though_another_account_made_it(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.issue(issue.ref.id).author = gitlab.site.user("lee")
    assert await tracker.find(gitlab.project, "01ISSUE", before(gitlab)) is not None


async def test_of_an_issue_and_its_clone_the_older_is_found(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    clone = await tracker.create(draft(gitlab), "01CLONE")
    gitlab.issue(clone.ref.id).description = gitlab.issue(issue.ref.id).description
    found = await tracker.find(gitlab.project, "01ISSUE", before(gitlab))
    assert found is not None
    assert found.ref == issue.ref


async def test_an_issue_is_found_behind_many_others_and_with_its_comments(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    bot, shop = gitlab.site.user("csopsbot"), gitlab.site.projects[0]
    for number in range(120):
        gitlab.site.add(shop, bot, f"{number}").labels.append("csopsbot")
    last = await tracker.create(draft(gitlab), "01LAST")
    await gitlab.comment(last.ref.id, "Seen")
    found = await tracker.find(gitlab.project, "01LAST", before(gitlab))
    assert found is not None
    assert (found.ref, len(found.comments)) == (last.ref, 1)


async def test_a_ref_is_looked_for_only_since_it_can_exist(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.issue(issue.ref.id).created -= timedelta(days=1)
    assert await tracker.find(gitlab.project, "01ISSUE", before(gitlab)) is None


async def test_every_comment_is_read_however_many_there_are(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    dana, held = gitlab.site.user("dana"), gitlab.issue(issue.ref.id)
    for number in range(250):
        gitlab.site.note(held, dana, f"{number}")
    comments = (await read(tracker, issue)).comments
    assert [to_text(one.body) for one in comments] == [f"{number}" for number in range(250)]
    assert len({one.id for one in comments}) == 250


async def test_what_gitlab_notes_by_itself_is_no_comment(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.assign(issue.ref.id)
    assert any(note.system for note in gitlab.issue(issue.ref.id).notes)
    assert (await read(tracker, issue)).comments == ()


async def test_our_comments_are_internal_unless_the_house_wants_otherwise(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    other = gitlab.tracker(ways=Ways(internal_notes=False))
    await other.comment(issue.ref, plain("Hello"), "op-2")
    await other.close()
    assert [note.internal for note in gitlab.issue(issue.ref.id).notes] == [True, False]


async def test_an_issue_is_confidential_where_the_house_wants_it(gitlab: GitLabStand) -> None:
    tracker = gitlab.tracker(ways=Ways(confidential=True))
    made = await tracker.create(draft(gitlab), "01SECRET")
    await tracker.close()
    assert gitlab.issue(made.ref.id).confidential


async def test_a_person_who_copies_our_mark_is_not_taken_for_us(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.comment(issue.ref.id, "Hello\n\n<!-- csops:op=op-1 -->")
    assert await tracker.find_comment(issue.ref, "op-1", before(gitlab)) is None
    assert is_ours(await last_comment(tracker, issue))


async def test_a_command_in_somebodys_words_is_not_obeyed(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    words = plain("/close\n /close\n\n\t/close\n\n> /close\n\n```\n/close\n/label ~x")
    asked = IssueDraft(gitlab.project, "issue", "Help", words)
    made = await tracker.create(asked, "01SLASH")
    await tracker.comment(made.ref, words, "op-1")
    await tracker.comment(made.ref, plain("/close"), "op-2")
    await tracker.link(made.ref, "https://chat.test/1", "/close", "card")
    seen = await read(tracker, made)
    assert seen.status.category is Category.OPEN
    assert to_text(seen.comments[1].body) == "/close"


async def test_a_link_whose_title_is_markup_is_one_link(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "](x) @dana #1\n\n# <b>", "a-->b")
    await tracker.link(issue.ref, "https://chat.test/2", "Two", "a-->b")
    assert await gitlab.links(issue.ref.id) == [("https://chat.test/2", "Two")]


async def test_the_text_around_a_link_stays_as_people_wrote_it(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    held = gitlab.issue(issue.ref.id)
    held.description = f"Mine\n\n{held.description}\n\nMine too"
    await tracker.link(issue.ref, "https://chat.test/2", "Two", "card")
    assert held.description.startswith("Mine\n\n")
    assert held.description.endswith("\n\nMine too")


async def test_a_link_that_is_there_is_not_written_again(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
    assert [one.method for one in gitlab.server.log].count("PUT") == 1


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("start", Category)
async def test_an_issue_goes_from_everywhere_to_everywhere_in_one_request(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue, start: Category, category: Category
) -> None:
    if start is not Category.OPEN:
        await gitlab.move(issue.ref.id, start)
    result = await tracker.move(issue.ref, category)
    seen = await read(tracker, issue)
    assert (seen.status.category, seen.status.name) == (category, result.status)
    assert result.outcome == ("already" if start is category else "moved")
    assert len(seen.labels & {"in progress", "rejected", "duplicate"}) <= 1
    ours = [one for one in gitlab.server.log if one.who == "csopsbot" and one.method == "PUT"]
    assert len(ours) == (0 if start is category else 1)


async def test_what_a_person_closed_as_a_duplicate_is_one(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    held = gitlab.issue(issue.ref.id)
    held.state, held.duplicate_of = "closed", held
    assert (await read(tracker, issue)).status.category is Category.DUPLICATE


async def test_the_labels_of_the_house_are_the_ones_that_count(gitlab: GitLabStand) -> None:
    tracker = gitlab.tracker(ways=Ways(Meanings(in_progress="workflow::in dev"), label="bot"))
    made = await tracker.create(draft(gitlab), "01WAYS")
    await tracker.move(made.ref, Category.IN_PROGRESS)
    seen = await read(tracker, made)
    await tracker.close()
    assert seen.labels == {"bot", "workflow::in dev"}
    assert seen.status.name == "workflow::in dev"


async def test_a_priority_is_a_label_that_takes_the_place_of_another(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    asked = IssueDraft(gitlab.project, "issue", "Help", plain("x"), priority="high")
    made = await tracker.create(asked, "01HIGH")
    assert "priority::high" in made.labels
    await tracker.update(made.ref, Patch(priority="low"))
    assert (await read(tracker, made)).labels == {"csopsbot", "priority::low"}


async def test_whom_gitlab_does_not_assign_is_no_assignee(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    with pytest.raises(Forbidden):
        await tracker.update(issue.ref, Patch(assignee_id="14"))
    with pytest.raises(Invalid):
        await tracker.update(issue.ref, Patch(assignee_id="dana"))


async def test_two_accounts_that_show_one_address_are_nobody(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.site.users.append(User(16, "d", "D", "glpat-d", "dana@example.test"))
    assert await tracker.find_user(gitlab.person) is None


async def test_who_hides_the_address_or_was_blocked_is_nobody(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    assert await tracker.find_user("hid@example.test") is None
    gitlab.site.user("dana").state = "blocked"
    assert await tracker.find_user(gitlab.person) is None
    assert await tracker.find_user(" ") is None


@pytest.mark.parametrize("words", ["dana", "Dana Devlin", "dana devlin"])
async def test_somebody_is_known_by_their_user_name_or_their_name(
    tracker: GitLabTracker, words: str
) -> None:
    assert [one.id for one in await tracker.find_people(words)] == ["12"]


async def test_the_desks_own_fields_go_along(gitlab: GitLabStand, tracker: GitLabTracker) -> None:
    body = Doc((Paragraph((Link("https://x.test"),)),))
    fields = {"weight": 3, "labels": ["a,b", "c"]}
    asked = IssueDraft(gitlab.project, "Bug", "Help", body, frozenset({"d"}), fields=fields)
    made = await tracker.create(asked, "01OWN")
    assert made.labels == {"a b", "c", "d", "csopsbot"}
    sent = json.loads(next(one.body for one in gitlab.server.log if one.path.endswith("/issues")))
    assert (sent["weight"], sent["issue_type"]) == (3, "issue")


async def test_a_guest_makes_issues_without_labels_that_are_found_again(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    made = await tracker.create(draft(gitlab, labels=("urgent",)), "01BARE")
    assert made.labels == frozenset()
    assert await tracker.find(gitlab.project, "01BARE", before(gitlab)) is not None


async def test_a_confidential_issue_of_others_is_hidden_from_a_guest(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    held = gitlab.issue(issue.ref.id)
    held.author, held.confidential = gitlab.site.user("lee"), True
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    assert await tracker.get(issue.ref.id) == Hidden()


def test_every_category_has_an_edit_by_which_a_person_reaches_it() -> None:
    assert set(EDITS) == set(Category)
