"""What was said, drawn: the one place where the page asks for it."""

from markupsafe import Markup

from csopsbot.sandbox.face.render import Sight, message_body, view_body
from csopsbot.sandbox.jsontypes import Json


def body(message: Json, sight: Sight, pane: str) -> Markup:
    """Return what a message says, for the pane whose ids begin so."""
    return message_body(_as_typed(message), sight, pane)


def view(shown: Json, sight: Sight, errors: dict[str, str]) -> Markup:
    """Return what a modal or a Home tab shows."""
    return view_body(shown, sight, errors=errors)


def _as_typed(message: Json) -> Json:
    """Return a message; what a person typed is in its text, and its one block repeats it bare."""
    if "client_msg_id" not in message:
        return message
    return {name: value for name, value in message.items() if name != "blocks"}
