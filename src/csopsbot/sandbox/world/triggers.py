"""Trigger ids: what lets an app open a modal for someone who just did something."""

import secrets
from dataclasses import dataclass

from csopsbot.sandbox.errors import SlackError

LIFETIME = 3.0  # seconds, docs.slack.dev/interactivity/handling-user-interaction


@dataclass(slots=True)
class Trigger:
    """Someone's act, which may open one modal within three seconds."""

    user_id: str
    issued: float
    channel_id: str | None = None
    view_id: str | None = None
    exchanged: bool = False


class Triggers:
    """Every trigger id handed out."""

    def __init__(self, team_id: str) -> None:
        self._team_id = team_id
        self._triggers: dict[str, Trigger] = {}

    def issue(self, trigger: Trigger) -> str:
        """Return the id of a new trigger."""
        trigger_id = f"{len(self._triggers) + 1}.{self._team_id}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = trigger
        return trigger_id

    def exchange(self, trigger_id: str | None, now: float) -> Trigger:
        """Use a trigger up, or say as Slack does why it will not do."""
        trigger = self._triggers.get(trigger_id or "")
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackError("exchanged_trigger_id")
        if now - trigger.issued > LIFETIME:
            raise SlackError("expired_trigger_id")
        trigger.exchanged = True
        return trigger
