"""The story with GitLab as the tracker: the bot and a server that speaks GitLab, settings alone."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
import pytest_asyncio

from tests.acceptance.gitlab import OPS, GitLab, gitlab_running
from tests.acceptance.house import House
from tests.acceptance.office import ADA, MIA
from tests.acceptance.vendors import escalated, found_by_looking, house_with
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEY = "acme/pay#"
QUESTION, ANSWER = "Which card network is it?", "Only Visa, since 09:40.\n/close"


@pytest.fixture(scope="module")
def gitlab() -> Iterator[GitLab]:
    with gitlab_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    gitlab: GitLab, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with house_with(
        "gitlab", gitlab, sqlite_files, tmp_path_factory, project="acme/pay"
    ) as opened:
        yield opened


async def test_what_is_done_in_gitlab_is_seen_in_slack(house: House, gitlab: GitLab) -> None:
    problem = await escalated(house, "Invoices have no numbers", 0, KEY)
    shown = partial(house.sight.shows, problem, problem.support)

    await gitlab.ask("PUT", problem.title, add_labels="in progress", assignee_ids=[12])
    await until("support sees who has it", partial(shown, "Dana Devlin"))
    await until("support sees the work", partial(shown, "In progress"))
    await gitlab.ask("PUT", problem.title, state_event="close")
    await until("support sees that it is done", partial(shown, "Fixed"))
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1
    assert not gitlab.served.server.deliveries.hooks[0].disabled


async def test_a_reaction_in_slack_moves_the_issue(house: House, gitlab: GitLab) -> None:
    problem = await escalated(house, "Payouts fail", 1, KEY)

    await house.react(problem, "hammer_and_wrench")
    await until(
        "GitLab shows the work", lambda: "in progress" in gitlab.issue(problem.title).labels
    )
    await house.react(problem, "white_check_mark")
    await until("GitLab shows the end", lambda: gitlab.issue(problem.title).state == "closed")
    await house.delivered()

    issue = gitlab.issue(problem.title)
    assert [one.username for one in issue.assignees] == ["dana"]
    assert "in progress" not in issue.labels
    assert "slack" in issue.description.lower()


async def test_what_is_said_in_slack_is_said_in_gitlab_once_and_is_no_command(
    house: House, gitlab: GitLab
) -> None:
    problem = await escalated(house, "Receipts are empty", 2, KEY)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in GitLab", lambda: len(gitlab.comments(problem.title)) == 1)
    await gitlab.ask("POST", problem.title, "/notes", body=QUESTION)
    await until(
        "the team reads it",
        partial(house.sight.said, problem, problem.team, "Dana Devlin", QUESTION),
    )
    await house.delivered()

    assert house.sight.said(problem, problem.team, "Only Visa") == 1
    assert house.sight.said(problem, problem.support, QUESTION) == 0
    assert len(gitlab.comments(problem.title)) == 2
    assert gitlab.issue(problem.title).state == "opened"


async def test_a_pasted_address_is_an_issue_to_wait_on_and_the_one_that_was_left_says_so(
    house: House, gitlab: GitLab
) -> None:
    first = await escalated(house, "Vouchers fail", 1, KEY)
    second = await escalated(house, "Vouchers fail as well", 2, KEY)
    issue = gitlab.issue(first.title)

    address = f"{gitlab.served.url}/acme/pay/-/issues/{issue.iid}"
    await house.reply(second, second.team, ADA, f"<{address}>")
    shows = partial(house.sight.shows, second, second.team)
    await until("the card shows the other issue", partial(shows, f"{KEY}{issue.iid}"))
    await house.delivered()

    left = gitlab.issue(second.title)
    assert "does not wait on this issue any more" in left.description
    assert "nobody waits any more" in left.description
    assert "1 customer waits" in issue.description
    assert "does not wait" not in issue.description
    assert left.state == "closed"


async def test_a_moved_issue_is_followed_and_nothing_is_told_twice(
    house: House, gitlab: GitLab
) -> None:
    problem = await escalated(house, "Refunds are late", 0, KEY)
    said = partial(house.sight.said, problem, problem.team)
    await gitlab.ask("POST", problem.title, "/notes", body="Before the move")
    await until("the team reads it", partial(said, "Before the move"))

    await gitlab.ask("POST", problem.title, "/move", to_project_id=OPS)
    await until(
        "its new name is shown",
        partial(house.sight.shows, problem, problem.team, "acme/tools/ops#1"),
    )
    await gitlab.ask("POST", problem.title, "/notes", body="After the move")
    await until("the team reads that too", partial(said, "After the move"))
    await house.react(problem, "white_check_mark")
    await until("the new one is closed", lambda: gitlab.issue(problem.title).state == "closed")
    await house.delivered()

    assert (said("Before the move"), said("After the move")) == (1, 1)


async def test_what_happens_after_a_move_is_found_where_no_webhook_tells_of_it(
    house: House, gitlab: GitLab
) -> None:
    problem = await escalated(house, "Exports are empty", 1, KEY)
    server, old = gitlab.served.server, gitlab.issue(problem.title)
    server.site.clock = lambda: datetime.fromtimestamp(house.slack.clock.now(), UTC)
    await gitlab.ask("POST", problem.title, "/move", to_project_id=OPS)
    shown = partial(house.sight.shows, problem, problem.team)
    await until("its new name is shown", partial(shown, "acme/tools/ops#"))

    server.deliveries.hooks[0].project = old.project
    await gitlab.ask("POST", problem.title, "/notes", body="Root cause found")
    await gitlab.ask("PUT", problem.title, state_event="close")
    told = len(server.deliveries.record)
    await gitlab.at(old, "POST", "/notes", body="It is in ops now")
    await until("the bot is told of the old one", lambda: len(server.deliveries.record) > told)
    await house.delivered()

    await found_by_looking(house, "the team sees that it is done", partial(shown, "Fixed"))
    await house.delivered()
    assert house.sight.said(problem, problem.team, "Root cause found") == 1
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1


async def test_what_was_said_at_once_and_taken_back_is_found_where_no_webhook_tells_of_it(
    house: House, gitlab: GitLab
) -> None:
    problem = await escalated(house, "Exports are slow", 0, KEY)
    said = partial(house.sight.said, problem, problem.team)
    await house.delivered()
    hooks = gitlab.served.server.deliveries.hooks
    silenced = [hooks.pop() for _ in list(hooks)]

    written = gitlab.issue(problem.title).updated
    await gitlab.ask("POST", problem.title, "/notes", body="The password is hunter2x")
    assert gitlab.issue(problem.title).updated == written
    await found_by_looking(house, "the team reads it", partial(said, "hunter2x"))
    note = gitlab.comments(problem.title)[-1]
    await gitlab.ask("DELETE", problem.title, f"/notes/{note.id}")
    await found_by_looking(house, "it is taken back", lambda: said("hunter2x") == 0)
    hooks += silenced
