"""What befalls issues, keys and fields in a real Redmine, and what becomes of it here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import httpx
import pytest

from csopsbot.app.failures import AuthError, Blocked, Forbidden, Invalid, NotFound
from csopsbot.app.tracker import Gone, Hidden, IssueDraft, Patch
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import Category, Issue, is_ours
from csopsbot.sandbox.redmine import ADMIN
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from tests.contract.trackers.redmine_stand import BOT, DANA, MUTE, ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE

WRONG = "f" * 40


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(redmine: RedmineStand, tracker: RedmineTracker) -> Issue:
    return await tracker.create(draft(redmine), "01ISSUE")


@pytest.fixture
async def stranger(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    """Yield an adapter whose key nobody has."""
    adapter = redmine.tracker(key=WRONG)
    yield adapter
    await adapter.close()


@pytest.fixture
async def mute(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    """Yield an adapter whose role may edit, but neither speak, move nor rename."""
    adapter = redmine.tracker(key=MUTE.key)
    yield adapter
    await adapter.close()


async def test_redmine_shows_a_public_project_to_a_wrong_key(redmine: RedmineStand) -> None:
    redmine.make_project(f"open-{redmine.project}", is_public=True)
    path = f"{redmine.proxy.url}/projects/open-{redmine.project}.json"
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(path, headers={"X-Redmine-API-Key": WRONG})
    assert answer.status_code == 200


async def test_a_wrong_key_is_found_out(stranger: RedmineTracker) -> None:
    with pytest.raises(AuthError):
        await stranger.probe()


@pytest.mark.usefixtures("issue")
async def test_nothing_is_said_not_to_be_there_on_the_word_of_a_wrong_key(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    # The key is taken back after we have come to know the project.
    await tracker.find(redmine.project, "01ISSUE", before(redmine))
    redmine.fault(
        kind="answer", times=2, method="GET", path="/issues.json", status=200, body='{"issues":[]}'
    )
    redmine.fault(kind="answer", method="GET", path="/users/current.json", status=401)
    with pytest.raises(AuthError):
        await tracker.find(redmine.project, "01ISSUE", before(redmine))


async def test_an_issue_is_not_said_to_be_gone_on_the_word_of_a_wrong_address(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    await tracker.probe()
    redmine.fault(kind="answer", times=2, method="GET", status=404)
    with pytest.raises(NotFound, match="users/current"):
        await tracker.get("1")


async def test_what_is_deleted_is_gone_and_what_is_taken_from_sight_is_hidden(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    other = f"secret-{redmine.project}"
    redmine.make_project(other, inherit_members=False)
    project = redmine.ask(ADMIN, "GET", f"projects/{other}.json")["project"]["id"]
    redmine.change(issue.ref.id, ADMIN, project_id=project)
    assert await tracker.get(issue.ref.id) == Hidden()
    await redmine.delete(issue.ref.id)
    assert await tracker.get(issue.ref.id) == Gone()


async def test_a_moved_issue_keeps_its_number_and_is_found(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    other = f"other-{redmine.project}"
    redmine.make_project(other)
    project = redmine.ask(ADMIN, "GET", f"projects/{other}.json")["project"]["id"]
    redmine.change(issue.ref.id, ADMIN, project_id=project)
    found = await tracker.find(redmine.project, "01ISSUE", before(redmine))
    assert found is not None
    assert found.ref == issue.ref


async def test_creates_at_once_make_several_issues_of_which_the_oldest_counts(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    await tracker.schema(redmine.project)
    made = await asyncio.gather(*(tracker.create(draft(redmine), "01RACE") for _ in range(4)))
    found = await tracker.find(redmine.project, "01RACE", before(redmine))
    assert len({one.ref.id for one in made}) == 4
    assert found is not None
    assert found.ref.id == min((one.ref.id for one in made), key=int)


async def test_redmine_ignores_a_wish_to_act_as_another(redmine: RedmineStand) -> None:
    headers = {"X-Redmine-API-Key": DANA.key, "X-Redmine-Switch-User": ADMIN.login}
    body = {"issue": {"project_id": redmine.project, "subject": "Who am I?", "tracker_id": 1}}
    async with httpx.AsyncClient(trust_env=False) as client:
        url = f"{redmine.proxy.url}/issues.json"
        answer = await client.post(url, json=body, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["issue"]["author"]["id"] == redmine.seeded.people[DANA.login]


async def test_a_priority_goes_by_its_name_and_a_field_by_its_own(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    wanted = replace(draft(redmine), priority="urgent", fields={"Customer": "Acme"})
    made = await tracker.create(wanted, "01FIELDS")
    seen = redmine.ask(DANA, "GET", f"issues/{made.ref.id}.json")["issue"]
    values = {one["name"]: one["value"] for one in seen["custom_fields"]}
    assert seen["priority"]["name"] == "Urgent"
    assert values["Customer"] == "Acme"
    assert values["csops_ref"] == "01FIELDS"


@pytest.mark.parametrize(
    "wrong",
    [lambda one: replace(one, priority="Whenever"), lambda one: replace(one, issue_type="Epic")],
    ids=["priority", "issue type"],
)
async def test_what_redmine_does_not_have_is_named_before_anything_is_made(
    redmine: RedmineStand, tracker: RedmineTracker, wrong: Callable[[IssueDraft], IssueDraft]
) -> None:
    with pytest.raises(Invalid, match="Redmine has no"):
        await tracker.create(wrong(draft(redmine)), "01WRONG")
    assert await redmine.issues() == 0


async def test_a_refusal_gives_redmines_reasons(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    with pytest.raises(Invalid, match="Due date must be greater than start date"):
        await tracker.create(
            replace(draft(redmine), fields={"start_date": "2026-03-02", "due_date": "2026-03-01"}),
            "01REFUSED",
        )


async def test_without_a_field_for_it_no_issue_is_made(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    redmine.proxy.leaves_out = {"issue_custom_fields", "custom_fields"}
    with pytest.raises(Blocked, match="csops_ref"):
        await tracker.create(draft(redmine), "01NOWHERE")
    assert await redmine.issues() == 0


@pytest.mark.parametrize("hidden", [set(), {"issue_custom_fields"}])
async def test_the_field_is_found_in_the_list_or_on_an_issue(
    redmine: RedmineStand, tracker: RedmineTracker, hidden: set[str]
) -> None:
    redmine.proxy.leaves_out = hidden
    made = await tracker.create(draft(redmine, labels=("urgent",)), "01SOMEHOW")
    assert made.labels == {"urgent"}
    assert await tracker.find(redmine.project, "01SOMEHOW", before(redmine)) == made


@pytest.mark.usefixtures("issue")
async def test_a_field_that_is_no_filter_is_not_taken_for_one(redmine: RedmineStand) -> None:
    adapter = RedmineTracker(
        "redmine", RedmineAccess(redmine.proxy.url, BOT.key, (), "4711"), clock=redmine.now
    )
    with pytest.raises(Blocked, match="filter"):
        await adapter.find(redmine.project, "01ISSUE", before(redmine))
    await adapter.close()


async def test_a_comment_that_redmine_drops_is_not_said_to_be_there(
    mute: RedmineTracker, issue: Issue
) -> None:
    with pytest.raises(Forbidden, match="notes"):
        await mute.comment(issue.ref, plain("Hello"), "op-1")


async def test_an_edit_that_redmine_skips_is_not_said_to_be_done(
    mute: RedmineTracker, issue: Issue
) -> None:
    with pytest.raises(Forbidden, match="subject"):
        await mute.update(issue.ref, Patch(title="Another"))


async def test_whom_the_workflow_lets_do_nothing_moves_nothing(
    mute: RedmineTracker, issue: Issue
) -> None:
    assert (await mute.move(issue.ref, Category.DONE)).outcome == "impossible"


async def test_a_comment_that_quotes_ours_is_a_persons(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Is it fixed?"), "op-1")
    shown = redmine.ask(DANA, "GET", f"issues/{issue.ref.id}.json?include=journals")["issue"]
    quoted = "\n".join(f"> {line}" for line in shown["journals"][-1]["notes"].splitlines())
    await redmine.comment(issue.ref.id, f"Not yet.\n\ncsops bot wrote:\n{quoted}")
    comment = await last_comment(tracker, issue)
    assert not is_ours(comment)
    assert to_text(comment.body).startswith("Not yet.")


async def test_a_link_leaves_alone_what_people_wrote_since(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await tracker.link(issue.ref, "https://chat.test/1", "Thread", "card")
    text = redmine.ask(DANA, "GET", f"issues/{issue.ref.id}.json")["issue"]["description"]
    redmine.change(issue.ref.id, description=f"{text}\r\n\r\nh2. Cause\r\n\r\nA typo.")
    await tracker.link(issue.ref, "https://chat.test/2", "Thread", "card")
    text = redmine.ask(DANA, "GET", f"issues/{issue.ref.id}.json")["issue"]["description"]
    assert "Card payments are refused." in text
    assert "h2. Cause\r\n\r\nA typo." in text
    assert await redmine.links(issue.ref.id) == [("https://chat.test/2", "Thread")]


async def test_an_edit_that_changes_nothing_is_not_sent(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    redmine.proxy.log.clear()
    await tracker.update(issue.ref, Patch(title=issue.title, assignee_id=""))
    assert {method for method, _ in redmine.proxy.log} == {"GET"}


async def test_an_edit_without_words_is_no_comment(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    redmine.change(issue.ref.id, subject="Renamed by hand")
    assert (await read(tracker, issue)).comments == ()
