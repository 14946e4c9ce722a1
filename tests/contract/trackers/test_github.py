"""The GitHub adapter keeps the promises of every tracker, on a strict GitHub."""

import re

import pytest

from csopsbot.app.tracker import Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category
from csopsbot.testing.tracker_contract import TrackerContract, before, draft
from tests.contract.trackers.github_stand import GitHubStand


class TestGitHub(TrackerContract):
    @pytest.fixture
    def rig(self, hub: GitHubStand) -> GitHubStand:
        return hub


async def test_these_are_the_requests_we_make_and_no_other(hub: GitHubStand) -> None:
    tracker = hub.tracker()
    await tracker.probe()
    await tracker.schema("acme/shop")
    issue = await tracker.create(draft(hub, labels=("a",)), "01ABC")
    await tracker.find("acme/shop", "01ABC", before(hub))
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await tracker.find_comment(issue.ref, "op-1", before(hub))
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    await tracker.move(issue.ref, Category.DONE)
    changed = Patch("Other", hub.person_id, "High", frozenset({"b"}), frozenset({"a"}))
    await tracker.update(issue.ref, changed)
    await tracker.link(issue.ref, "https://chat.test/1", "Thread", "card")
    await tracker.find_user(hub.person)
    await tracker.find_people("dana")
    await tracker.edit_comment(issue.ref, "op:op-1", plain("Good bye"), "op-1")
    await tracker.delete_comment(issue.ref, "op:op-1")
    assert [one async for one in tracker.changed("acme/shop", before(hub))]
    await tracker.sight([issue.ref.id])
    await tracker.history(issue.ref, before(hub))
    await tracker.locate(issue.ref.url)
    await tracker.inspect("acme/shop", hub.hook_url)
    await tracker.register_webhook("acme/shop", hub.hook_url)
    await hub.drop_hooks()
    await tracker.register_webhook("acme/shop", hub.hook_url)
    await tracker.close()
    assert {(one.method, re.sub(r"[0-9]+", "#", one.path)) for one in hub.server.log} == {
        ("GET", "/user"),
        ("GET", "/user/#"),
        ("GET", "/users/dana"),
        ("GET", "/repos/acme/shop"),
        ("GET", "/orgs/acme/issue-types"),
        ("GET", "/repositories/#/issues"),
        ("POST", "/repositories/#/issues"),
        ("GET", "/repositories/#/issues/#"),
        ("PATCH", "/repositories/#/issues/#"),
        ("GET", "/repositories/#/issues/#/comments"),
        ("POST", "/repositories/#/issues/#/comments"),
        ("POST", "/repositories/#/issues/#/labels"),
        ("DELETE", "/repositories/#/issues/#/labels/in progress"),
        ("DELETE", "/repositories/#/issues/#/labels/a"),
        ("PATCH", "/repositories/#/issues/comments/#"),
        ("DELETE", "/repositories/#/issues/comments/#"),
        ("GET", "/repositories/#/issues/#/events"),
        ("GET", "/repositories/#/milestones"),
        ("GET", "/repositories/#/labels"),
        ("GET", "/repositories/#/hooks"),
        ("POST", "/repositories/#/hooks"),
        ("PATCH", "/repositories/#/hooks/#"),
        ("GET", "/repositories/#"),
        ("POST", "/graphql"),
    }
    assert {one.status for one in hub.server.log} == {200, 201, 204}
