"""The Jira adapter keeps the promises of every tracker, on a strict Jira."""

import re

import pytest

from csopsbot.app.tracker import File, Patch, WorkDone
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract import TrackerContract, before, draft
from csopsbot.trackers.jira.client import JiraTracker
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
    forgetful = stand.tracker()
    await forgetful.find_comment(issue.ref, "op-1", before(stand))
    await forgetful.close()
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    await tracker.move(issue.ref, Category.DONE)
    changed = Patch("Other", stand.person_id, "High", frozenset({"b"}), frozenset({"a"}))
    await tracker.update(issue.ref, changed)
    await tracker.update(issue.ref, Patch(assignee_id=""))
    await tracker.link(issue.ref, "https://chat.test/1", "Thread", "card")
    await tracker.find_user(stand.person)
    await tracker.find_people("Dana Devlin")
    await tracker.find_people(stand.person_id)
    await more_of_everything(stand, tracker, issue)
    await tracker.close()
    asked = {(one.method, _place(one.path)) for one in stand.cloud.server.log if one.who == BOT[0]}
    assert asked == {
        ("GET", "myself"),
        ("GET", "serverInfo"),
        ("GET", "issue/createmeta/PAY/issuetypes"),
        ("GET", "issue/createmeta/PAY/issuetypes/#"),
        ("GET", "field"),
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
        ("GET", "project/PAY"),
        ("GET", "project/OPS"),
        ("GET", "issue/PAY-#"),
        ("GET", "project/PAY/versions"),
        ("GET", "issue/#/editmeta"),
        ("PUT", "issue/#/comment/#"),
        ("DELETE", "issue/#/comment/#"),
        ("POST", "issue/#/attachments"),
        ("GET", "attachment/content/#"),
        ("POST", "issue/#/worklog"),
        ("GET", "issue/#/worklog"),
        ("POST", "search/jql"),
        ("POST", "issue/bulkfetch"),
        ("GET", "issue/#/changelog"),
        ("GET", "mypermissions"),
        ("GET", "/rest/webhooks/#.#/webhook"),
        ("POST", "/rest/webhooks/#.#/webhook"),
    }
    assert stand.complaints() == []


async def more_of_everything(stand: JiraStand, tracker: JiraTracker, issue: Issue) -> None:
    """Do whatever else a tracker is asked to do."""
    made = await tracker.comment(issue.ref, plain("Hello"), "op-2", internal=False)
    await tracker.edit_comment(issue.ref, made.id, plain("Good bye"), "op-2")
    await tracker.delete_comment(issue.ref, made.id)
    await stand.plan(issue.ref.id, "2.4")
    await tracker.update(issue.ref, Patch(versions_add=frozenset({"2.4"}), fields={"Labels": []}))
    file = await tracker.attach(issue.ref, File("log.txt", "text/plain", b"..."))
    await tracker.download(file)
    await tracker.log_work(issue.ref, WorkDone(90, stand.now(), "Looked"), "op-3")
    await tracker.find_work(issue.ref, "op-3", before(stand))
    [one async for one in tracker.changed("PAY", before(stand))]
    await tracker.sight([issue.ref.id, "99999"])
    await tracker.history(issue.ref, before(stand))
    await tracker.locate("PAY-1")
    await stand.drop_hooks()
    await tracker.register_webhook("PAY", stand.hook_url)
    await tracker.inspect("PAY", stand.hook_url)


def _place(path: str) -> str:
    return re.sub(r"[0-9]+", "#", path.removeprefix("/rest/api/3/"))
