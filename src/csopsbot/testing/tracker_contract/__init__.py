"""What every tracker's adapter promises: one suite, held to each of them on its own stand.

A test module subclasses `TrackerContract` and gives it a fixture `rig`. What a tracker says it
cannot do is skipped, with the reason.
"""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.tracker import Tracker
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.changes import ChangePromises
from csopsbot.testing.tracker_contract.comments import CommentPromises
from csopsbot.testing.tracker_contract.deliveries import DeliveryPromises
from csopsbot.testing.tracker_contract.issues import IssuePromises
from csopsbot.testing.tracker_contract.rig import Post, Rig, before, draft, last_comment, read

__all__ = ["Post", "Rig", "TrackerContract", "before", "draft", "last_comment", "read"]


class TrackerContract(IssuePromises, CommentPromises, ChangePromises, DeliveryPromises):
    """Every promise, each a test; each test has a fresh stand."""

    @pytest.fixture
    async def tracker(self, rig: Rig) -> AsyncIterator[Tracker]:
        adapter = rig.tracker()
        yield adapter
        await adapter.close()

    @pytest.fixture
    async def issue(self, rig: Rig, tracker: Tracker) -> Issue:
        return await tracker.create(draft(rig), "01ISSUE")
