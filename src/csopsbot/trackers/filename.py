"""The name that a file gets in a tracker, whatever it was called where it comes from."""

import unicodedata

LONGEST = 150
_UNNAMED = "file"
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def as_filename(name: str) -> str:
    """Return NAME without folders, or what a header, a file system or a reader takes amiss.

    What turns the direction of writing would let a program look like a picture.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join("_" if char in _NOT_IN_NAMES else char for char in last if _is_seen(char))
    return _cut(" ".join(kept.split()).lstrip(".").strip()) or _UNNAMED


def _is_seen(char: str) -> bool:
    return char in "\t\n" or unicodedata.category(char) not in _UNSEEN


def _cut(name: str) -> str:
    """Return NAME, cut in its middle if it is too long, for its end says what the file is."""
    stem, dot, kind = name.rpartition(".")
    if len(name) <= LONGEST:
        return name
    if not dot or len(kind) > 20:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(kind) - 1]}.{kind}"
