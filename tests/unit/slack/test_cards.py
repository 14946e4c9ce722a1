"""What the two cards show, and to whom."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Category, Issue, IssueRef, Status
from csopsbot.domain.people import Actor, Person, Side
from csopsbot.slack.cards import support_card, team_card
from tests.unit.slack.scenes import (
    ADA,
    DESK,
    HUGE,
    INTAKE,
    MIA,
    NOON,
    OPEN,
    REF,
    after,
    alerts,
    opened,
    shown,
    words,
    wrong,
)

LINKED = e.IssueLinked(ref=REF, status=OPEN)
TOLD = e.CustomerTold(by=MIA, draft=2, text="We are looking into it.")
DATE = "<!date^1772452800^\u200b{date_short_pretty} {time}|2026-03-02 12:00 UTC>"


def both(escalation: Escalation) -> list[str]:
    return [shown(support_card(escalation, DESK)), shown(team_card(escalation, DESK))]


@pytest.mark.parametrize(
    "fact",
    ["ESC-12", "Payments fail", "🔴", "Acme", "Waiting for engineering", "Nobody yet", "4.2"],
)
def test_both_cards_show_where_it_stands(fact: str) -> None:
    assert all(fact in card for card in both(after()))


def test_both_cards_show_what_happens_and_the_links() -> None:
    assert all("Card payments fail since 9." in card for card in both(after()))
    assert all("<https://logs.example/1>" in card for card in both(after()))


def test_both_cards_show_who_answers_for_it_and_whose_turn_it_is() -> None:
    for card in both(after(e.Taken(by=ADA), e.Asked(by=ADA))):
        assert "*Who answers for it*\nAda" in card
        assert "*Whose turn*\nSupport" in card


def test_both_cards_show_when_it_was_opened_on_the_readers_clock() -> None:
    assert all(f"Opened {DATE} by Mia" in card for card in both(after()))


def test_both_cards_say_that_the_customer_knows_nothing_yet() -> None:
    assert all("not been told anything" in card for card in both(after()))


def test_both_cards_show_when_the_customer_was_last_told_what() -> None:
    for card in both(after(e.Taken(by=ADA), TOLD)):
        assert f"Mia last told the customer {DATE}:\n> We are looking into it." in card


def test_a_card_of_what_was_merged_says_into_what_and_names_no_turn_of_its_own() -> None:
    for card in both(after(e.Withdrawn(by=MIA, into="ESC-9"))):
        assert "*Stage*\nMerged" in card
        assert "*Merged into ESC-9*" in card
        assert "Whose turn" not in card


def test_a_card_says_who_else_waits() -> None:
    joined = e.DuplicateJoined(by=MIA, id="E9", name="ESC-9", customer="Birch")
    assert all("*Waiting too*\nESC-9 (Birch)" in card for card in both(after(joined)))


def test_an_issue_on_its_way_is_said_to_be_being_created() -> None:
    assert all("*Issue*\nBeing created" in card for card in both(after()))


def test_the_team_card_leads_to_the_issue_and_says_its_status() -> None:
    assert "<https://board.example/PAY-17|PAY-17> · To do" in both(after(LINKED))[1]


def test_the_team_card_shows_the_issue_as_last_read() -> None:
    ref = IssueRef("local", "17", "NEW-1", "https://board.example/NEW-1")
    read = Issue(ref, "t", Status("Doing", Category.IN_PROGRESS), None, NOON)
    assert "NEW-1> · Doing" in shown(team_card(after(LINKED), DESK, read))


def test_the_support_card_shows_the_issues_key_without_its_address_or_status() -> None:
    card = both(after(LINKED))[0]
    assert "PAY-17" in card
    assert "board.example" not in card
    assert "To do" not in card


@pytest.mark.parametrize("reason", ["gone", "hidden"])
def test_the_team_card_says_what_to_do_about_an_issue_out_of_sight(reason: str) -> None:
    lost = e.IssueLost(reason="gone" if reason == "gone" else "hidden")
    told = {"gone": "goes on without it", "hidden": "give its account access"}[reason]
    assert told in both(after(LINKED, lost))[1]


def test_both_cards_say_since_when_the_tracker_takes_nothing() -> None:
    for card in both(after(LINKED, e.TrackerDelayed(since=NOON))):
        assert "The tracker has taken nothing since" in card
    for card in both(after(LINKED, e.TrackerDelayed(since=NOON), e.TrackerCaughtUp(since=NOON))):
        assert "taken nothing" not in card


def test_the_team_card_says_that_comments_stay_in_the_tracker_for_now() -> None:
    support, team = both(after(LINKED, e.MirrorPaused()))
    assert "for now they are in the tracker alone" in team
    assert "for now" not in support


def test_the_team_card_says_what_the_issue_does_not_take_at_present() -> None:
    refused = e.IssueRefused(what="comments", reason="It is locked.")
    support, team = both(after(LINKED, refused))
    assert "It takes no comments at present" in team
    assert "takes no" not in support
    assert "takes no" not in both(after(LINKED, refused, e.IssueRelented(what="comments")))[1]


def test_both_cards_say_how_old_what_they_show_is_where_that_matters() -> None:
    for card in (team_card, support_card):
        assert "csopsbot last saw it" in shown(card(after(LINKED), DESK, checked_at=NOON))
        assert "last saw" not in shown(card(after(LINKED), DESK))


def test_an_issue_that_could_not_be_made_is_told_to_each_side_in_its_own_words() -> None:
    failed = e.DeliveryFailed(what="create_issue", reason="HTTP 400", side=Side.ENGINEERING)
    support, team = both(after(failed))
    assert "send it again" in team
    assert "The team sees this escalation all the same" in support


def test_the_reason_for_declining_is_on_both_cards() -> None:
    support, team = both(after(e.Declined(by=ADA), e.Explained(by=ADA, reason="Too costly.")))
    assert "Too costly." in team
    assert "Too costly." in support


def test_the_legend_is_on_the_team_card_alone() -> None:
    support, team = both(after())
    assert ":eyes: take it" in team
    assert ":mega: on a reply" in team
    assert ":eyes:" not in support


def test_the_legend_goes_when_it_is_closed() -> None:
    assert ":eyes:" not in both(after(e.Resolved(by=ADA)))[1]


def test_the_team_card_is_in_the_teams_language_and_the_support_card_in_the_agents() -> None:
    intake = replace(INTAKE, area="api")
    support, team = both(after(first=opened(intake, team="nube", language="en")))
    assert "Waiting for engineering" in support
    assert "A la espera de ingeniería" in team


def test_the_owner_is_called_as_the_chat_calls_them_now() -> None:
    owner = Person("U0ADA", "Ada Lovelace")
    assert "Ada Lovelace" in shown(team_card(after(e.Taken(by=ADA)), DESK, owner=owner))


def test_a_text_that_was_cut_says_so() -> None:
    long = replace(INTAKE, details="word " * 2_000)
    assert all("Shortened to fit" in card for card in both(after(first=opened(long))))


def test_a_text_that_fits_is_not_said_to_be_cut() -> None:
    assert not any("Shortened" in card for card in both(after()))


def test_two_renders_of_one_state_are_the_same() -> None:
    one, other = (team_card(after(LINKED), DESK) for _ in range(2))
    assert one.fingerprint == other.fingerprint


def test_another_stage_is_another_render() -> None:
    before, now = (team_card(after(*done), DESK) for done in ([], [e.Taken(by=ADA)]))
    assert before.fingerprint != now.fingerprint


@st.composite
def escalations(draw: st.DrawFn) -> Escalation:
    """Return one in which all that people and the tracker wrote is hostile and may be huge."""
    links = tuple(draw(st.lists(HUGE.map(lambda text: f"https://a.example/{text}"), max_size=12)))
    customer, title, details, area, version = (draw(HUGE) for _ in range(5))
    intake = e.Intake(customer, title, details, "s1", area, version, links)
    who = Actor(draw(HUGE), draw(HUGE))
    ref = IssueRef("jira", "1", draw(HUGE), f"https://a.example/{draw(HUGE)}")
    linked = e.IssueLinked(ref=ref, status=Status(draw(HUGE), Category.OPEN))
    declined = e.Declined(by=who), e.Explained(by=who, reason=draw(HUGE))
    told = e.CustomerTold(by=who, draft=2, text=draw(HUGE))
    closed = declined if draw(st.booleans()) else ()
    return after(e.Taken(by=who), linked, *closed, told, first=opened(intake, by=who))


@given(escalations())
@settings(max_examples=60, deadline=None)
def test_no_words_alert_anybody_or_make_a_card_that_slack_refuses(escalation: Escalation) -> None:
    for card in (support_card(escalation, DESK), team_card(escalation, DESK)):
        assert alerts(words(card)) == []
        assert wrong(card) == []


def test_a_reply_is_on_neither_card() -> None:
    said = e.Replied(by=ADA, side=Side.ENGINEERING, body=plain("secret"), channel="C", ts="1")
    assert not any("secret" in card for card in both(after(said)))
