import pytest

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Limits, Rate
from csopsbot.app.ports import Budget
from csopsbot.trackers.pacing import budgets

READS, WRITES, OF_ISSUE = Rate(60, 9), Rate(30, 5), Rate(10, 2)
LIMITS = Limits(READS, WRITES, OF_ISSUE)


@pytest.mark.parametrize(
    ("effect", "issue_id", "keys"),
    [
        (fx.ReadIssue("jira", "7"), "7", ["jira:reads"]),
        (fx.SightIssues("jira", ("7",)), None, ["jira:reads"]),
        (fx.CreateIssue(), None, ["jira:writes"]),
        (fx.CommentOnIssue(4), "7", ["jira:writes", "jira:issue:7"]),
        (fx.ShowDemand("jira", "7"), "7", ["jira:writes", "jira:issue:7"]),
    ],
)
def test_a_call_uses_up_what_it_does_and_to_which_issue(
    effect: fx.Effect, issue_id: str | None, keys: list[str]
) -> None:
    assert [one.key for one in budgets("jira", LIMITS, effect, issue_id)] == keys


def test_a_tracker_without_limits_is_called_as_we_like() -> None:
    assert budgets("local", Limits(), fx.CommentOnIssue(4), "7") == ()


def test_a_budget_is_what_the_tracker_lets_us_do() -> None:
    only = budgets("jira", Limits(reads=READS), fx.ReadIssue("jira", "7"), "7")
    assert only == (Budget("jira:reads", 60, 9),)
