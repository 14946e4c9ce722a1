"""What a person is told when something they did was refused."""

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.words import knows, say
from csopsbot.sandbox.world.complaint import Complaint


def sentence(refusal: SlackError, language: str) -> str:
    """Return a refusal in words; Slack's own word for it is in the answer, and on the wire."""
    key = f"refusal.{refusal.error}"
    named = {name: str(value) for name, value in refusal.extra.items()}
    return say(key if knows(key) else "refusal.other", language, **named)


def at_field(error: str | Complaint, language: str) -> str:
    """Return what is said at a field: the app's words as they are, the client's own in LANGUAGE."""
    if isinstance(error, str):
        return error
    return say(f"complaint.{error.fault}", language, number=error.number)
