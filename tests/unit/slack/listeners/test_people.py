"""Who somebody is, as Slack describes them."""

from datetime import timedelta
from typing import Any

import pytest

from csopsbot.slack.channels import read_channel
from csopsbot.slack.people import read_person
from csopsbot.slack.recent import Recent
from csopsbot.slack.showing import why_not_here
from csopsbot.slack.workspace import Installation
from tests.unit.slack.scenes import NOON

US = Installation(team="T1", enterprise="E1", bot_user="U0BOT", bot="B1")
MIA = {
    "id": "U1",
    "team_id": "T1",
    "locale": "es-LA",
    "name": "mia.w",
    "profile": {"display_name": "Mia", "real_name": "Mia Wong", "email": "mia@example.com"},
}


def test_a_member_has_a_name_a_language_and_an_address() -> None:
    person = read_person(MIA, US)
    assert (person.name, person.language, person.email) == ("Mia", "es", "mia@example.com")
    assert not any((person.is_guest, person.is_outsider, person.is_bot))


def test_a_persons_time_zone_is_known_where_slack_tells_it() -> None:
    assert read_person({**MIA, "tz": "Europe/Madrid"}, US).tz == "Europe/Madrid"
    assert read_person({**MIA, "tz": None}, US).tz == ""


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
def test_a_restricted_account_is_a_guest(flag: str) -> None:
    assert read_person({**MIA, flag: True}, US).is_guest


@pytest.mark.parametrize(
    ("changes", "outside"),
    [
        ({"is_stranger": True}, True),
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, True),
        ({"team_id": "E1"}, False),
        ({"team_id": None}, False),
    ],
)
def test_whoever_is_of_another_organisation_is_an_outsider(
    changes: dict[str, Any], outside: bool
) -> None:
    assert read_person({**MIA, **changes}, US).is_outsider is outside


def test_without_an_organisation_of_ours_another_workspace_is_outside() -> None:
    alone = Installation(team="T1", enterprise="", bot_user="U0BOT", bot="B1")
    assert read_person({**MIA, "team_id": "T2", "enterprise_user": {}}, alone).is_outsider


def test_a_deleted_account_is_not_active() -> None:
    assert not read_person({**MIA, "deleted": True}, US).is_active


@pytest.mark.parametrize(
    ("profile", "name"),
    [({"display_name": " ", "real_name": "Mia Wong"}, "Mia Wong"), ({}, "mia.w"), (None, "mia.w")],
)
def test_a_person_without_a_display_name_has_another(profile: object, name: str) -> None:
    assert read_person({**MIA, "profile": profile}, US).name == name


def test_somebody_without_any_name_is_called_by_their_id() -> None:
    assert read_person({}, US, "U9").name == "U9"


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        ({"is_member": True}, None),
        ({}, None),
        ({"is_member": False}, "not_in_channel"),
        ({"is_ext_shared": True, "is_member": False}, "shared_channel"),
        ({"is_pending_ext_shared": True}, "shared_channel"),
    ],
)
def test_where_outsiders_read_or_we_are_not_nothing_is_escalated(
    channel: dict[str, object], why: str | None
) -> None:
    assert why_not_here(read_channel(channel, "C1")) == why


def test_a_memory_forgets_what_is_old() -> None:
    memory: Recent[str] = Recent(timedelta(minutes=5))
    memory.put("a", "kept", NOON)
    assert memory.get("a", NOON + timedelta(minutes=4)) == "kept"
    assert memory.get("a", NOON + timedelta(minutes=5)) is None


def test_a_memory_keeps_no_more_than_it_may() -> None:
    memory: Recent[str] = Recent(timedelta(minutes=5), size=2)
    for key in ("a", "b", "c"):
        memory.put(key, key, NOON)
    assert [memory.get(key, NOON) for key in ("a", "b", "c")] == [None, "b", "c"]
