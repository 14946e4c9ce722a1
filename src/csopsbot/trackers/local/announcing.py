"""The webhooks that changes on the boards owe."""

from datetime import datetime

from csopsbot.app.effects import Order, PostWebhook, Urgency
from csopsbot.app.ports import Work


def announce(work: Work, tracker: str, issue_id: str, now: datetime) -> None:
    """Owe the webhook that says that the issue changed; each version is told of once."""
    issue = work.board.get(issue_id)
    if issue is None:
        return
    lane, change = f"hook:{issue.id}", str(issue.version)
    order = Order(
        key=f"{lane}:{change}",
        lane=lane,
        target=tracker,
        effect=PostWebhook(issue.id, change),
        urgency=Urgency.PERSON,
    )
    work.outbox.put(order, now)
