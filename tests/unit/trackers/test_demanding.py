"""What is remembered of a demand that an issue was to show."""

import pytest

from csopsbot.app.failures import Invalid, NotFound
from csopsbot.app.receipts import DemandShown, Done
from csopsbot.trackers.calls import Demanding
from tests.unit.trackers.scripted import REF, ScriptedTracker


def demanding(priority: str = "") -> Demanding:
    return Demanding(REF, "https://chat.test/1", "1 customer waits", priority, "shown")


@pytest.mark.parametrize("priority", ["", "P1"])
async def test_of_what_was_not_shown_nothing_is_remembered(
    tracker: ScriptedTracker, priority: str
) -> None:
    tracker.link_fails = tracker.update_fails = NotFound()
    assert await demanding(priority).send(tracker) == Done()


async def test_a_priority_that_was_raised_is_remembered_where_there_are_no_links(
    tracker: ScriptedTracker,
) -> None:
    tracker.link_fails = Invalid("no links here")
    assert await demanding("P1").send(tracker) == DemandShown("scripted", REF.id, "shown")
