"""The few words that are Slack's own, not the app's, in the reader's language."""

from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.words import say


def word_for(name: str, sight: Sight, **values: str | int) -> str:
    """Return one of Slack's own words."""
    return say(f"drawn.{name}", sight.locale, **values)
