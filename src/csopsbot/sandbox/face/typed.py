"""What a person types, as the client hands it on: escaped, with names as ids; and back again."""

import re
from html import unescape

from csopsbot.sandbox.client.acts import escaped
from csopsbot.sandbox.world.world import World

BROADCAST = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
NAMED = re.compile(r"<([@#])\w+\|([^>]+)>|<!(\w+)(?:\|[^>]*)?>")


def is_command(text: str) -> bool:
    """Tell whether what somebody typed is for the app and never said aloud."""
    return text.startswith("/")


def typed(world: World, text: str) -> str:
    """Return what somebody typed as the text of a message."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quoted = re.sub(r"^&gt; ?", "> ", safe, flags=re.MULTILINE)
    return escaped(world, BROADCAST.sub(r"<!\1>", quoted))


def untyped(text: str) -> str:
    """Return a message's text as somebody would type it."""
    named = NAMED.sub(lambda hit: f"@{hit[3]}" if hit[3] else f"{hit[1]}{hit[2]}", text)
    return unescape(named)
