"""The catalogue of what the bot can send, not loaded before somebody looks at it."""

from datetime import datetime

from csopsbot.sandbox.face.render.catalogue import Catalogue


def made(now: datetime) -> Catalogue:
    """Return the catalogue as of NOW."""
    # Imported here, for it takes longer than all that the local Slack needs.
    from csopsbot.demo.catalogue import made as make

    return make(now)
