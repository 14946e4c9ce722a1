"""What an issue of ours is found again by: a reference, of letters, digits and hyphens alone."""

import re

from csopsbot.app.failures import Invalid

_PROPER = re.compile(r"[A-Za-z0-9-]{1,200}")


def proper(ref: str) -> str:
    """Return REF, which may stand in a label, a filter, a mark or an address; raises `Invalid`."""
    if not _PROPER.fullmatch(ref):
        why = "letters, digits and hyphens"
        raise Invalid(f"{ref!r} cannot name an issue of ours: it takes {why}", fields={"ref": why})
    return ref
