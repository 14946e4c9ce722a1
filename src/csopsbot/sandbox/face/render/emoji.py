"""Emoji by Slack's names for them."""

import re

from babel import Locale
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
# Emoji_Modifier_Base of https://www.unicode.org/Public/UCD/latest/ucd/emoji/emoji-data.txt
_TONED = re.compile(
    "[☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👦-👩👫-👮👰-👸👼💁-💃💅-💇💏💑💪🕴🕵🕺🖐🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌"
    "\U0001f90c🤏🤘-🤟🤦🤰-🤹🤽🤾\U0001f977🦵🦶🦸🦹🦻🧍-🧏🧑-🧝\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8]"
)
_FLAG = re.compile(r"flag-([a-z]{2})")
_NAME = re.compile(r"(?P<name>[\w+'.-]+?)(?:::?skin-tone-(?P<tone>[2-6]))?")


def character(name: str) -> str | None:
    """Return the emoji Slack calls NAME, with or without a skin tone; None for a custom one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    name, tone = found["name"], _TONES.get(found["tone"] or "", "")
    known = _SLACK_ALONE.get(name) or _flag(name) or _standard(name)
    return _toned(known, tone) if known else None


def emoji(name: str) -> Markup:
    """Return the emoji NAME as a picture with its name; as typed where it is not known."""
    shown = character(name)
    if shown is None:
        return tag("span", f":{name}:", class_="bk-emoji-name")
    return tag("span", shown, class_="bk-emoji", role="img", aria_label=f":{name}:", title=name)


def _toned(known: str, tone: str) -> str:
    """Return an emoji of one person or hand with this skin TONE; any other as it is."""
    first, rest = known[0], known[1:]
    if not tone or not _TONED.fullmatch(first) or _TONED.search(rest):
        return known
    return first + tone + rest.removeprefix("\ufe0f")


def _flag(name: str) -> str | None:
    """Return a territory's flag, which are its letters as regional indicators."""
    found = _FLAG.fullmatch(name)
    if found is None or found[1].upper() not in Locale("en").territories:
        return None
    return "".join(chr(ord("🇦") + ord(letter) - ord("a")) for letter in found[1])


def _standard(name: str) -> str | None:
    try:
        return str(Emoji(name))
    except NoEmoji:
        return None
