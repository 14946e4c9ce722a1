from dataclasses import replace
from datetime import datetime

import pytest

from csopsbot.app.agreeing import adopt, current
from csopsbot.app.ports import Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla import seconds
from csopsbot.domain.sla.choice import in_force
from csopsbot.domain.sla.signals import CalendarChanged
from tests.unit.app.agreed import ALWAYS, OFFICE, desk, faster
from tests.unit.app.clocked import OLA, PROMISED, later, opened
from tests.unit.app.house import DESK, NOON


def names_in_force(desk: Desk, at: datetime) -> list[str]:
    return [one.name for one in in_force(desk.agreements.policies, seconds(at))]


def test_what_is_agreed_first_is_its_first_version_from_now_on(work: Work) -> None:
    adopted = adopt(work, desk(OLA), NOON)
    expected = replace(OLA, version=1, effective_from=seconds(NOON), changed_by="desk file")
    assert adopted.agreements.policies == (expected,)
    assert adopted.agreements.calendars.keys() == {"always", "office"}
    assert adopted.agreements.written_calendars == {"always": ALWAYS, "office": OFFICE}


def test_a_start_with_the_same_file_changes_nothing(work: Work, another: Work) -> None:
    first = adopt(work, desk(OLA), NOON)
    again = adopt(another, desk(OLA), later(60))
    assert again.agreements.policies == first.agreements.policies
    assert work.deadlines.next_due() is None


def test_an_edited_policy_is_a_new_version_and_what_was_before_stays_as_it_was(work: Work) -> None:
    adopt(work, desk(OLA), NOON)
    edited = adopt(work, desk(faster(OLA)), later(60))
    assert names_in_force(edited, later(59)) == ["internal v1"]
    assert names_in_force(edited, later(60)) == ["internal v2"]


def test_a_policy_may_be_agreed_for_a_date_to_come(work: Work) -> None:
    adopt(work, desk(OLA), NOON)
    planned = replace(faster(OLA), effective_from=seconds(later(90)))
    edited = adopt(work, desk(planned), later(60))
    assert names_in_force(edited, later(89)) == ["internal v1"]
    assert names_in_force(edited, later(90)) == ["internal v2"]


def test_a_policy_that_is_gone_from_the_file_is_in_force_no_longer_but_known(work: Work) -> None:
    adopt(work, desk(OLA), NOON)
    without = adopt(work, desk(), later(60))
    assert [one.name for one in without.agreements.policies] == ["internal v1"]
    assert names_in_force(without, later(59)) == ["internal v1"]
    assert names_in_force(without, later(60)) == []


def test_a_policy_that_comes_again_is_in_force_again(work: Work) -> None:
    adopt(work, desk(OLA), later(0))
    adopt(work, desk(), later(1))
    adopted = adopt(work, desk(OLA), later(2))
    assert [names_in_force(adopted, later(at)) for at in (0, 1, 2)] == [
        ["internal v1"],
        [],
        ["internal v3"],
    ]


def test_an_edited_calendar_counts_each_second_by_the_version_then_in_force(work: Work) -> None:
    adopt(work, desk(OLA), NOON)
    edited = adopt(work, desk(OLA, always=OFFICE), later(60))
    counted = edited.agreements.calendars["always"].elapsed(seconds(NOON), seconds(later(60 * 12)))
    assert counted == 3600 + 4 * 3600
    assert [(edit.at, edit.what) for edit in edited.agreements.edits] == [
        (seconds(later(60)), CalendarChanged("always", "2"))
    ]


def test_a_calendar_that_is_gone_from_the_file_still_counts_what_it_counted(work: Work) -> None:
    adopt(work, desk(OLA), NOON)
    assert "always" in adopt(work, DESK, later(60)).agreements.calendars


def test_what_is_edited_asks_for_a_look_at_the_clocks_of_what_is_open(work: Work) -> None:
    opened(work, PROMISED)
    adopt(work, desk(OLA), later(1))
    assert [one.key for one in work.deadlines.claim(later(1), 9)] == ["clocks:E1"]


def test_what_was_kept_can_be_read_without_keeping_more(work: Work) -> None:
    adopted = adopt(work, desk(OLA), NOON)
    assert current(work, desk(faster(OLA))).agreements.policies == adopted.agreements.policies


@pytest.mark.parametrize("said", [DESK, desk()])
def test_where_nothing_was_ever_promised_there_is_nothing_to_look_at(
    work: Work, said: Desk
) -> None:
    opened(work, DESK)
    assert adopt(work, said, NOON).agreements.policies == ()
    assert work.deadlines.next_due() is None
