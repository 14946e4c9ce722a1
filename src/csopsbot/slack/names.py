"""What we call our forms and buttons towards Slack; what it sends back is found by these."""

ESCALATE = "escalate"
DECLINE_REASON = "decline_reason"
EDIT_DRAFT = "edit_draft"
BREACH_REASON = "breach_reason"
CHANGE_SEVERITY = "change_severity"
WITHDRAW = "withdraw"

DRAFT_EDIT = "draft_edit"
DRAFT_TOLD = "draft_told"
DRAFT_DISMISS = "draft_dismiss"
GIVE_REASON = "give_reason"
ALERT_ANSWER = "alert_answer"
SAY_WHY = "say_why"
WAIT_FOR_CUSTOMER = "wait_for_customer"
CUSTOMER_ANSWERED = "customer_answered"
CARD_MENU = "card_menu"
HOME_ESCALATE = "home_escalate"

EFFECT_EVENT = "csopsbot_effect"


def button_value(escalation_id: str, number: int, seen: str = "") -> str:
    """Return what a button carries: an escalation, the event or draft it is about, its edition."""
    return f"{escalation_id}:{number}:{seen}" if seen else f"{escalation_id}:{number}"


def read_button_value(value: str) -> tuple[str, int, str]:
    """Return the escalation's id, the number and the edition; raises `ValueError`."""
    escalation_id, number, seen = (*value.split(":", 2), "", "")[:3]
    if not escalation_id:
        raise ValueError(f"Not a value of one of our buttons: {value[:80]!r}")
    return escalation_id, int(number), seen
