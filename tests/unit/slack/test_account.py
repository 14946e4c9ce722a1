"""What people type of who they are in a tracker."""

import pytest

from csopsbot.slack.commands.account import called


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dana", "dana"),
        ("@dana", "dana"),
        ("Dana Devlin ", "Dana Devlin"),
        ("dana@example.test", "dana@example.test"),
        ("https://github.com/dana", "dana"),
        ("https://acme.atlassian.net/jira/people/712020:5b10-a2/", "712020:5b10-a2"),
        ("https://linear.app/acme/profiles/dana?tab=1", "dana"),
        ("https://redmine.test/users/5#x", "5"),
        ("@", ""),
    ],
)
def test_somebody_is_called_by_a_name_or_the_page_of_it(words: str, name: str) -> None:
    assert called(words) == name
