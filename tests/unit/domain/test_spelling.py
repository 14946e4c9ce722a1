"""What somebody may have meant."""

from csopsbot.domain.spelling import hint, nearest


def test_a_slip_is_told_from_another_name() -> None:
    assert nearest("In progres", ["Done", "In progress"]) == "In progress"
    assert nearest("Nonsense", ["Done", "In progress"]) == ""


def test_capitals_make_no_other_name() -> None:
    assert nearest("BUG", ["Task", "Bug"]) == "Bug"


def test_who_meant_nothing_near_is_told_what_there_is() -> None:
    assert hint("Nonsense", ["Bug", "Task"]) == "Known are Bug, Task."
    assert hint("Nonsense", []) == "None is known."


def test_a_long_list_is_cut_and_says_so() -> None:
    names = [str(number) for number in range(100, 123)]
    assert hint("Nonsense", names).endswith("119, and 3 more.")
