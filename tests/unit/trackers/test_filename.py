"""What a file is called in a tracker."""

import pytest

from csopsbot.trackers.filename import LONGEST, as_filename


@pytest.mark.parametrize(
    "name", ["log.txt", "a b (1).txt", "漢字 é.tar.gz", "no-ending", "x'y;z.txt"]
)
def test_a_harmless_name_stays_as_it_is(name: str) -> None:
    assert as_filename(name) == name


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\dana\\log.txt", "log.txt"),
        (".htaccess", "htaccess"),
        ("a\r\nX-Evil: 1.txt", "a X-Evil_ 1.txt"),
        ('a";filename="b.txt', "a_;filename=_b.txt"),
        ("<b>.html", "_b_.html"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\0\ud800b.txt", "ab.txt"),
        ("folder/", "folder"),
    ],
)
def test_what_somebody_could_take_amiss_is_left_out(name: str, becomes: str) -> None:
    assert as_filename(name) == becomes


@pytest.mark.parametrize("name", ["", "..", "/", " ", "\0", "\u202e"])
def test_what_has_no_name_is_a_file(name: str) -> None:
    assert as_filename(name) == "file"


def test_a_long_name_keeps_its_ending() -> None:
    cut = as_filename("x" * 500 + ".json")
    assert len(cut) == LONGEST
    assert cut.endswith("x.json")


def test_a_long_name_without_an_ending_is_cut() -> None:
    assert as_filename("x" * 500) == "x" * LONGEST
