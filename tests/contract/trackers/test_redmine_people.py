"""Finding people in a Redmine that lets only administrators search for them."""

import httpx
import pytest

from csopsbot.sandbox.redmine import ADMIN
from tests.contract.trackers.redmine_stand import BOT, DANA, EVE, ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


async def test_redmine_lets_no_ordinary_account_search_for_people(redmine: RedmineStand) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="403"):
        redmine.ask(BOT, "GET", "users.json?name=dana")


@pytest.mark.parametrize(("key", "found"), [(BOT.key, False), (ADMIN.key, True)])
async def test_who_hides_their_address_is_found_by_administrators_alone(
    redmine: RedmineStand, key: str, found: bool
) -> None:
    adapter = redmine.tracker(key=key)
    assert (await adapter.find_user(EVE.email) is not None) is found
    await adapter.close()


async def test_who_hides_their_address_says_themselves_who_they_are(redmine: RedmineStand) -> None:
    adapter = redmine.tracker()
    (found,) = await adapter.find_people("eve hidden")
    assert found.name == "Eve Hidden"
    await adapter.close()


@pytest.mark.parametrize("address", ["dana", "example.test", "", " ", "%", "nobody@example.test"])
async def test_an_administrator_too_finds_nobody_by_a_part(
    redmine: RedmineStand, address: str
) -> None:
    adapter = redmine.tracker(key=ADMIN.key)
    assert await adapter.find_user(address) is None
    await adapter.close()


async def test_members_are_looked_through_once_and_not_for_every_address(
    redmine: RedmineStand,
) -> None:
    adapter = redmine.tracker()
    await adapter.find_user(DANA.email)
    asked = len(redmine.proxy.log)
    await adapter.find_user(EVE.email)
    assert len(redmine.proxy.log) == asked + 1
    await adapter.close()


async def test_our_own_address_is_known_as_ours(redmine: RedmineStand) -> None:
    adapter = redmine.tracker()
    found = await adapter.find_user(BOT.email)
    assert found is not None
    assert found.is_self
    await adapter.close()
