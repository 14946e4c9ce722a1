"""Ids that we choose ourselves, so that sending again what was lost makes nothing twice.

Linear takes UUIDs of version 4. Ours are made of what they stand for, and end in a check of their
own beginning, by which anybody's csopsbot knows them again.
"""

import hashlib
import re
import uuid

_TAG = b"csopsbot on Linear"
_CHECKED = 12  # of the 16 bytes; the others are the check
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def identifier(kind: str, *names: str) -> str:
    """Return the id of the KIND of thing that NAMES name, always the same for the same."""
    told = "\n".join((kind, *map(repr, names)))
    beginning = bytearray(hashlib.sha256(_TAG + told.encode()).digest()[:_CHECKED])
    beginning[6] = beginning[6] & 0x0F | 0x40  # version 4
    beginning[8] = beginning[8] & 0x3F | 0x80  # the variant of RFC 9562
    return str(uuid.UUID(bytes=bytes(beginning) + _check(beginning)))


def is_ours(text: str) -> bool:
    """Return whether TEXT is an id that was made here; by chance one in four thousand million is."""
    if not is_uuid(text):
        return False
    octets = uuid.UUID(text).bytes
    return octets[_CHECKED:] == _check(octets[:_CHECKED])


def is_uuid(text: str) -> bool:
    """Return whether TEXT is a UUID as Linear writes them."""
    return bool(_UUID.fullmatch(text))


def _check(beginning: bytes | bytearray) -> bytes:
    return hashlib.sha256(_TAG + bytes(beginning)).digest()[: 16 - _CHECKED]
