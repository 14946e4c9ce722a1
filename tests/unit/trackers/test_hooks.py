"""What is said of the webhook that should lead to us."""

from dataclasses import replace

import pytest

from csopsbot.trackers.hooks import PARTS, Hook, Registration, judged, no_secret

URL = "https://bot.example/in/github"
WELL = Hook(URL)
PAGE = Registration("Settings, Webhooks")
BY_HAND = Registration("Settings, Webhooks", PARTS)


def levels(*hooks: Hook) -> list[str]:
    return [one.level for one in judged(hooks, URL, PAGE)]


def test_one_that_leads_to_us_is_fine_whatever_else_there_is() -> None:
    assert levels(Hook("https://elsewhere.example", active=False), WELL) == ["fine"]
    assert levels(Hook(f"{URL}/")) == ["fine"]


def test_none_that_leads_to_us_is_a_fault() -> None:
    assert levels(Hook("https://elsewhere.example")) == ["fault"]
    assert levels() == ["fault"]


def test_where_others_may_lead_to_us_unseen_none_is_a_doubt() -> None:
    (doubt,) = judged([], URL, PAGE, unseen="one of the organisation")
    assert (doubt.level, "organisation" in doubt.says) == ("doubt", True)


@pytest.mark.parametrize(
    ("hook", "level"),
    [
        (replace(WELL, active=False, why="until noon"), "fault"),
        (replace(WELL, last=401), "fault"),
        (replace(WELL, last=502, why="failed to connect"), "fault"),
        (replace(WELL, signed=False), "fault"),
        (replace(WELL, lacks=("comments",)), "doubt"),
        (replace(WELL, checks_certificate=False), "doubt"),
        (replace(WELL, why="timed out"), "doubt"),
        (replace(WELL, last=202), "fine"),
    ],
)
def test_what_is_wrong_with_it_is_said(hook: Hook, level: str) -> None:
    assert levels(hook) == [level]


def test_of_several_that_lead_to_us_one_that_is_wrong_is_doubted() -> None:
    unsigned = replace(WELL, signed=False)
    assert levels(WELL, unsigned) == levels(unsigned, WELL) == ["fine", "doubt"]
    assert levels(unsigned, replace(WELL, active=False)) == ["fault", "fault"]
    assert levels(unsigned, unsigned) == ["fault"]


def test_each_thing_that_is_wrong_says_where_to_mend_it() -> None:
    bad = Hook(URL, active=False, lacks=("a",), signed=False, checks_certificate=False)
    found = judged([bad], URL, PAGE)
    assert len(found) == 4
    assert all("Settings, Webhooks" in one.remedy for one in found)


def test_what_registering_it_again_mends_is_mended_so() -> None:
    bad = Hook(URL, active=False, lacks=("a",), signed=False, checks_certificate=False)
    for hooks in ([bad], []):
        assert all("doctor --register" in one.remedy for one in judged(hooks, URL, PAGE))
        assert not any("--register" in one.remedy for one in judged(hooks, URL, BY_HAND))


@pytest.mark.parametrize(
    ("delivered", "says"),
    [
        (True, f"a webhook leads to {URL}, and deliveries get through"),
        (False, f"a webhook leads to {URL}; there was no delivery yet"),
        (None, f"a webhook leads to {URL}"),
    ],
)
def test_no_more_is_said_of_deliveries_than_the_tracker_tells(
    delivered: bool | None, says: str
) -> None:
    (finding,) = judged([replace(WELL, delivered=delivered)], URL, PAGE)
    assert (finding.level, finding.says) == ("fine", says)


@pytest.mark.parametrize(("status", "compares"), [(401, True), (403, True), (502, False)])
def test_secrets_are_compared_where_a_delivery_was_refused(status: int, compares: bool) -> None:
    (finding,) = judged([replace(WELL, last=status)], URL, PAGE)
    assert ("compare the secrets" in finding.remedy) is compares


def test_without_a_secret_it_is_said_which_setting_is_missing() -> None:
    finding = no_secret("GitHub", "THE_SETTING")
    assert (finding.level, "THE_SETTING" in finding.remedy) == ("fault", True)


def test_a_disabled_one_is_enabled_once_it_is_mended_and_as_its_tracker_has_it() -> None:
    (fault,) = judged([replace(WELL, active=False)], URL, replace(PAGE, enable="press Test"))
    assert fault.remedy == (
        "mend what it failed for; then csopsbot doctor --register enables it, "
        "or press Test under Settings, Webhooks"
    )
