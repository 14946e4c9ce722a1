"""As much of JQL as a bot needs; what it does not know it refuses, as Jira does."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.site import Issue

Test = Callable[[Issue], bool]

_ORDER = re.compile(r"\s*\border\s+by\s+(.*)$", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(\w+)\s*(=|!=|>=|<=|>|<|\bnot in\b|\bin\b)\s*(.+)", re.IGNORECASE)
_AGO = re.compile(r"-([0-9]+)([mhdw])")
_NAMES: dict[str, Callable[[Issue], list[str]]] = {
    "labels": lambda issue: issue.labels,
    "project": lambda issue: [issue.project.key, issue.project.id, issue.project.name],
    "id": lambda issue: [issue.id, issue.key],
    "key": lambda issue: [issue.id, issue.key],
    "issuekey": lambda issue: [issue.id, issue.key],
    "status": lambda issue: [issue.status.name],
    "issuetype": lambda issue: [issue.issue_type],
    "assignee": lambda issue: [issue.assignee.account_id] if issue.assignee else [],
    "creator": lambda issue: [issue.reporter.account_id],
}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def search(jql: str, issues: list[Issue], now: datetime) -> list[Issue]:
    """Return the issues that JQL finds, in its order."""
    ordered = _ORDER.search(jql)
    restriction = (jql[: ordered.start()] if ordered else jql).strip()
    if not restriction:
        raise Refusal(400, "Unbounded JQL queries are not allowed here. Add a search restriction.")
    test = _either(restriction, now)
    found = [issue for issue in issues if test(issue)]
    return _sort(found, ordered[1] if ordered else "created desc")


def _either(restriction: str, now: datetime) -> Test:
    """Return the test of alternatives, each in brackets or without any within."""
    parts = [_bare(part) for part in _OR.split(restriction)]
    each = [[_test(clause, now) for clause in _AND.split(part)] for part in parts]
    return lambda issue: any(all(test(issue) for test in tests) for tests in each)


def _bare(part: str) -> str:
    part = part.strip()
    return part[1:-1] if part.startswith("(") and part.endswith(")") else part


def _test(clause: str, now: datetime) -> Test:
    match = _CLAUSE.fullmatch(clause.strip())
    if not match:
        raise Refusal(400, f"Error in the JQL Query: '{clause.strip()}' cannot be read.")
    name, operator, operand = match[1].lower(), match[2].lower(), match[3].strip()
    if name in ("created", "updated"):
        return _about_time(name, operator, _moment(operand, now))
    if name not in _NAMES:
        raise Refusal(400, f"Field '{name}' does not exist or you do not have permission.")
    if operator not in ("=", "!=", "in", "not in"):
        raise Refusal(400, f"The operator '{operator}' is not supported by the '{name}' field.")
    wanted = {value.strip("\"' ").casefold() for value in operand.strip("()").split(",")}
    return _about_names(_NAMES[name], wanted, operator in ("!=", "not in"))


def _about_names(names: Callable[[Issue], list[str]], wanted: set[str], negative: bool) -> Test:
    return lambda issue: bool({name.casefold() for name in names(issue)} & wanted) != negative


def _about_time(name: str, operator: str, moment: datetime) -> Test:
    later = operator in (">=", ">")
    return lambda issue: (getattr(issue, name) >= moment) == later


def _moment(operand: str, now: datetime) -> datetime:
    match = _AGO.fullmatch(operand.strip("\"'"))
    if not match:
        raise Refusal(400, f"Date value '{operand}' is invalid.")
    return now - timedelta(**{_UNITS[match[2]]: int(match[1])})


def _sort(issues: list[Issue], order: str) -> list[Issue]:
    for part in reversed(order.split(",")):
        name, _, direction = part.strip().partition(" ")
        down = direction.strip().lower() == "desc"
        issues = sorted(issues, key=lambda one: _rank(one, name.lower()), reverse=down)
    return issues


def _rank(issue: Issue, name: str) -> tuple[datetime | int, ...]:
    if name in ("created", "updated"):
        return (getattr(issue, name), int(issue.id))
    if name in ("key", "id"):
        return (int(issue.id),)
    raise Refusal(400, f"Not able to sort using field '{name}'.")
