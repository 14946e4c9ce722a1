"""The settings and the desk file become the adapter as they say."""

import pytest

from csopsbot.domain.desk import Desk, Team, TrackerProject
from csopsbot.settings import Jira
from csopsbot.trackers.jira.cloud import Cloud
from csopsbot.trackers.jira.connect import access_to
from csopsbot.trackers.jira.data_center import DataCenter
from csopsbot.trackers.jira.shapes import ServerShape
from csopsbot.trackers.jira.site import told

PAY, OPS = TrackerProject("jira", "PAY"), TrackerProject("github", "acme/ops")
DESK = Desk(
    teams=(Team("a", "A", "C1", PAY), Team("b", "B", "C2", OPS), Team("c", "C", "C3", PAY)),
    severities=(),
    reactions={},
    share_reactions=frozenset(),
)


def settings(**more: object) -> Jira:
    return Jira.model_validate({"url": "https://jira.acme.test", "token": "t0ken"} | more)


def test_a_token_alone_is_a_personal_one_and_which_jira_it_is_is_found_out() -> None:
    access = access_to(settings(), DESK, "jira")
    assert (access.email, access.token, access.deployment) == ("", "t0ken", "auto")


def test_the_projects_are_those_of_this_tracker_each_once() -> None:
    assert access_to(settings(), DESK, "jira").projects == ("PAY",)


def test_secrets_and_passwords_are_kept_apart_and_never_shown() -> None:
    hush = {"webhook_secret": "a", "webhook_secret_previous": "b", "webhook_password": "hush"}
    access = access_to(settings(**hush), DESK, "jira")
    assert (access.webhook_secrets, access.webhook_passwords) == (("a", "b"), ("hush",))
    assert "hush" not in repr(access)


@pytest.mark.parametrize(
    ("said", "forced", "dialect"),
    [
        ({"deploymentType": "Cloud", "versionNumbers": [1001, 0, 0]}, False, Cloud()),
        ({"deploymentType": "Server", "versionNumbers": [9, 12, 2]}, False, DataCenter(9)),
        ({"deploymentType": "DataCenter", "versionNumbers": [11, 0, 0]}, False, DataCenter(11)),
        ({"versionNumbers": [8, 20, 0]}, False, DataCenter(8)),
        ({"versionNumbers": [1001, 0, 0]}, False, Cloud()),
        ({}, False, Cloud()),
        ({"deploymentType": "Cloud", "versionNumbers": [9, 0, 0]}, True, DataCenter(9)),
    ],
)
def test_a_server_tells_which_jira_it_is(
    said: dict[str, object], forced: bool, dialect: Cloud | DataCenter
) -> None:
    assert told(ServerShape.model_validate(said), forced=forced) == dialect
