"""Which call an effect becomes, given what is shown already."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import Refused
from csopsbot.app.ports import Scene, Surface
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.stage import Step
from csopsbot.slack.budgets import budgets
from csopsbot.slack.calls import Edit, Ephemeral, Post, React, ReadThread, SlackCall, Upload
from csopsbot.slack.cards import team_card
from csopsbot.slack.preparing import nowhere, prepared
from tests.unit.slack import clocks
from tests.unit.slack.scenes import (
    ADA,
    DESK,
    MIA,
    NOON,
    SUPPORT_CARD,
    TEAM_CARD,
    after,
    opened,
    shown,
)

SHARED = e.Shared(by=ADA, author=ADA, body=plain("Mended."), channel="C0ENG", ts="101.1")
DRAFT = Surface("E1", "draft:2", "C0SUP", "201.1", "old")
TAKEN = after(e.Taken(by=ADA))


def scene(
    escalation: Escalation | None = None, *surfaces: Surface, event: e.Event | None = None
) -> Scene:
    return Scene(
        key="E1:tell:7",
        escalation=escalation or after(),
        record=e.Recorded(7, NOON, event) if event else None,
        surfaces={surface.name: surface for surface in surfaces},
    )


def call(effect: fx.Effect, scene: Scene) -> SlackCall | None:
    return prepared(effect, scene, DESK)


def post(effect: fx.Effect, scene: Scene) -> Post:
    made = call(effect, scene)
    assert isinstance(made, Post)
    return made


def refused(place: e.Place) -> e.Refused:
    return e.Refused(by=ADA, step=Step.TAKE, why="closed", language="en", place=place)


def test_the_support_card_is_posted_where_the_escalation_came_from() -> None:
    made = post(fx.ShowSupportCard(), scene())
    assert (made.key, made.surface, made.channel) == ("E1:support", "support", "C0SUP")
    assert made.thread is None


def test_the_support_card_is_posted_in_the_thread_the_escalation_came_from() -> None:
    made = post(fx.ShowSupportCard(), scene(after(first=opened(thread="50.1"))))
    assert (made.channel, made.thread) == ("C0SUP", "50.1")


def test_the_team_card_is_posted_in_the_teams_channel() -> None:
    made = post(fx.ShowTeamCard(), scene())
    assert (made.key, made.surface, made.channel, made.thread) == ("E1:team", "team", "C0ENG", None)


def test_a_card_that_stands_is_edited_where_it_is() -> None:
    moved = replace(TEAM_CARD, channel="C0OLD")
    made = call(fx.ShowTeamCard(), scene(None, moved))
    assert isinstance(made, Edit)
    assert (made.surface, made.channel, made.ts) == ("team", "C0OLD", "100.1")


def test_a_card_that_shows_it_already_is_left_alone() -> None:
    same = replace(TEAM_CARD, shown=team_card(after(), DESK).fingerprint)
    assert call(fx.ShowTeamCard(), scene(None, same)) is None


def test_a_draft_is_posted_below_the_support_card() -> None:
    made = post(fx.ShowDraft(2), scene(TAKEN, SUPPORT_CARD))
    assert (made.key, made.channel, made.thread) == ("E1:draft:2", "C0SUP", "200.1")


def test_a_draft_whose_reason_was_taken_back_is_edited_if_it_was_shown() -> None:
    assert isinstance(call(fx.ShowDraft(2), scene(after(), SUPPORT_CARD, DRAFT)), Edit)


def test_a_draft_whose_reason_was_taken_back_before_it_was_shown_never_appears() -> None:
    assert call(fx.ShowDraft(2), scene(after(), SUPPORT_CARD)) is None


def test_a_draft_that_was_replaced_before_it_was_shown_never_appears() -> None:
    resolved = after(e.Taken(by=ADA), e.Resolved(by=ADA))
    assert call(fx.ShowDraft(2), scene(resolved, SUPPORT_CARD)) is None


def test_a_line_for_support_goes_below_the_support_card_under_its_own_key() -> None:
    made = post(fx.TellSupport(7), scene(None, SUPPORT_CARD, event=e.Taken(by=ADA)))
    assert (made.key, made.surface, made.thread) == ("E1:tell:7", "", "200.1")


MERGED = e.Withdrawn(by=ADA, into="ESC-9")
OTHER = {name: Surface("E9", name, "C0SUP", "900.1", "h") for name in ("support", "team")}


def address(*place: str | None) -> str:
    return "/".join(("https:/", *filter(None, place)))


def leads_to(
    effect: fx.Effect, event: e.Event, *, known: bool = True, thread: str | None = None
) -> str:
    other = replace(after(first=opened(thread=thread)), id="E9")
    mine = scene(None, SUPPORT_CARD, TEAM_CARD, event=event)
    there = replace(mine, other=other, other_surfaces=OTHER)
    made = prepared(effect, there, DESK, address if known else nowhere)
    assert isinstance(made, Post)
    return shown(made.message)


@pytest.mark.parametrize(
    "event",
    [
        MERGED,
        e.DuplicateJoined(by=MIA, id="E9", name="ESC-9", customer="Birch"),
        e.DuplicateLeft(by=MIA, id="E9", name="ESC-9", customer="Birch"),
    ],
    ids=lambda event: event.kind,
)
def test_a_line_about_another_escalation_leads_there(event: e.Event) -> None:
    way = "<https://C0SUP/900.1|Open ESC-9>"
    assert way in leads_to(fx.TellSupport(7), event)
    assert way in leads_to(fx.TellTeam(7), event)


def test_a_line_about_another_that_came_from_a_thread_leads_support_into_it() -> None:
    assert "<https://C0SUP/900.1/50.1|" in leads_to(fx.TellSupport(7), MERGED, thread="50.1")
    assert "<https://C0SUP/900.1|" in leads_to(fx.TellTeam(7), MERGED, thread="50.1")


def test_a_line_about_another_whose_address_nobody_knows_leads_nowhere() -> None:
    assert "Open ESC-9" not in leads_to(fx.TellSupport(7), MERGED, known=False)


def test_support_is_told_what_happened_to_the_one_that_goes_on() -> None:
    heard = e.Followed(id="E9", name="ESC-9", seq=4, about="resolved")
    there = scene(None, SUPPORT_CARD, event=heard)
    original = e.Recorded(4, NOON, e.Resolved(by=ADA))
    told = shown(post(fx.TellSupport(7), replace(there, original=original)).message)
    assert "From ESC-9, which it was merged into:" in told
    assert "<@U0MIA>, Ada says that it is fixed." in told


def test_a_line_for_support_goes_to_the_thread_the_escalation_came_from() -> None:
    came = after(first=opened(thread="50.1"))
    made = post(fx.TellSupport(7), scene(came, SUPPORT_CARD, event=e.Taken(by=ADA)))
    assert made.thread == "50.1"


def test_a_line_for_the_team_goes_below_the_team_card() -> None:
    made = post(fx.TellTeam(7), scene(None, TEAM_CARD, event=e.Declined(by=ADA)))
    assert (made.channel, made.thread) == ("C0ENG", "100.1")


@pytest.mark.parametrize(
    ("effect", "event"),
    [
        (fx.TellSupport(7), e.Taken(by=ADA)),
        (fx.TellTeam(7), e.Declined(by=ADA)),
        (fx.ShowDraft(2), None),
    ],
)
def test_a_line_whose_card_is_not_there_is_refused(
    effect: fx.Effect, event: e.Event | None
) -> None:
    with pytest.raises(Refused):
        call(effect, scene(TAKEN, event=event))


@pytest.mark.parametrize("effect", [fx.TellSupport(7), fx.TellTeam(7)])
def test_an_event_nobody_is_told_of_is_refused(effect: fx.Effect) -> None:
    event = e.DraftDismissed(by=MIA, draft=2)
    with pytest.raises(Refused):
        call(effect, scene(None, SUPPORT_CARD, TEAM_CARD, event=event))


@pytest.mark.parametrize("effect", [fx.TellTeam(7), fx.Whisper(7), fx.MarkShared(7)])
def test_an_effect_about_the_wrong_event_is_refused(effect: fx.Effect) -> None:
    with pytest.raises(Refused):
        call(effect, scene(None, SUPPORT_CARD, TEAM_CARD, event=e.Taken(by=ADA)))


@pytest.mark.parametrize("effect", [fx.ShowTeamCard(), fx.TellTeam(7), fx.CreateIssue()])
def test_an_effect_without_what_it_needs_is_refused(effect: fx.Effect) -> None:
    with pytest.raises(Refused):
        call(effect, Scene("k"))


def test_a_refusal_at_the_card_is_whispered_in_the_channel() -> None:
    made = call(fx.Whisper(7), scene(None, TEAM_CARD, event=refused(e.Place("C0ENG", "100.1"))))
    assert isinstance(made, Ephemeral)
    assert (made.channel, made.user, made.thread) == ("C0ENG", "U0ADA", None)


def test_a_refusal_at_a_reply_is_whispered_in_the_thread() -> None:
    made = call(fx.Whisper(7), scene(None, TEAM_CARD, event=refused(e.Place("C0ENG", "101.1"))))
    assert isinstance(made, Ephemeral)
    assert made.thread == "100.1"


def test_who_they_are_in_the_tracker_is_asked_of_one_person_in_the_channel() -> None:
    asked = e.AccountAsked(by=ADA, tracker="jira", language="es")
    made = call(fx.Whisper(7), scene(None, TEAM_CARD, event=asked))
    assert isinstance(made, Ephemeral)
    assert (made.channel, made.user, made.thread) == ("C0ENG", "U0ADA", None)


REASON = e.Explained(by=ADA, reason="By design.", channel="C0ENG", ts="101.1")


@pytest.mark.parametrize("event", [SHARED, REASON])
def test_a_reply_that_went_over_is_marked(event: e.Event) -> None:
    made = call(fx.MarkShared(7), scene(event=event))
    assert made == React("C0ENG", "101.1", "mega")


def test_a_file_of_a_reason_goes_over_with_it() -> None:
    file = e.SharedFile("F1", "a.log", 3)
    made = call(
        fx.PassOnFile(7, 0), scene(None, SUPPORT_CARD, event=replace(REASON, files=(file,)))
    )
    assert isinstance(made, Upload)
    assert made.file == file


def test_the_conversation_an_escalation_came_from_is_read() -> None:
    made = call(fx.GatherContext(e.Place("C0SUP", "50.1")), scene())
    assert made == ReadThread("C0SUP", "50.1", 50)


def test_a_post_counts_for_its_channel_and_for_the_workspace() -> None:
    keys = [budget.key for budget in budgets(post(fx.ShowTeamCard(), scene()), "T1")]
    assert keys == ["slack:T1:chat.postMessage", "slack:T1:chat.postMessage:C0ENG"]


def test_edits_of_all_channels_count_together() -> None:
    edits = [Edit("team", channel, "1.1", team_card(after(), DESK)) for channel in ("C1", "C2")]
    assert len({budgets(edit, "T1") for edit in edits}) == 1


ALERT = Surface("E1", "alert:3", "C0ENG", "102.1", "old")


def alerting(
    *surfaces: Surface, state: Escalation | None = None, event: e.Alerted | None = None
) -> SlackCall | None:
    called = event or clocks.call()
    record = e.Recorded(3, NOON, called)
    known = {surface.name: surface for surface in surfaces}
    around = Scene("k", escalation=state or clocks.ringing(), record=record, surfaces=known)
    return prepared(fx.ShowAlert(3), around, clocks.CALLING, address)


def posted(*surfaces: Surface, state: Escalation | None = None, channel: str = "") -> Post:
    made = alerting(*surfaces, state=state, event=clocks.call(channel=channel))
    assert isinstance(made, Post)
    return made


def where(made: Post) -> tuple[str, str | None]:
    return made.channel, made.thread


SUPPORTS = clocks.passed(clock="sla/next_update")


def test_engineering_is_called_below_the_team_card_and_in_the_channel_as_well() -> None:
    made = posted(SUPPORT_CARD, TEAM_CARD)
    assert (made.key, made.surface) == ("E1:alert:3", "alert:3")
    assert (where(made), made.broadcast) == (("C0ENG", "100.1"), True)


def test_engineering_is_called_in_its_channel_where_there_is_no_card_yet() -> None:
    assert where(posted(SUPPORT_CARD)) == ("C0ENG", None)


def test_support_is_called_below_its_card() -> None:
    assert where(posted(SUPPORT_CARD, TEAM_CARD, state=clocks.ringing(SUPPORTS))) == (
        "C0SUP",
        "200.1",
    )


def test_support_is_called_in_the_thread_the_escalation_came_from() -> None:
    came = clocks.ringing(SUPPORTS, thread="50.1")
    assert where(posted(state=came)) == where(posted(SUPPORT_CARD, state=came)) == ("C0SUP", "50.1")


def test_support_is_called_in_its_channel_where_there_is_no_card_yet() -> None:
    assert where(posted(state=clocks.ringing(SUPPORTS))) == ("C0SUP", None)


def test_a_channel_that_the_ladder_names_is_told_there() -> None:
    assert where(posted(SUPPORT_CARD, TEAM_CARD, channel="C0LEADS")) == ("C0LEADS", None)


def test_an_alert_leads_to_the_card_of_those_who_owe_it() -> None:
    assert "<https://C0ENG/100.1|to the card>" in shown(posted(SUPPORT_CARD, TEAM_CARD).message)
    supports = posted(SUPPORT_CARD, TEAM_CARD, state=clocks.ringing(SUPPORTS))
    assert "<https://C0SUP/200.1|to the card>" in shown(supports.message)


def test_an_alert_that_still_rings_is_left_as_it_is() -> None:
    assert alerting(TEAM_CARD, ALERT) is None


def test_an_alert_that_was_answered_is_edited_in_place() -> None:
    made = alerting(TEAM_CARD, ALERT, state=clocks.answered(clocks.ringing()))
    assert isinstance(made, Edit)
    assert (made.channel, made.ts) == ("C0ENG", "102.1")


def test_an_alert_that_was_answered_before_it_was_shown_never_appears() -> None:
    assert alerting(TEAM_CARD, state=clocks.answered(clocks.ringing())) is None


def test_a_call_about_nothing_is_refused() -> None:
    with pytest.raises(Refused):
        alerting(TEAM_CARD, event=clocks.call(alert=99))


FORMER = replace(TEAM_CARD, name="team:payments")


def test_the_card_of_a_team_that_handed_over_says_who_has_it_now() -> None:
    handed = after(e.HandedOver(by=ADA, team="nube"))
    made = call(fx.ShowFormerCard("payments"), scene(handed, FORMER))
    assert isinstance(made, Edit)
    assert "Nube answers for it now." in shown(made.message)


def test_a_team_that_never_saw_a_card_is_shown_none_when_it_hands_over() -> None:
    assert call(fx.ShowFormerCard("payments"), scene(after())) is None


def test_a_warning_that_was_overtaken_is_edited_in_place_and_once() -> None:
    made = alerting(TEAM_CARD, ALERT, state=clocks.overtaken())
    assert isinstance(made, Edit)
    assert "Overtaken" in shown(made.message)
    told = replace(ALERT, shown=made.message.fingerprint)
    assert alerting(TEAM_CARD, told, state=clocks.overtaken()) is None


def test_a_warning_that_nobody_has_seen_calls_them_though_it_was_overtaken() -> None:
    assert "Overtaken" not in shown(posted(TEAM_CARD, state=clocks.overtaken()).message)


def test_a_warning_that_was_overtaken_says_in_the_end_who_answered() -> None:
    made = alerting(TEAM_CARD, ALERT, state=clocks.answered(clocks.overtaken()))
    assert isinstance(made, Edit)
    assert "Ada answered" in shown(made.message)
