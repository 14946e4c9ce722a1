"""What /csops answers, to the person alone."""

import pytest

from csopsbot.app.receipts import IssueMade
from csopsbot.app.tracking import issue_made
from csopsbot.domain.issue import Category, Issue, IssueRef, Status
from tests.contract.slack.inbound.harness import DESK, PAYMENTS, SUPPORT, Inbound


async def test_help_says_what_can_be_done(here: Inbound) -> None:
    await here.person("dev").command(PAYMENTS, "/csops")
    [said] = await here.whispers("dev", PAYMENTS)
    assert "/escalate" in said
    assert "/csops open" in said


async def test_open_lists_what_is_open_with_whose_turn_it_is(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "support", SUPPORT)
    await everywhere.person("dev").command(PAYMENTS, "/csops", "open")
    [said] = await everywhere.whispers("dev", PAYMENTS)
    assert "Payments fail" in said
    assert "turn: Engineering" in said
    assert f"/archives/{SUPPORT}/p{card.replace('.', '')}|ESC-{escalation.number}>*" in said


async def test_open_says_so_when_nothing_is(here: Inbound) -> None:
    await here.person("dev").command(PAYMENTS, "/csops", "OPEN")
    assert await here.whispers("dev", PAYMENTS) == ["Nothing is open."]


async def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(here: Inbound) -> None:
    await here.person("dev").command(PAYMENTS, "/csops", "opne <!channel>")
    [said] = await here.whispers("dev", PAYMENTS)
    assert "Did you mean `/csops open`?" in said


async def test_a_command_cannot_make_us_ping_anybody(here: Inbound) -> None:
    await here.person("dev").command(PAYMENTS, "/csops", "<!channel>")
    [said] = await here.whispers("dev", PAYMENTS)
    assert "<!channel>" not in said


async def test_a_guest_learns_nothing_of_what_is_open(here: Inbound) -> None:
    await here.escalate()
    await here.person("guest").command(SUPPORT, "/csops", "open")
    [said] = await here.whispers("guest")
    assert "Payments fail" not in said


@pytest.mark.parametrize(
    ("tracker", "answer"), [("local", "30 m"), ("timeless", "PAY-1 is in a tracker that counts no")]
)
async def test_who_enters_time_learns_whether_it_is_kept(
    here: Inbound, tracker: str, answer: str
) -> None:
    escalation = await here.escalate()
    now = escalation.opened_at
    ref = IssueRef(tracker, "17", "PAY-1", "http://board/PAY-1")
    made = IssueMade(Issue(ref, "Payments fail", Status("To do", Category.OPEN), None, now))
    await here.database.run(lambda work: issue_made(work, escalation.id, made, DESK, now))
    await here.person("dev").command(PAYMENTS, "/csops", f"worked {escalation.name} 30m")
    [said] = await here.whispers("dev", PAYMENTS)
    assert answer in said
