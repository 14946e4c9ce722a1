"""Every form, as it is opened."""

from collections.abc import Iterator

from csopsbot.demo.catalogue.cards import DECLINED, TAKEN
from csopsbot.demo.catalogue.scene import MIA, PLACE, Scene
from csopsbot.domain import events as e
from csopsbot.slack import modals, steering_forms
from csopsbot.slack.blocks import Json


def forms(scene: Scene) -> Iterator[tuple[str, Json]]:
    """Yield each form."""
    told, language, desk = scene.after(TAKEN), scene.language, scene.desk
    escalation = told.escalation
    yield "Escalate", modals.escalate(desk, PLACE, language)
    given = modals.prefill(scene.intake.details, scene.now)
    yield "Escalate, from a message", modals.escalate(desk, PLACE, language, given)
    yield "Escalate, from the Home tab", modals.escalate(desk, None, language)
    yield "Why it is declined", modals.decline_reason(scene.after(DECLINED).escalation, language)
    yield (
        "A draft in one's own words",
        modals.edit_draft(escalation, escalation.drafts[0], language),
    )
    yield "Another severity", steering_forms.change_severity(escalation, desk, language)
    yield "Withdraw", steering_forms.withdraw(escalation, language)
    missed = e.ClockMissed(
        clock="ola/first_response", cycle=1, breached_at=scene.now, spent_s=1200, target_s=900
    )
    given_before = e.BreachExplained(
        by=MIA, clock=missed.clock, cycle=1, reason=desk.breach_reasons[0], note="Two at once."
    )
    for title, before in (("Why it was missed", None), ("The reason once more", given_before)):
        yield title, steering_forms.breach_reason(escalation, missed, before, desk, language)
