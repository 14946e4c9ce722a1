"""Colours that come with what is drawn; written so that no style can be smuggled in."""

import re

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import tag

_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.I)


def swatch(colour: str, class_: str = "bk-swatch") -> Markup:
    """Return a patch of COLOUR, nothing where it is none."""
    found = _COLOUR.fullmatch(colour)
    if found is None:
        return Markup("")
    patch = tag("rect", width="100%", height="100%", fill=f"#{found[1]}")
    return tag("svg", patch, class_=class_, aria_hidden="true", focusable="false")
