import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.fold import begin, fold
from csopsbot.domain.issue import Category, IssueRef, Status
from csopsbot.domain.people import Side
from csopsbot.domain.stage import Stage, Step
from tests.unit.domain.builders import ADA, BEN, MIA, NOON, after, history

TAKEN, STARTED = e.Taken(by=ADA), e.Started(by=ADA)
RESOLVED, DECLINED = e.Resolved(by=ADA), e.Declined(by=ADA)
ANSWER = e.Replied(by=MIA, side=Side.SUPPORT, body=plain("Visa"), channel="C", ts="1")


def test_a_new_escalation_waits_for_engineering() -> None:
    state = after()
    assert (state.name, state.stage, state.turn) == ("ESC-12", Stage.NEW, Side.ENGINEERING)


def test_a_history_that_does_not_begin_with_opening_is_refused() -> None:
    with pytest.raises(TypeError, match="begins with Opened"):
        begin("E1", 1, e.Recorded(1, NOON, TAKEN))


def test_taking_names_who_answers_for_it() -> None:
    state = after(TAKEN)
    assert (state.stage, state.assignee) == (Stage.TAKEN, ADA)


def test_starting_without_taking_takes_it() -> None:
    assert after(STARTED).assignee == ADA


def test_starting_what_another_took_leaves_it_with_them() -> None:
    assert after(TAKEN, e.Started(by=BEN)).assignee == ADA


def test_a_question_makes_it_supports_turn_and_an_answer_engineerings_again() -> None:
    assert after(e.Asked(by=ADA)).turn is Side.SUPPORT
    assert after(e.Asked(by=ADA), ANSWER).turn is Side.ENGINEERING


def test_a_question_without_words_waits_for_the_askers_next_reply() -> None:
    assert after(e.Asked(by=ADA)).asking == ADA
    assert after(e.Asked(by=ADA, body=plain("Which card?"))).asking is None
    shared = e.Shared(by=ADA, author=ADA, body=plain("Which card?"))
    assert after(e.Asked(by=ADA), shared).asking is None


def test_a_reply_to_a_closed_escalation_leaves_the_turn() -> None:
    assert after(RESOLVED, ANSWER).turn is Side.SUPPORT


def test_what_is_over_is_no_progress_whoever_takes_it() -> None:
    assert [draft.about for draft in after(RESOLVED, TAKEN).drafts] == ["resolved"]


def test_a_version_that_is_out_without_the_fix_is_nothing_for_the_customer() -> None:
    late = e.FixReleased(version="4.2", still_open=True)
    assert after(STARTED, late).drafts == after(STARTED).drafts


def test_progress_is_offered_to_the_customer_once() -> None:
    drafts = after(TAKEN, STARTED).drafts
    assert [(draft.number, draft.about) for draft in drafts] == [(2, "progress")]


def test_a_newer_draft_replaces_one_that_waits() -> None:
    drafts = after(TAKEN, RESOLVED).drafts
    assert [(draft.about, draft.state) for draft in drafts] == [
        ("progress", "replaced"),
        ("resolved", "open"),
    ]


def test_declining_offers_no_words_before_there_is_a_reason() -> None:
    assert after(DECLINED).drafts == ()
    explained = after(DECLINED, e.Explained(by=ADA, reason="By design"))
    assert [draft.about for draft in explained.drafts] == ["declined"]
    assert explained.reason == "By design"


def test_a_reason_for_something_no_longer_declined_is_only_history() -> None:
    assert after(DECLINED, STARTED, e.Explained(by=ADA, reason="By design")).reason == ""


def test_telling_is_kept_with_its_words_and_hands_the_turn_on_when_closed() -> None:
    told = e.CustomerTold(by=MIA, draft=2, text="It works again.")
    state = after(RESOLVED, told)
    assert state.told is not None
    assert (state.told.text, state.told.by, state.turn) == ("It works again.", MIA, Side.CUSTOMER)
    draft = state.draft(2)
    assert draft is not None
    assert draft.state == "told"


def test_work_on_something_closed_reopens_it() -> None:
    state = after(RESOLVED, e.Started(by=BEN))
    assert (state.stage, state.turn) == (Stage.IN_PROGRESS, Side.ENGINEERING)
    assert state.drafts[-1].about == "reopened"


def test_undoing_is_as_if_the_step_had_not_been() -> None:
    undone = e.Undone(by=ADA, seq=3, step=Step.RESOLVE)
    state = fold("E1", 12, history(TAKEN, RESOLVED, undone))
    assert (state.stage, state.version) == (Stage.TAKEN, 4)
    assert [draft.about for draft in state.drafts] == ["progress"]


def test_what_the_customer_was_told_outlives_the_undoing_of_its_cause() -> None:
    told = e.CustomerTold(by=MIA, draft=2, text="Fixed.")
    undone = e.Undone(by=ADA, seq=2, step=Step.RESOLVE)
    state = fold("E1", 12, history(RESOLVED, told, undone))
    assert state.told is not None
    assert (state.stage, state.told.text) == (Stage.NEW, "Fixed.")


def test_an_issue_that_was_lost_is_trouble_until_it_is_seen_again() -> None:
    ref = IssueRef("local", "1", "PAY-1", "http://x/PAY-1")
    lost = (
        e.IssueLinked(ref=ref, status=Status("To do", Category.OPEN)),
        e.IssueLost(reason="gone"),
    )
    assert after(*lost).issue_trouble == "gone"
    seen = e.IssueChanged(ref=ref, status=Status("Done", Category.DONE), assignee=None)
    assert after(*lost, seen).issue_trouble == ""


STEPS = st.sampled_from([TAKEN, STARTED, RESOLVED, DECLINED, e.Asked(by=BEN), ANSWER])


@given(st.lists(STEPS, max_size=12))
def test_stepwise_and_folded_states_agree(events: list[e.Event]) -> None:
    assert after(*events) == fold("E1", 12, history(*events))


@given(st.lists(STEPS, max_size=12))
def test_at_most_one_draft_waits_for_the_agent(events: list[e.Event]) -> None:
    assert sum(draft.state == "open" for draft in after(*events).drafts) <= 1


@pytest.mark.parametrize(
    ("ending", "step"),
    [
        ((RESOLVED,), Step.RESOLVE),
        ((DECLINED, e.Explained(by=ADA, reason="By design")), Step.DECLINE),
    ],
)
def test_undoing_an_end_the_customer_was_told_of_offers_other_words(
    ending: tuple[e.Event, ...], step: Step
) -> None:
    number = 1 + len(ending)
    told = e.CustomerTold(by=MIA, draft=number, text="It is over.")
    undone = e.Undone(by=ADA, seq=2, step=step)
    state = fold("E1", 12, history(*ending, told, undone))
    kept, offered = state.drafts
    assert (kept.number, kept.state, kept.text, kept.by) == (number, "told", "It is over.", MIA)
    assert (offered.about, offered.state) == ("reopened", "open")


def test_undoing_an_end_that_nobody_told_of_offers_nothing() -> None:
    undone = e.Undone(by=ADA, seq=2, step=Step.RESOLVE)
    assert fold("E1", 12, history(RESOLVED, undone)).drafts == ()
