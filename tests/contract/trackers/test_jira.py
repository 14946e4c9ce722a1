"""The Jira adapter keeps the promises of every tracker, on a strict Jira."""

import re

import pytest

from csopsbot.app.tracker import Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category
from csopsbot.testing.tracker_contract import TrackerContract, before, draft
from tests.contract.trackers.jira_stand import BOT, JiraStand
from tests.specs import needs_specs


class TestJira(TrackerContract):
    @pytest.fixture
    def rig(self, stand: JiraStand) -> JiraStand:
        return stand


@needs_specs
async def test_each_request_we_make_is_as_jira_published_it(stand: JiraStand) -> None:
    tracker = stand.tracker()
    await tracker.probe()
    await tracker.schema("PAY")
    issue = await tracker.create(draft(stand, labels=("a",)), "01ABC")
    await tracker.find("PAY", "01ABC", before(stand))
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    stand.faults.hides_properties = True
    await tracker.find_comment(issue.ref, "op-1", before(stand))
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    await tracker.move(issue.ref, Category.DONE)
    changed = Patch("Other", stand.person_id, "High", frozenset({"b"}), frozenset({"a"}))
    await tracker.update(issue.ref, changed)
    await tracker.update(issue.ref, Patch(assignee_id=""))
    await tracker.link(issue.ref, "https://chat.test/1", "Thread", "card")
    await tracker.find_user(stand.person)
    await tracker.close()
    asked = {(one.method, _place(one.path)) for one in stand.cloud.server.log if one.who == BOT[0]}
    assert asked == {
        ("GET", "myself"),
        ("GET", "serverInfo"),
        ("GET", "issue/createmeta/PAY/issuetypes"),
        ("GET", "issue/createmeta/PAY/issuetypes/#"),
        ("GET", "project/PAY/statuses"),
        ("POST", "issue"),
        ("GET", "issue/#"),
        ("PUT", "issue/#"),
        ("GET", "search/jql"),
        ("GET", "issue/#/comment"),
        ("POST", "issue/#/comment"),
        ("GET", "comment/#/properties/csops.op"),
        ("GET", "issue/#/transitions"),
        ("POST", "issue/#/transitions"),
        ("PUT", "issue/#/assignee"),
        ("POST", "issue/#/remotelink"),
        ("GET", "user/search"),
    }
    assert stand.complaints() == []


def _place(path: str) -> str:
    return re.sub(r"[0-9]+", "#", path.removeprefix("/rest/api/3/"))
