from datetime import UTC, datetime, timedelta

from csopsbot.app.ports import Version
from csopsbot.app.versioning import Written, ends, in_force, news

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


class File:
    """A file that is read at different times, and what was kept of it."""

    def __init__(self) -> None:
        self.kept: list[Version[str]] = []

    def says(self, what: str | None, at: float, since: float | None = None) -> None:
        """Keep what is new when the file says WHAT at some hour, None for nothing."""
        begins = None if since is None else later(since)
        written = {} if what is None else {"key": Written(what, begins)}
        now = later(at)
        self.kept += [*news(written, self.kept, now), *ends(written, self.kept, now)]

    def in_force(self) -> list[tuple[str | None, float]]:
        """Return what comes into force and at what hour."""
        versions = in_force(self.kept)
        return [(one.what, (one.effective_from - NOON) / timedelta(hours=1)) for one in versions]


def test_what_is_written_first_is_in_force_from_then_on() -> None:
    file = File()
    file.says("a", 0)
    assert file.in_force() == [("a", 0)]
    assert [(one.number, one.changed_by) for one in file.kept] == [(1, "desk file")]


def test_what_reads_as_before_is_no_new_version() -> None:
    file = File()
    file.says("a", 0)
    file.says("a", 5)
    assert file.in_force() == [("a", 0)]


def test_what_reads_otherwise_is_in_force_from_when_it_was_read() -> None:
    file = File()
    file.says("a", 0)
    file.says("b", 5)
    assert file.in_force() == [("a", 0), ("b", 5)]


def test_a_date_to_come_is_kept_and_one_gone_by_is_not_reached_back_to() -> None:
    file = File()
    file.says("a", 0, since=-3)
    file.says("b", 1, since=9)
    file.says("b", 2, since=9)
    file.says("b", 20, since=9)
    assert file.in_force() == [("a", 0), ("b", 9)]


def test_what_is_put_off_before_it_came_into_force_begins_at_the_new_date_alone() -> None:
    file = File()
    file.says("a", 0)
    file.says("b", 1, since=9)
    file.says("b", 2, since=20)
    assert file.in_force() == [("a", 0), ("b", 20)]
    assert len(file.kept) == 3


def test_what_is_taken_back_before_it_came_into_force_never_does() -> None:
    file = File()
    file.says("a", 0)
    file.says("b", 1, since=9)
    file.says("a", 2)
    assert file.in_force() == [("a", 0), ("a", 2)]


def test_what_is_gone_from_the_file_ends_once_and_may_come_again() -> None:
    file = File()
    file.says("a", 0)
    file.says(None, 3)
    file.says(None, 4)
    file.says("a", 6)
    assert file.in_force() == [("a", 0), (None, 3), ("a", 6)]


def test_of_two_edits_in_the_same_second_the_last_one_holds() -> None:
    file = File()
    file.says("a", 0)
    file.says("b", 0)
    assert file.in_force() == [("b", 0)]


def test_a_machine_whose_clock_is_behind_neither_repeats_nor_undoes_what_another_kept() -> None:
    file = File()
    file.says("a", 0)
    file.says("a", -0.001)
    file.says("b", -0.001)
    assert file.in_force() == [("b", 0)]
    assert len(file.kept) == 2
