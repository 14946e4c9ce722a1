"""Promises about webhooks: that none is believed unproven, and each names its issue."""

import pytest

from csopsbot.app.tracker import Tracker
from csopsbot.app.webhooks import Hint, Malformed, Rejected, Verified
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.rig import Rig, last_post


class DeliveryPromises:
    """A tracker tells us what happens."""

    async def test_a_delivery_is_verified_and_names_the_issue_by_its_id(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        post = await last_post(rig)
        assert tracker.webhooks.verify(post.headers, post.body, rig.now()) == Verified()
        hint = tracker.webhooks.parse(post.headers, post.body)
        assert isinstance(hint, Hint)
        assert hint.issue_ids == (issue.ref.id,)

    async def test_a_persons_comment_is_delivered_as_a_hint_to_its_issue(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        before_it = len(await rig.posts())
        await rig.comment(issue.ref.id, "Hello")
        new = (await rig.posts())[before_it:]
        hints = [tracker.webhooks.parse(post.headers, post.body) for post in new]
        assert hints
        assert all(isinstance(one, Hint) and one.issue_ids == (issue.ref.id,) for one in hints)

    async def test_each_delivery_has_an_id_of_its_own(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.comment(issue.ref.id, "Hello")
        parsed = [tracker.webhooks.parse(one.headers, one.body) for one in await rig.posts()]
        ids = {one.delivery_id for one in parsed}
        assert len(ids) == len(parsed) > 1
        assert "" not in ids

    @pytest.mark.usefixtures("issue")
    async def test_an_altered_delivery_is_rejected(self, rig: Rig, tracker: Tracker) -> None:
        post = await last_post(rig)
        altered = post.body.replace(b'"', b"'", 1)
        assert altered != post.body
        assert isinstance(tracker.webhooks.verify(post.headers, altered, rig.now()), Rejected)

    @pytest.mark.usefixtures("issue")
    async def test_a_truncated_delivery_is_rejected(self, rig: Rig, tracker: Tracker) -> None:
        post = await last_post(rig)
        assert isinstance(
            tracker.webhooks.verify(post.headers, post.body[:-1], rig.now()), Rejected
        )

    @pytest.mark.usefixtures("issue")
    async def test_a_delivery_signed_with_another_secret_is_rejected(self, rig: Rig) -> None:
        post = await last_post(rig)
        other = rig.tracker(webhook_secret="another secret entirely")
        assert isinstance(other.webhooks.verify(post.headers, post.body, rig.now()), Rejected)
        await other.close()

    @pytest.mark.usefixtures("issue")
    async def test_a_delivery_without_a_signature_is_rejected(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        post = await last_post(rig)
        assert isinstance(tracker.webhooks.verify({}, post.body, rig.now()), Rejected)

    @pytest.mark.usefixtures("issue")
    async def test_nothing_is_accepted_while_no_secret_is_set(self, rig: Rig) -> None:
        post = await last_post(rig)
        open_door = rig.tracker(webhook_secret="")
        assert isinstance(open_door.webhooks.verify(post.headers, post.body, rig.now()), Rejected)
        await open_door.close()

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
    def test_a_delivery_that_cannot_be_read_is_malformed(self, rig: Rig, body: bytes) -> None:
        with pytest.raises(Malformed):
            rig.tracker().webhooks.parse({}, body)
