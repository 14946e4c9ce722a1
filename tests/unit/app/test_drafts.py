from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.drafts import (
    OnDraft,
    dismiss_draft,
    edit_draft,
    edition,
    explain_decline,
    readable_draft,
    tell_customer,
)
from csopsbot.app.ports import Work
from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible
from tests.unit.app.house import ADA, BEN, DESK, GUEST, MIA, NOON, opened, owed, reacts, state

DRAFT = OnDraft(MIA, "E1", 2)
LATE = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _taken(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes")
    owed(work)


def test_telling_the_customer_shows_on_card_and_draft(work: Work) -> None:
    tell_customer(work, DRAFT, "We are on it.", DESK, NOON)
    assert state(work).told is not None
    cards: list[fx.Effect] = [fx.ShowSupportCard(), fx.ShowTeamCard()]
    assert owed(work) == [*cards, fx.ShowDraft(2)]


def test_the_second_agent_who_tells_them_hears_who_was_first(work: Work) -> None:
    tell_customer(work, DRAFT, "We are on it.", DESK, NOON)
    with pytest.raises(NotPossible) as refusal:
        tell_customer(work, OnDraft(BEN, "E1", 2), "We are on it.", DESK, NOON)
    assert (refusal.value.why, refusal.value.details) == ("draft_told", {"name": "Mia"})


def test_an_edited_draft_can_still_be_told(work: Work) -> None:
    edit_draft(work, DRAFT, "On it!", DESK, NOON)
    _, draft = readable_draft(work, DRAFT, DESK)
    assert (draft.text, draft.state) == ("On it!", "open")


def _seen(work: Work, person: Person) -> OnDraft:
    """Return what PERSON would do with the draft as it now stands before them."""
    _, draft = readable_draft(work, DRAFT, DESK)
    return OnDraft(person, "E1", 2, edition(draft))


def test_words_that_another_agent_changed_meanwhile_are_to_be_looked_at_again(work: Work) -> None:
    bens = _seen(work, BEN)
    edit_draft(work, _seen(work, MIA), "On it!", DESK, NOON)
    with pytest.raises(NotPossible) as refusal:
        edit_draft(work, bens, "Soon!", DESK, NOON)
    assert (refusal.value.why, refusal.value.details) == ("draft_changed", {"name": "Mia"})
    with pytest.raises(NotPossible, match="draft_changed"):
        tell_customer(work, bens, "We are on it.", DESK, NOON)
    edit_draft(work, _seen(work, BEN), "Soon!", DESK, NOON)


def test_ones_own_changes_need_no_second_look(work: Work) -> None:
    mias = _seen(work, MIA)
    edit_draft(work, mias, "On it!", DESK, NOON)
    tell_customer(work, mias, "On it!", DESK, NOON)


def test_a_dismissed_draft_is_done_with(work: Work) -> None:
    dismiss_draft(work, DRAFT, DESK, NOON)
    with pytest.raises(NotPossible, match="draft_dismissed"):
        edit_draft(work, DRAFT, "On it!", DESK, NOON)


def test_a_draft_whose_reason_was_undone_is_withdrawn(work: Work) -> None:
    reacts(work, ADA, "eyes", added=False)
    with pytest.raises(NotPossible, match="draft_withdrawn"):
        tell_customer(work, DRAFT, "We are on it.", DESK, NOON)


def test_a_guest_may_not_speak_for_support(work: Work) -> None:
    with pytest.raises(NotPossible, match="guest"):
        tell_customer(work, OnDraft(GUEST, "E1", 2), "Hello", DESK, NOON)


def test_an_unanswered_draft_is_brought_to_mind_once(work: Work) -> None:
    assert fire_due(work, DESK, LATE) == 1
    assert owed(work) == [fx.TellSupport(3)]
    assert fire_due(work, DESK, LATE) == 0


def test_nobody_is_reminded_before_the_time_or_after_the_answer(work: Work) -> None:
    assert fire_due(work, DESK, NOON + timedelta(minutes=29)) == 0
    dismiss_draft(work, DRAFT, DESK, NOON)
    assert fire_due(work, DESK, LATE) == 0


def test_a_reason_reaches_support_and_becomes_a_draft(work: Work) -> None:
    reacts(work, ADA, "x")
    owed(work)
    explain_decline(work, "E1", ADA, "It is by design", DESK, NOON)
    assert fx.TellSupport(4) in (effects := owed(work))
    assert fx.ShowDraft(4) in effects


def test_a_reason_for_what_is_not_declined_is_refused(work: Work) -> None:
    with pytest.raises(NotPossible, match="not_declined"):
        explain_decline(work, "E1", ADA, "Because", DESK, NOON)


def test_a_secret_is_cut_from_a_reason_and_from_words_for_the_customer(work: Work) -> None:
    edit_draft(work, DRAFT, "password: hunter2", DESK, NOON)
    draft = state(work).draft(2)
    assert draft is not None
    assert draft.text == "[password removed]"
    reacts(work, ADA, "x")
    explain_decline(work, "E1", ADA, "password: hunter2", DESK, NOON)
    assert state(work).reason == "[password removed]"
