"""What agents do with drafts, and engineers with reasons."""

import pytest

from csopsbot.app.drafts import edition
from csopsbot.domain import events as e
from csopsbot.domain.escalation import Draft, Escalation
from csopsbot.sandbox import FormErrors
from tests.contract.slack.inbound.harness import PAYMENTS, SUPPORT, Inbound


@pytest.fixture
async def taken(here: Inbound) -> Escalation:
    """Take an escalation, so that a draft waits; its number is two."""
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    await here.person("dev").react(PAYMENTS, card, "eyes")
    await here.until(("reaction_added", "done"))
    return escalation


@pytest.fixture
async def declined(here: Inbound) -> Escalation:
    """Decline an escalation, without a reason yet."""
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    await here.person("dev").react(PAYMENTS, card, "x")
    await here.until(("reaction_added", "done"))
    return escalation


async def test_an_edited_draft_is_what_the_customer_was_told(
    here: Inbound, taken: Escalation
) -> None:
    mia, edit = here.person("mia"), await here.offer(taken, "draft_edit", 2)
    await mia.press(SUPPORT, edit, "draft_edit")
    view = await mia.view()
    await mia.submit(view["id"], {"text": "We are on it, Acme."})
    await mia.press(SUPPORT, await here.offer(taken, "draft_told", 2), "draft_told")
    told = (await here.history(taken))[-1]
    assert isinstance(told, e.CustomerTold)
    assert told.text == "We are on it, Acme."


async def test_an_edit_sent_twice_counts_once(here: Inbound, taken: Escalation) -> None:
    mia = here.person("mia")
    await mia.press(SUPPORT, await here.offer(taken, "draft_edit", 2), "draft_edit")
    await mia.submit((await mia.view())["id"], {"text": "We are on it."})
    await here.again("view_submission:edit_draft")
    edits = [one for one in await here.history(taken) if isinstance(one, e.DraftEdited)]
    assert len(edits) == 1


async def test_a_reason_sent_twice_counts_once(here: Inbound, declined: Escalation) -> None:
    dev = here.person("dev")
    await dev.press(PAYMENTS, await here.offer(declined, "give_reason", 2, PAYMENTS), "give_reason")
    await dev.submit((await dev.view())["id"], {"reason": "As designed."})
    await here.again("view_submission:decline_reason")
    reasons = [one for one in await here.history(declined) if isinstance(one, e.Explained)]
    assert len(reasons) == 1


async def test_an_unedited_draft_is_told_in_the_words_it_shows(
    here: Inbound, taken: Escalation
) -> None:
    await here.person("mia").press(SUPPORT, await here.offer(taken, "draft_told", 2), "draft_told")
    told = (await here.history(taken))[-1]
    assert isinstance(told, e.CustomerTold)
    assert told.text.startswith("Thank you for your patience.")


async def test_whoever_comes_second_is_told_who_was_first(here: Inbound, taken: Escalation) -> None:
    button = await here.offer(taken, "draft_told", 2)
    await here.person("mia").press(SUPPORT, button, "draft_told")
    await here.person("ana").press(SUPPORT, button, "draft_told")
    assert await here.whispers("ana") == ["Mia Wong ya se lo dijo al cliente."]


async def test_a_draft_that_is_not_needed_is_dismissed(here: Inbound, taken: Escalation) -> None:
    button = await here.offer(taken, "draft_dismiss", 2)
    await here.person("mia").press(SUPPORT, button, "draft_dismiss")
    assert isinstance((await here.history(taken))[-1], e.DraftDismissed)


async def test_a_draft_that_was_told_meanwhile_keeps_its_form_open(
    here: Inbound, taken: Escalation
) -> None:
    mia = here.person("mia")
    await mia.press(SUPPORT, await here.offer(taken, "draft_edit", 2), "draft_edit")
    view = await mia.view()
    told = await here.offer(taken, "draft_told", 2)
    await here.person("ana").press(SUPPORT, told, "draft_told")
    with pytest.raises(FormErrors) as refused:
        await mia.submit(view["id"], {"text": "too late"})
    assert refused.value.errors == {"text": "Ana Ruiz has already told the customer this."}


async def test_of_two_who_edit_at_once_the_second_is_told_at_the_field(
    here: Inbound, taken: Escalation
) -> None:
    mia, ana = here.person("mia"), here.person("ana")
    edit = await here.offer(taken, "draft_edit", 2)
    for person in (mia, ana):
        await person.press(SUPPORT, edit, "draft_edit")
    await mia.submit((await mia.view())["id"], {"text": "Soon."})
    with pytest.raises(FormErrors) as refused:
        await ana.submit((await ana.view())["id"], {"text": "Later."})
    assert refused.value.errors["text"].startswith("Mia Wong ha cambiado este texto")


async def test_words_nobody_saw_are_not_told(here: Inbound, taken: Escalation) -> None:
    mia, ana = here.person("mia"), here.person("ana")
    told = await here.offer(taken, "draft_told", 2, seen=edition(Draft(2, "progress")))
    await mia.press(SUPPORT, await here.offer(taken, "draft_edit", 2), "draft_edit")
    await mia.submit((await mia.view())["id"], {"text": "Soon."})
    await ana.press(SUPPORT, told, "draft_told")
    assert isinstance((await here.history(taken))[-1], e.DraftEdited)
    [said] = await here.whispers("ana")
    assert "Mia Wong ha cambiado" in said


async def test_the_reason_for_declining_is_asked_for_and_kept(
    here: Inbound, declined: Escalation
) -> None:
    dev = here.person("dev")
    await dev.press(PAYMENTS, await here.offer(declined, "give_reason", 2, PAYMENTS), "give_reason")
    view = await dev.view()
    await dev.submit(view["id"], {"reason": "Works as designed."})
    explained = (await here.history(declined))[-1]
    assert isinstance(explained, e.Explained)
    assert explained.reason == "Works as designed."


async def test_no_reason_is_asked_for_what_is_not_declined(
    here: Inbound, taken: Escalation
) -> None:
    dev = here.person("dev")
    await dev.press(PAYMENTS, await here.offer(taken, "give_reason", 2, PAYMENTS), "give_reason")
    assert await dev.views() == []
    assert "not declined any more" in (await here.whispers("dev", PAYMENTS))[0]


@pytest.mark.parametrize("value", ["nonsense", "E99:1", "E1:", ":", "E1:99999999999999999999"])
async def test_a_button_that_carries_nothing_of_ours_is_answered_kindly(
    here: Inbound, taken: Escalation, value: str
) -> None:
    button = await here.post_button("draft_told", value, SUPPORT)
    await here.person("mia").press(SUPPORT, button, "draft_told")
    [said] = await here.whispers("mia")
    assert "Traceback" not in said
    assert said
