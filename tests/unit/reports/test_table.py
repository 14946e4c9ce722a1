"""How figures read as lines of text, and as cells of a spreadsheet."""

from io import StringIO

import pytest

from csopsbot.reports.spreadsheet import Spreadsheet
from csopsbot.reports.table import Column, Table, clock_name, counted, percent

NAMED = Table(Column("Name", 6, words=True), Column("Times", 5))


def test_words_stand_to_the_left_and_figures_to_the_right() -> None:
    assert [NAMED.heading, NAMED.line("Ann", "12")] == ["Name    Times", "Ann        12"]


def test_what_has_no_room_ends_in_dots() -> None:
    assert NAMED.line("Alexander", "1").startswith("Ale...  ")


def test_a_name_cannot_steer_the_terminal() -> None:
    assert NAMED.line("\x1b[2J", "1") == " [2J        1"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "-"), (0, "0 s"), (5400, "1 h 30 m"), (6170 * 3600 + 1740, "6170 h")],
)
def test_open_time_is_told_as_exactly_as_there_is_room_for(seconds: int | None, said: str) -> None:
    assert counted(seconds) == said
    assert len(counted(seconds)) <= 9


@pytest.mark.parametrize(
    ("share", "said"), [(None, "-"), (100.0, "100.0 %"), (99.99, "99.9 %"), (0.0, "0.0 %")]
)
def test_only_what_is_whole_is_a_hundred_percent(share: float | None, said: str) -> None:
    assert percent(share) == said


def test_a_clock_is_named_with_its_audience() -> None:
    assert clock_name("ola/first_response") == "First response, OLA"


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(formula: str) -> None:
    file = StringIO()
    Spreadsheet(file, ["what"]).write(formula)
    assert file.getvalue().removeprefix("what\n").strip('"\n').startswith("'")


def test_figures_stay_figures() -> None:
    file = StringIO()
    Spreadsheet(file, ["a", "b", "c"]).write(-1, 0.5, None)
    assert file.getvalue() == "a,b,c\n-1,0.5,\n"
