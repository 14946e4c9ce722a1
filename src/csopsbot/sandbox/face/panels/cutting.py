"""Cutting what opens doors out of what is shown."""

import re

from csopsbot.sandbox.world.world import World

CUT = "•••"
_TOKENS = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+")
_KEYS = re.compile(r"(?<=ticket=)[\w-]+|(?<=/hooks/)[\w/-]+")


def cut(world: World, text: str) -> str:
    """Return TEXT without the secrets of the app and of the people, nor anything like them."""
    app = world.app
    secrets = {app.bot_token, app.app_token, app.signing_secret, app.verification_token}
    secrets |= {user.token for user in world.people.values()}
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, CUT)
    return _KEYS.sub(CUT, _TOKENS.sub(CUT, text))
