from collections.abc import Iterable
from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.amending import Correction, correct
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.demand import demand
from csopsbot.app.in_hand import read_in_hand
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Entry, Surface, Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.staging import scene
from csopsbot.app.steering import OnEscalation, merge, tell_freely, unmerge, withdraw
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Duplicate, Escalation
from csopsbot.domain.issue import Category, Version
from csopsbot.domain.people import Person
from csopsbot.domain.sla.run import Status
from csopsbot.domain.stage import Stage, Step
from csopsbot.domain.steps import NotPossible
from tests.unit.app.clocked import PROMISED, later, opened
from tests.unit.app.house import ADA, CARD, INTAKE, MIA, issue, owed, reacts

LEO = Person("U_LEO", "Leo")
ON_1, ON_2 = OnEscalation(MIA, "E1"), OnEscalation(MIA, "E2")


@pytest.fixture(autouse=True)
def _two(work: Work) -> None:
    """Open ESC-1 for Acme by Mia, whose card is not the one reacted to, and ESC-2 for Birch by Leo."""
    opened(work, PROMISED)
    work.surfaces.put(Surface("E1", "team", "C_ENG", "101.1", "h"))
    another(work, "E2", "Birch")
    work.surfaces.put(Surface("E2", "team", "C_ENG", CARD, "h"))
    work.surfaces.put(Surface("E2", "support", "C_SUP", "200.2", "h"))
    owed(work)


def another(work: Work, id: str, customer: str) -> None:
    intake = replace(INTAKE, customer=customer)
    command = OpenEscalation(id, f"V{id}", LEO, intake, e.Place("C_SUP"))
    open_escalation(work, command, PROMISED, later(0))


def merged(work: Work) -> None:
    merge(work, ON_1, 2, PROMISED, later(1))


def acts(work: Work, emoji: str, *, added: bool = True, minute: float = 2) -> None:
    """Let Ada react on the card of ESC-2."""
    reacts(work, ADA, emoji, added=added, at=later(minute), desk=PROMISED)


def state(work: Work, id: str = "E1") -> Escalation:
    return work.escalations.get(id)


def kinds(work: Work, id: str = "E1") -> list[type]:
    return [type(one.event) for one in work.escalations.history(id)]


def offered(work: Work) -> list[tuple[str, str]]:
    return [(draft.about, draft.state) for draft in state(work).drafts]


def tellings(effects: Iterable[fx.Effect]) -> list[fx.Effect]:
    return [one for one in effects if isinstance(one, fx.TellSupport)]


def test_support_of_what_is_merged_is_told(work: Work) -> None:
    merged(work)
    seq = state(work).version
    assert fx.TellSupport(seq) in owed(work)


def test_the_one_that_goes_on_knows_who_else_waits(work: Work) -> None:
    merged(work)
    assert state(work, "E2").merged == (Duplicate("E1", "ESC-1", "Acme"),)


@pytest.mark.parametrize(
    ("emoji", "about"),
    [("eyes", "progress"), ("hammer_and_wrench", "progress"), ("white_check_mark", "resolved")],
)
def test_what_happens_to_the_other_is_told_with_words_for_the_customer(
    work: Work, emoji: str, about: str
) -> None:
    merged(work)
    acts(work, emoji)
    assert offered(work) == [(about, "open")]
    assert fx.TellSupport(state(work).version) in owed(work)
    assert state(work).stage is Stage.WITHDRAWN


def test_a_step_of_the_others_that_is_taken_back_is_taken_back_here(work: Work) -> None:
    merged(work)
    acts(work, "white_check_mark")
    acts(work, "white_check_mark", added=False, minute=3)
    assert offered(work) == []
    last = work.escalations.history("E1")[-1]
    assert isinstance(last.event, e.Undone)
    assert last.event.step is Step.RESOLVE


def test_the_words_that_waited_before_it_was_merged_wait_still(work: Work) -> None:
    reacts(work, ADA, "eyes", ts="101.1", at=later(0.5), desk=PROMISED)
    merged(work)
    assert offered(work) == [("progress", "open")]


def test_what_is_merged_into_work_that_has_begun_catches_up_with_it(work: Work) -> None:
    acts(work, "hammer_and_wrench", minute=0.5)
    merged(work)
    assert kinds(work)[-2:] == [e.Withdrawn, e.Followed]
    assert offered(work) == [("progress", "open")]


def test_a_question_without_words_yet_is_told_to_those_it_was_put_to(work: Work) -> None:
    merged(work)
    acts(work, "question")
    assert e.Followed not in kinds(work)


def in_hand(work: Work) -> list[str]:
    found = read_in_hand(work, MIA, PROMISED)
    return [one.escalation.id for one in (*found.waiting, *found.opened)]


def test_what_was_merged_stays_in_its_agents_hand_until_the_customer_knows_the_end(
    work: Work,
) -> None:
    merged(work)
    assert in_hand(work) == ["E1"]
    acts(work, "white_check_mark")
    tell_freely(work, ON_1, "It is fixed.", PROMISED, later(3))
    assert in_hand(work) == []


def test_what_support_answers_here_reaches_the_team_of_the_other(work: Work) -> None:
    merged(work)
    answers(work)
    assert kinds(work, "E2")[-1] is e.Replied
    assert e.Replied not in kinds(work)


def answers(work: Work) -> None:
    said = Reply(MIA, "C_SUP", "200.1", "201.1", plain("Only Visa."))
    reply(work, said, PROMISED, later(3))


def test_a_reply_that_was_passed_on_and_then_deleted_is_deleted_here_too(work: Work) -> None:
    merged(work)
    reply(work, Reply(ADA, "C_ENG", CARD, "102.1", plain("📣 Soon.")), PROMISED, later(3))
    shared = state(work).version
    deleted = Correction(ADA, "C_ENG", CARD, "102.1", key="k", at="103.1", body=None)
    correct(work, deleted, PROMISED, later(4))
    last = work.escalations.history("E1")[-1].event
    assert isinstance(last, e.Amended)
    assert (last.body, last.shared) == (None, shared)


def test_it_goes_on_by_itself_again_when_it_is_parted_from_the_other(work: Work) -> None:
    merged(work)
    unmerge(work, ON_1, PROMISED, later(2))
    assert (state(work).into, state(work).stage) == ("", Stage.NEW)
    assert state(work, "E2").merged == ()
    acts(work, "white_check_mark", minute=3)
    assert state(work).drafts == ()


@pytest.mark.parametrize("parted", [True, False], ids=["by command", "by work"])
def test_no_draft_says_that_it_is_over_where_it_goes_on_by_itself(work: Work, parted: bool) -> None:
    merged(work)
    acts(work, "white_check_mark")
    if parted:
        unmerge(work, ON_1, PROMISED, later(3))
    else:
        reacts(work, ADA, "hammer_and_wrench", ts="101.1", at=later(3), desk=PROMISED)
    assert offered(work)[0] == ("resolved", "replaced")
    assert ("reopened", "open") not in offered(work)


def test_what_was_never_merged_cannot_be_parted(work: Work) -> None:
    with pytest.raises(NotPossible, match="not_merged"):
        unmerge(work, ON_1, PROMISED, later(2))


def test_work_that_begins_on_what_was_merged_parts_it_too(work: Work) -> None:
    merged(work)
    reacts(work, ADA, "hammer_and_wrench", ts="101.1", at=later(2), desk=PROMISED)
    assert state(work, "E2").merged == ()


@pytest.mark.parametrize("emoji", ["white_check_mark", "x"])
def test_what_was_merged_is_not_closed_by_itself(work: Work, emoji: str) -> None:
    merged(work)
    reacts(work, ADA, emoji, ts="101.1", at=later(2), desk=PROMISED)
    refused = work.escalations.history("E1")[-1].event
    assert isinstance(refused, e.Refused)
    assert (refused.why, refused.details["name"]) == ("merged", "ESC-2")


def test_a_customer_who_was_told_the_end_is_told_when_it_goes_on_after_all(work: Work) -> None:
    merged(work)
    acts(work, "white_check_mark")
    tell_freely(work, ON_1, "It is fixed.", PROMISED, later(2.5))
    acts(work, "white_check_mark", added=False, minute=3)
    assert offered(work)[-1] == ("reopened", "open")


def test_work_that_is_taken_back_merges_it_again(work: Work) -> None:
    merged(work)
    for added in (True, False):
        reacts(work, ADA, "hammer_and_wrench", ts="101.1", at=later(2), desk=PROMISED, added=added)
    assert (state(work).into, len(state(work, "E2").merged)) == ("ESC-2", 1)


def test_nobody_withdraws_what_goes_on_for_another(work: Work) -> None:
    merged(work)
    with pytest.raises(NotPossible, match="others_merged"):
        withdraw(work, ON_2, "", PROMISED, later(2))


def test_what_goes_on_for_another_may_be_merged_itself(work: Work) -> None:
    merged(work)
    another(work, "E3", "Cedar")
    work.surfaces.put(Surface("E3", "team", "C_ENG", "103.1", "h"))
    merge(work, ON_2, 3, PROMISED, later(2))
    reacts(work, ADA, "white_check_mark", ts="103.1", at=later(3), desk=PROMISED)
    heard = work.escalations.history("E1")[-1].event
    assert isinstance(heard, e.Followed)
    assert (heard.name, heard.about) == ("ESC-3", "resolved")
    answers(work)
    assert kinds(work, "E3")[-1] is e.Replied


def test_promises_of_what_was_merged_are_cancelled(work: Work) -> None:
    merged(work)
    acts(work, "hammer_and_wrench")
    assert {clock.status for clock in state(work).clocks} == {Status.CANCELLED}


def linked_both(work: Work) -> None:
    for id in ("E1", "E2"):
        issue_made(work, id, IssueMade(issue()), PROMISED, later(0))
    owed(work)


def test_an_issue_that_both_wait_on_tells_each_once(work: Work) -> None:
    linked_both(work)
    merged(work)
    owed(work)
    planned = replace(issue(), versions=frozenset({Version("4.2")}), updated_at=later(2))
    issue_read(work, IssueRead("local", "17", planned), PROMISED, later(2))
    assert len(tellings(owed(work))) == 2


def test_a_fix_in_the_tracker_reaches_what_was_merged(work: Work) -> None:
    linked_both(work)
    merged(work)
    done = replace(issue(Category.DONE, "Done"), updated_at=later(2))
    issue_read(work, IssueRead("local", "17", done), PROMISED, later(2))
    assert offered(work) == [("resolved", "open")]
    assert state(work).issue_status == done.status


def test_the_issue_that_both_wait_on_goes_where_the_other_is_even_when_that_is_closed(
    work: Work,
) -> None:
    linked_both(work)
    merged(work)
    acts(work, "white_check_mark")
    entry = Entry(1, fx.Order("k", "lane", "local", fx.SyncIssue(), None, "E1"), None, 0, later(1))
    assert [one.id for one in scene(work, entry, later(3)).waiting] == ["E2"]


def test_the_issue_of_the_other_is_owed_a_demand_that_counts_both_customers(work: Work) -> None:
    issue_made(work, "E2", IssueMade(issue()), PROMISED, later(0))
    owed(work)
    merged(work)
    shows = fx.ShowDemand("local", "17")
    assert shows in owed(work)
    entry = Entry(1, fx.Order("k", "lane", "local", shows), None, 0, later(1))
    found = demand(scene(work, entry, later(2)).waiting, PROMISED)
    assert found is not None
    assert found.customers == 2
