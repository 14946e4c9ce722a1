"""Whether the search of a webhook surely has all the issues of a project."""

import pytest

from csopsbot.trackers.jira.covering import covers, widened


@pytest.mark.parametrize(
    "jql",
    [
        "",
        "ORDER BY created",
        "project = PAY",
        "project = pay",
        'project = "PAY" ORDER BY created DESC',
        "project in (OPS, 'PAY')",
        "(project = PAY)",
        "labels = x AND status = Done OR PROJECT = PAY",
        '(text ~ "a or (b") or (project = OPS || project=PAY)',
    ],
)
def test_what_names_the_project_and_no_more_has_all_of_it(jql: str) -> None:
    assert covers(jql, "PAY")


@pytest.mark.parametrize(
    "jql",
    [
        "project != PAY",
        "project not in (PAY)",
        "NOT project = PAY",
        "NOT (project = OPS OR project = PAY)",
        "labels = PAY",
        "project = PAYROLL",
        "project = PAY AND issuetype = Story",
        "project = OPS AND (project = OPS OR project = PAY)",
        "text ~ 'x OR project = PAY'",
        'summary ~ ")" AND (a = "(" OR project = PAY)',
        "project = OPS ORDER BY PAY",
        "project = (",
    ],
)
def test_what_may_leave_some_out_does_not(jql: str) -> None:
    assert not covers(jql, "PAY")


def test_a_search_is_widened_within_its_order() -> None:
    assert widened("project in (OPS) order  by created", "PAY") == (
        '(project in (OPS)) OR project = "PAY"'
    )
    assert widened("text ~ 'order by'", "PAY") == """(text ~ 'order by') OR project = "PAY\""""
