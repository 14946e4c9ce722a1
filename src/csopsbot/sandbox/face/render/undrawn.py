"""What stands in the place of something nobody has taught the face to draw."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import tag
from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.render.wording import word_for


def undrawn(kind: str, sight: Sight) -> Markup:
    """Return a note that something of this KIND is missing."""
    return tag("span", word_for("not_drawn", sight, kind=kind), class_="bk-undrawn")
