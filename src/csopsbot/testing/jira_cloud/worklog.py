"""Operations on the time that was spent on an issue."""

import re
from datetime import datetime

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply, properties
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.site import Work

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}")


def add(asking: Asking) -> Reply:
    """Add time spent."""
    issue = asking.issue()
    asking.needs("WORK_ON_ISSUES", issue.project)
    started, seconds = asking.body.get("started", ""), asking.body.get("timeSpentSeconds", 0)
    if not _STAMP.fullmatch(started):
        raise Refusal(400, "Worklog must have a start in the form 2026-01-17T12:34:00.000+0000.")
    if not isinstance(seconds, int) or seconds < 60:
        raise Refusal(400, timeLogged="You must indicate the time spent working.")
    note = asking.document(asking.body.get("comment"), "comment", "Comment is not valid!")
    made = Work(
        asking.site.new_id(),
        asking.user,
        datetime.fromisoformat(started),
        seconds,
        note,
        properties(asking.body),
    )
    issue.work.append(made)
    issue.updated = asking.site.clock()
    return Reply(201, shapes.work(asking.site, issue, made))


def read_all(asking: Asking) -> Reply:
    """Return a page of an issue's work log."""
    issue, expand = asking.issue(), asking.query.get("expand", "")
    shown = [shapes.work(asking.site, issue, one, expand) for one in issue.work]
    return Reply(200, asking.page("worklogs", shown, 5000))
