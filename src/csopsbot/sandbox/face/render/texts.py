"""Text objects: plain_text and mrkdwn."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import broken
from csopsbot.sandbox.face.render.mrkdwn import shortcodes, text
from csopsbot.sandbox.face.render.objects import Json, word
from csopsbot.sandbox.face.render.sight import Sight


def shown(text_object: Json, sight: Sight) -> Markup:
    """Return a text object as it is read."""
    content = word(text_object, "text")
    if text_object.get("type") == "mrkdwn":
        return text(content, sight, verbatim=bool(text_object.get("verbatim")))
    return shortcodes(content) if text_object.get("emoji", True) else broken(content)


def plainly(text_object: Json) -> str:
    """Return the bare words of a text object, as attributes and options have them."""
    return shortcodes(word(text_object, "text")).striptags()
