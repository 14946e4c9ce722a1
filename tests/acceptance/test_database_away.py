"""While the database is away nothing is taken that would be lost; sent again, it takes effect."""

from functools import partial
from pathlib import Path

from tests.acceptance.house import House, open_house
from tests.acceptance.jira import Jira, jira_running
from tests.acceptance.office import ADA, Problem
from tests.acceptance.posts import post
from tests.acceptance.waiting import until

IN_JIRA = Problem("It is moved in Jira meanwhile", 0)
IN_SLACK = Problem("It is taken in Slack meanwhile", 1)
START = "11"
A_MINUTE_S = 61.0


async def deliver(house: House, jira: Jira) -> int:
    """Deliver what last happened in Jira, and return the answer's status."""
    delivery = jira.cloud.server.deliveries.record[-1]
    return await post(f"{house.bot_url}/in/jira", delivery.body, delivery.headers)


async def test_what_could_not_be_stored_is_asked_for_again_and_then_takes_effect(
    empty_url: str, tmp_path: Path
) -> None:
    with jira_running() as jira:
        async with (
            open_house(tmp_path, empty_url, trackers=("jira",), changes=jira.settings) as house,
            house.bot(),
        ):
            jira.deliver_to("")
            shows = house.sight.shows
            await house.escalate(IN_JIRA, IN_SLACK)
            await house.delivered()
            with house.records.away():
                await jira.move(IN_JIRA.title, START)
                await house.react(IN_SLACK, "eyes")
                refused = await deliver(house, jira)
            assert refused == 503
            assert not shows(IN_JIRA, IN_JIRA.support, "In progress")

            assert await deliver(house, jira) == 202
            house.slack.clock.advance(A_MINUTE_S)  # when Slack sends again what was not taken
            await until("the move is seen", partial(shows, IN_JIRA, IN_JIRA.support, "In progress"))
            await until(
                "the taking is seen", partial(shows, IN_SLACK, IN_SLACK.support, ADA.real_name)
            )
