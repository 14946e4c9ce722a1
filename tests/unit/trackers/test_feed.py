"""A project's changes are told whole, once and in order, while more of it changes."""

from datetime import UTC, datetime, timedelta

from csopsbot.app.tracker import Sighting
from csopsbot.trackers import feed

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Moving:
    """A list of three rows a page, in the order of change; after each page something changes."""

    def __init__(self, *minutes: int) -> None:
        self.rows = {f"{at}": NOON + timedelta(minutes=at) for at in minutes}
        self.touch: list[str] = []
        self.asked = 0

    async def page(self, since: datetime, number: int) -> feed.Page:
        self.asked += 1
        rows = sorted(self.rows.items(), key=lambda one: one[1])
        shown = [Sighting(key, at) for key, at in rows if at >= since]
        start = 3 * (number - 1)
        some = tuple(shown[start : start + 3])
        if self.touch:
            self.rows[self.touch.pop(0)] = NOON + timedelta(days=1)
        return feed.Page(some, some[-1].updated_at if start + 3 < len(shown) else None)


async def keys(moving: Moving, since: datetime = NOON) -> list[str]:
    return [one.issue_id async for one in feed.changed(moving.page, since)]


async def test_every_change_comes_once_and_in_order() -> None:
    assert await keys(Moving(*range(10))) == [f"{at}" for at in range(10)]


async def test_what_changes_meanwhile_pushes_nothing_out_of_sight() -> None:
    moving = Moving(*range(10))
    moving.touch = ["0", "1", "2"]
    found = await keys(moving)
    assert set(found) == {f"{at}" for at in range(10)}
    assert found[-3:] == ["0", "1", "2"]


async def test_more_than_a_page_of_one_moment_is_gone_through() -> None:
    moving = Moving(*range(8))
    moving.rows = dict.fromkeys(moving.rows, NOON)
    assert await keys(moving) == [f"{at}" for at in range(8)]


async def test_nothing_takes_one_request() -> None:
    moving = Moving()
    assert await keys(moving) == []
    assert moving.asked == 1
