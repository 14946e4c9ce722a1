"""What people call an issue by."""

import pytest

from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.addresses import key_of

ACCESS = JiraAccess("https://api.test/ex/jira/1", "b", "t", site="https://acme.atlassian.test")
SERVER = JiraAccess("https://acme.test/jira/", "b", "t")


@pytest.mark.parametrize(
    "address",
    [
        "PAY-12",
        " pay-12 ",
        "https://acme.atlassian.test/browse/PAY-12",
        "https://acme.atlassian.test/browse/PAY-12/?focusedId=1#comment-1",
        "https://acme.atlassian.test/jira/software/c/projects/PAY/issues/PAY-12",
        "https://acme.atlassian.test/jira/boards/3?view=detail&selectedIssue=PAY-12",
        "https://acme.atlassian.test/servicedesk/customer/portal/4/PAY-12",
        "HTTPS://ACME.atlassian.test/browse/pay-12",
    ],
)
def test_an_issue_is_known_by_its_key_and_by_its_pages(address: str) -> None:
    assert key_of(address, ACCESS) == "PAY-12"


def test_a_jira_below_a_folder_is_known_by_it() -> None:
    assert key_of("https://acme.test/jira/browse/PAY-1", SERVER) == "PAY-1"
    assert key_of("https://acme.test/browse/PAY-1", SERVER) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://acme.atlassian.test/browse/PAY-1",
        "https://acme.atlassian.test:8443/browse/PAY-1",
        "https://me@acme.atlassian.test/browse/PAY-1",
        "https://acme.atlassian.test/browse/PAY-1/../PAY-2x",
        "https://acme.atlassian.test/boards?selectedIssue=../myself",
        "https://acme.atlassian.test/browse/PAY",
        "PAY-",
        "-12",
        "PAY 12",
    ],
)
def test_what_is_none_of_them_is_no_issue(address: str) -> None:
    assert key_of(address, ACCESS) is None
