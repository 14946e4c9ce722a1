"""One clock for two processes."""

from datetime import timedelta
from pathlib import Path

from csopsbot.bootstrap.clock import now
from csopsbot.demo.clock import SharedClock, moved

A_WEEK = timedelta(weeks=1)


def test_whoever_goes_by_the_file_is_moved_along(tmp_path: Path) -> None:
    shared = SharedClock(tmp_path / "clock")
    clock = moved(shared.file)
    before = clock()
    assert before <= now()

    shared.advance(A_WEEK.total_seconds())

    assert clock() - before >= A_WEEK


def test_whoever_comes_later_finds_the_time_where_it_was_moved_to(tmp_path: Path) -> None:
    shared = SharedClock(tmp_path / "clock", A_WEEK.total_seconds())

    assert moved(shared.file)() - now() >= A_WEEK - timedelta(hours=1)
