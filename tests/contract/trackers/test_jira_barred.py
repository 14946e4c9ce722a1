"""Where Jira does not let us in, an inspection names the setting that is wrong."""

from dataclasses import replace
from typing import Any

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.trackers.jira.client import JiraTracker
from tests.contract.trackers.jira_stand import JiraStand

GROUP = "CSOPSBOT_TRACKERS__JIRA__"


async def findings(stand: JiraStand, **otherwise: Any) -> list[Finding]:
    """Return what is not fine where the settings are OTHERWISE."""
    tracker = JiraTracker("jira", replace(stand.access(), **otherwise), clock=stand.now)
    found = await tracker.inspect("PAY", stand.hook_url)
    await tracker.close()
    return [one for one in found if one.level != "fine"]


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [
        ({"email": ""}, f"{GROUP}EMAIL"),
        ({"token": "wrong"}, "renew the token"),
        ({"deployment": "data_center"}, f"{GROUP}DEPLOYMENT"),
    ],
    ids=["no address", "token", "kind"],
)
async def test_what_keeps_us_out_is_named(
    stand: JiraStand, wrong: dict[str, str], setting: str
) -> None:
    found = await findings(stand, **wrong)
    assert found[-1].level == "fault"
    assert setting in found[-1].remedy


async def test_where_nothing_is_found_it_is_the_address_and_not_the_project(
    stand: JiraStand,
) -> None:
    found = await findings(stand, url=f"{stand.cloud.url}/jira")
    assert [one for one in found if "desk file" in one.remedy] == []
    assert f"{GROUP}URL" in found[-1].remedy


async def test_a_key_that_there_is_not_is_looked_for_in_the_desk_file(stand: JiraStand) -> None:
    tracker = stand.tracker()
    (fault,) = (one for one in await tracker.inspect("NOPE", "") if one.level == "fault")
    assert "NOPE in the desk file" in fault.remedy
    await tracker.close()
