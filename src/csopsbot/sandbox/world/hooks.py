"""Response URLs: five posts within thirty minutes, wherever the act took place."""

import secrets
from dataclasses import dataclass

from csopsbot.sandbox.errors import SlackError

USES = 5
LIFETIME = 30 * 60.0


@dataclass(slots=True)
class Hook:
    """One response URL: for whom, where, and about which message."""

    user_id: str
    channel_id: str
    issued: float
    message_ts: str | None = None
    uses: int = 0


class Hooks:
    """Every response URL handed out, by its path."""

    def __init__(self) -> None:
        self._hooks: dict[str, Hook] = {}

    def issue(self, hook: Hook) -> str:
        """Return the last part of a new response URL."""
        key = secrets.token_urlsafe(18)
        self._hooks[key] = hook
        return key

    def use(self, key: str, now: float) -> Hook:
        """Count one use, or say as Slack does why there is none left."""
        hook = self._hooks.get(key)
        if hook is None:
            raise SlackError("no_service")
        if now - hook.issued > LIFETIME:
            raise SlackError("expired_url")
        if hook.uses >= USES:
            raise SlackError("used_url")
        hook.uses += 1
        return hook
