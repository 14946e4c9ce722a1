"""Emoji by Slack's names for them."""

import re

from markupsafe import Markup
from rich.emoji import Emoji, NoEmoji

from csopsbot.sandbox.face.render.markup import tag

# Slack calls these otherwise than the list that comes with rich.
_SLACK_ALONE = {
    "first_place_medal": "🥇",
    "large_brown_circle": "🟤",
    "large_green_circle": "🟢",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_yellow_circle": "🟡",
    "simple_smile": "🙂",
}
_TONES = {str(number): chr(0x1F3F9 + number) for number in range(2, 7)}
_NAME = re.compile(r"(?P<name>[\w+'.-]+?)(?:::?skin-tone-(?P<tone>[2-6]))?")


def character(name: str) -> str | None:
    """Return the emoji Slack calls NAME, with or without a skin tone; None for a custom one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    known = _SLACK_ALONE.get(found["name"]) or _standard(found["name"])
    return known + _TONES.get(found["tone"] or "", "") if known else None


def emoji(name: str) -> Markup:
    """Return the emoji NAME as a picture with its name; as typed where it is not known."""
    shown = character(name)
    if shown is None:
        return tag("span", f":{name}:", class_="bk-emoji-name")
    return tag("span", shown, class_="bk-emoji", role="img", aria_label=f":{name}:", title=name)


def _standard(name: str) -> str | None:
    try:
        return str(Emoji(name))
    except NoEmoji:
        return None
