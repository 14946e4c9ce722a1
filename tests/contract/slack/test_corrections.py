"""Lines that say something else now: other words were meant, or a reason was given."""

from dataclasses import replace
from typing import Any

from csopsbot.app import effects as fx
from csopsbot.app.receipts import Done
from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, plain
from csopsbot.domain.people import Side
from tests.contract.slack.house import SUPPORT, TEAM, House, scene
from tests.unit.slack.scenes import ADA, MIA, NOON

MISSED = e.ClockMissed(
    clock="ola/first_response", cycle=1, breached_at=NOON, spent_s=1200, target_s=900
)
SAID = e.Replied(by=MIA, side=Side.SUPPORT, body=plain("It is v3"), channel="C", ts="1.0")


async def corrected(house: House, body: Doc | None) -> list[str]:
    card = await house.post(fx.ShowTeamCard(), scene())
    said = scene(card, event=SAID, key="E1:tell_team:7")
    await house.outlet.send(house.call(fx.TellTeam(7), said))
    amended = e.Amended(by=MIA, of=7, body=body, said=Side.SUPPORT)
    now = replace(scene(card, event=amended), original=said.record)
    assert await house.outlet.send(house.call(fx.CorrectTeam(7), now)) == Done()
    return [str(one["text"]) for one in house.messages(TEAM)[1:]]


async def test_a_line_says_what_was_meant(house: House) -> None:
    (line,) = await corrected(house, plain("It is v4"))
    assert "It is v4" in line
    assert "v3" not in line


async def test_a_line_whose_words_were_taken_back_says_so(house: House) -> None:
    (line,) = await corrected(house, None)
    assert "v3" not in line
    assert "taken back" in line


async def test_support_reads_nothing_of_what_is_not_for_it_any_more(house: House) -> None:
    card = await house.post(fx.ShowSupportCard(), scene())
    shared = e.Shared(by=ADA, author=ADA, body=plain("📣 It is v3"))
    said = scene(card, event=shared, key="E1:tell_support:7")
    await house.outlet.send(house.call(fx.TellSupport(7), said))
    body = plain("Our fault")
    amended = e.Amended(by=ADA, of=6, body=body, said="tracker", shared=7, kept_back=True)
    now = replace(scene(card, event=amended), original=said.record)
    assert await house.outlet.send(house.call(fx.CorrectSupport(7), now)) == Done()
    line = house.messages(SUPPORT)[-1]
    assert "taken back" in words(line)
    assert "fault" not in words(line)


async def answered(house: House, asking: e.Event, *reasons: e.Event) -> dict[str, Any]:
    """Return the line that asked, as it stands when these REASONS were given one after another."""
    card = await house.post(fx.ShowTeamCard(), scene())
    asked = scene(card, event=asking, key="E1:tell_team:7")
    await house.outlet.send(house.call(fx.TellTeam(7), asked))
    for reason in reasons:
        now = replace(scene(card, event=reason), original=asked.record)
        assert await house.outlet.send(house.call(fx.CorrectTeam(8), now)) == Done()
    (line,) = house.messages(TEAM)[1:]
    return line


def words(line: dict[str, Any]) -> str:
    return str([line["text"], line["blocks"]])


async def test_the_line_that_asked_why_it_was_declined_says_what_was_said(house: House) -> None:
    line = await answered(house, e.Declined(by=ADA), e.Explained(by=ADA, reason="By design."))
    assert "> By design." in words(line)
    assert "Ada has said why it was declined" in words(line)
    assert "is waiting" not in words(line)


async def test_the_line_of_a_miss_says_who_gave_which_reason_last(house: House) -> None:
    said = e.BreachExplained(by=ADA, clock=MISSED.clock, cycle=1, reason="Too few people")
    again = replace(said, by=MIA, reason="Waited for others", note="Their bank.")
    line = await answered(house, MISSED, said, again)
    assert "was missed" in words(line)
    assert "Mia has said why:\\n> Waited for others\\n> Their bank." in words(line)
    assert "Too few people" not in words(line)


async def test_a_reason_can_still_be_changed(house: House) -> None:
    line = await answered(house, e.Declined(by=ADA), e.Explained(by=ADA, reason="By design."))
    (button,) = line["blocks"][-1]["elements"]
    told = (button["text"]["text"], button["action_id"], button["value"])
    assert told == ("Change the reason", "give_reason", "E1:7")
