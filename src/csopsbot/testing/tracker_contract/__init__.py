"""What every tracker's adapter promises: one suite, held to each of them on its own stand.

A test module subclasses `TrackerContract` and gives it a fixture `rig`, which inherits from `Stand`
what it has no way to do. What a tracker says it cannot do is skipped, with the reason.
"""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.tracker import Tracker
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.changes import ChangePromises
from csopsbot.testing.tracker_contract.comments import CommentPromises
from csopsbot.testing.tracker_contract.deliveries import DeliveryPromises
from csopsbot.testing.tracker_contract.editing import EditingPromises
from csopsbot.testing.tracker_contract.fields import FieldPromises
from csopsbot.testing.tracker_contract.files import FilePromises
from csopsbot.testing.tracker_contract.fitting import FittingPromises
from csopsbot.testing.tracker_contract.following import FollowingPromises
from csopsbot.testing.tracker_contract.inspection import InspectionPromises
from csopsbot.testing.tracker_contract.issues import IssuePromises
from csopsbot.testing.tracker_contract.looking import LookingPromises
from csopsbot.testing.tracker_contract.rig import (
    Post,
    Rig,
    Stand,
    before,
    draft,
    last_comment,
    read,
)
from csopsbot.testing.tracker_contract.sharing import SharingPromises
from csopsbot.testing.tracker_contract.versions import VersionPromises
from csopsbot.testing.tracker_contract.work import WorkPromises

__all__ = ["Post", "Rig", "Stand", "TrackerContract", "before", "draft", "last_comment", "read"]


class TrackerContract(
    IssuePromises,
    CommentPromises,
    EditingPromises,
    ChangePromises,
    FieldPromises,
    VersionPromises,
    FilePromises,
    WorkPromises,
    LookingPromises,
    FollowingPromises,
    SharingPromises,
    DeliveryPromises,
    InspectionPromises,
    FittingPromises,
):
    """Every promise, each a test; each test has a fresh stand."""

    @pytest.fixture
    async def tracker(self, rig: Rig) -> AsyncIterator[Tracker]:
        adapter = rig.tracker()
        yield adapter
        await adapter.close()

    @pytest.fixture
    async def issue(self, rig: Rig, tracker: Tracker) -> Issue:
        return await tracker.create(draft(rig), "01ISSUE")
