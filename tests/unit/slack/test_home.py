"""What a person's Home shows, and what it keeps to itself."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from csopsbot.app.in_hand import InHand, Listed
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person
from csopsbot.sandbox.blockkit.surfaces import view_problems
from csopsbot.slack import names
from csopsbot.slack.blocks import Json
from csopsbot.slack.home import home
from csopsbot.slack.listing import MOST_SHOWN
from csopsbot.words import LANGUAGES
from tests.unit.slack.clocks import at, clock, passed, ringing, with_clocks
from tests.unit.slack.scenes import (
    ADA,
    DESK,
    HUGE,
    INTAKE,
    SUPPORT_CARD,
    TEAM_CARD,
    after,
    alerts,
    opened,
)

MIA = Person("U0MIA", "Mia")
TAKEN, ASKED, RESOLVED = e.Taken(by=ADA), e.Asked(by=ADA), e.Resolved(by=ADA)
MANY = tuple(Listed(after(TAKEN), SUPPORT_CARD) for _ in range(MOST_SHOWN + 5))


def link(channel: str, ts: str, thread: str | None) -> str:
    within = f"?thread_ts={thread}&cid={channel}" if thread else ""
    return f"https://acme.slack.com/archives/{channel}/p{ts}{within}"


def drawn(in_hand: InHand, person: Person = MIA, desk: Desk = DESK) -> Json:
    return home(in_hand, person, desk, link)


def read(view: Json) -> list[str]:
    """Return the text of each block that has one."""
    shown = (block.get("text") or block["elements"][0] for block in view["blocks"])
    return [one["text"] for one in shown if isinstance(one["text"], str)]


def waiting(*escalations: Escalation) -> list[str]:
    return read(drawn(InHand(waiting=tuple(Listed(one) for one in escalations))))


def actions_of(view: Json) -> list[str]:
    rows = (block["elements"] for block in view["blocks"] if block["type"] == "actions")
    return [button["action_id"] for row in rows for button in row]


def test_it_tells_what_waits_and_what_is_to_be_done_about_it() -> None:
    heading, asked, resolved = waiting(after(TAKEN, ASKED), after(TAKEN, RESOLVED))[:3]
    assert heading == "Waiting for you"
    assert "Payments fail · *answer engineering* · *tell the customer* · Taken" in asked
    assert "Payments fail · *tell the customer* · Fixed · turn: Support · Ada" in resolved


def test_what_is_open_is_told_as_the_list_of_everything_open_tells_it() -> None:
    state = with_clocks(clock("sla/resolution", due_at=at(10)))
    nothing, heading, told, _ = read(drawn(InHand(opened=(Listed(state, SUPPORT_CARD),))))
    assert (nothing, heading) == ("Nothing waits for you just now.", "Open, by you")
    assert told == (
        "*<https://acme.slack.com/archives/C0SUP/p200.1|ESC-12>* 🔴 Payments fail"
        " · ⏳ <!date^1772453400^\u200b{ago}|2026-03-02 12:10 UTC>"
        " · Waiting for engineering · turn: Engineering · Nobody yet"
    )


def test_a_card_that_is_a_reply_is_led_to_within_its_thread() -> None:
    came = after(TAKEN, first=opened(thread="50.1"))
    support, team = (Listed(came, card) for card in (SUPPORT_CARD, TEAM_CARD))
    told = "\n".join(read(drawn(InHand(opened=(support,), taken=(team,)))))
    assert "/C0SUP/p200.1?thread_ts=50.1&amp;cid=C0SUP|ESC-12>" in told
    assert "/C0ENG/p100.1|ESC-12>" in told


def test_who_is_called_reads_what_for_and_no_word_of_quiet() -> None:
    calling = (Listed(ringing()), Listed(after()))
    heading, rings, untaken, _ = read(drawn(InHand(calling=calling)))
    assert heading == "Calling for you"
    assert "Payments fail · *have a look* · ⚠️ " in rings
    assert "Payments fail · *take it* · Waiting for engineering" in untaken


def test_support_is_asked_for_the_words_that_were_promised_by_now() -> None:
    told = waiting(ringing(passed(clock="sla/first_response")))[1]
    assert "Payments fail · *tell the customer* · ⚠️ " in told


def test_nobody_is_asked_to_tell_anything_of_what_they_took_themselves() -> None:
    _, heading, told, _ = read(drawn(InHand(taken=(Listed(after(TAKEN)),))))
    assert heading == "Taken by you"
    assert "tell the customer" not in told


def test_with_nothing_in_hand_there_are_kind_words_and_a_way_to_begin() -> None:
    view = drawn(InHand())
    assert read(view)[0].startswith("All is quiet")
    assert actions_of(view) == [names.HOME_ESCALATE]


def test_only_who_may_escalate_is_offered_the_form() -> None:
    others = replace(DESK, agents=frozenset({"U0LEO"}))
    assert actions_of(drawn(InHand(), desk=others)) == []


@pytest.mark.parametrize("person", [replace(MIA, is_guest=True), replace(MIA, is_outsider=True)])
def test_who_is_no_full_member_is_told_nothing_but_why(person: Person) -> None:
    view = drawn(InHand(opened=MANY), person)
    assert len(view["blocks"]) == 1
    assert "ESC-12" not in str(view)


def test_of_many_the_first_are_shown_and_that_there_are_more() -> None:
    view = drawn(InHand(MANY, MANY, MANY, MANY))
    assert view_problems(view) == []
    assert str(view).count("|ESC-12>") == 4 * MOST_SHOWN
    assert read(view).count("These are the first 20. The others move up as these are done.") == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_it_in_every_language(language: str) -> None:
    person = replace(MIA, language=language)
    assert view_problems(drawn(InHand(waiting=MANY), person)) == []


@given(HUGE)
@settings(max_examples=40)
def test_no_words_of_a_customer_alert_or_lead_anywhere(text: str) -> None:
    state = after(first=opened(replace(INTAKE, title=text, customer=text)))
    view = drawn(InHand(opened=(Listed(state),)))
    assert view_problems(view) == []
    assert [alert for told in read(view) for alert in alerts(told)] == []
