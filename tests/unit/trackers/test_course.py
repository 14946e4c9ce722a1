"""What labels and states meant on the way, told from the steps alone."""

from datetime import UTC, datetime, timedelta

from csopsbot.domain.issue import TrackerUser
from csopsbot.trackers import course
from csopsbot.trackers.course import Step, Tongue

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADA = TrackerUser("1", "Ada")
TONGUE = Tongue(
    "open",
    lambda state, labels: "working" if state == "open" and "wip" in labels else state,
    lambda labels: next((one[1:] for one in sorted(labels) if one.startswith("!")), ""),
)


def step(minute: int, state: str = "", *, label_added: str = "", label_removed: str = "") -> Step:
    at = NOON + timedelta(minutes=minute)
    return Step(f"{minute}", at, ADA, state, label_added, label_removed)


def said(*steps: Step, since: datetime = NOON) -> list[tuple[str, str, str]]:
    return [(one.what, one.before, one.after) for one in course.told(steps, TONGUE, since)]


def test_a_label_that_says_the_status_is_a_change_of_status() -> None:
    assert said(step(1, label_added="wip")) == [
        ("status", "open", "working"),
        ("labels", "", "wip"),
    ]


def test_closing_says_from_what_it_was_closed() -> None:
    steps = (step(1, label_added="wip"), step(2, state="closed"))
    assert said(*steps)[-1] == ("status", "working", "closed")


def test_a_label_on_a_closed_issue_is_no_change_of_status() -> None:
    steps = (step(1, state="closed"), step(2, label_added="wip"))
    assert said(*steps)[-1] == ("labels", "", "wip")


def test_a_label_that_stands_for_a_priority_is_one() -> None:
    steps = (step(1, label_added="!low"), step(2, label_removed="!low"))
    assert ("priority", "low", "") in said(*steps)


def test_what_happened_before_is_left_out_but_counts() -> None:
    steps = (step(1, label_added="wip"), step(3, state="closed"))
    since = NOON + timedelta(minutes=2)
    assert said(*steps, since=since) == [("status", "working", "closed")]


def test_steps_are_gone_through_in_the_order_of_time() -> None:
    steps = (step(2, state="closed"), step(1, label_added="wip"))
    assert said(*steps)[-1] == ("status", "working", "closed")


def test_each_change_of_one_step_has_an_id_of_its_own() -> None:
    found = course.told([step(1, label_added="wip")], TONGUE, NOON)
    assert [one.id for one in found] == ["1:status", "1:labels"]
