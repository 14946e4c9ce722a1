"""A text in one line, as titles and labels are."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str, longest: int) -> str:
    """Return TEXT as one line of LONGEST characters at most, without what no tracker can store."""
    line = " ".join(_UNSTORABLE.sub("", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
