"""People's words as wiki text that shows them as they are.

A backslash takes the meaning from a sign. It cannot be taken from itself, for two of them are a
new line, so that a backslash is written as a character reference; an ampersand only where it would
begin one.
"""

import re

# What XML cannot hold, Jira cannot store; half a surrogate pair is no character at all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNS = re.compile(
    r"""[\\*^~{}\[\]|]                       # marks, macros, links, people, tables
    | &(?=\#?\w+;)                           # character references
    | !(?=\S)                                # pictures
    | (?<![^\W_])[_+-] | [_+-](?![^\W_])     # marks around words, and dashes
    | \?(?=\?) | (?<=\?)\?                   # citations
    | [:;](?=[()DPp])                        # faces
    | \((?=(?:[ynix/!?+-]|on|off|\*[rgby]?|flag|flagoff)\))  # signs for faces
    """,
    re.VERBOSE,
)
_WITHIN = re.compile(rf"[_+!?-]|{_SIGNS.pattern}", re.VERBOSE)
_OPENING = re.compile(r"(\s*)(?:(h[1-6]|bq)(?=\.)|(?=\#))")
# An address by itself is a link to itself, and a backslash would break it.
_PLAIN = re.compile(
    r"(?<![^\s(])https?://(?:[A-Za-z0-9/:._?=~+-]|%[0-9A-Fa-f]{2}|&(?!\#?\w+;))+"
    r"(?<=[A-Za-z0-9/=_-])[.,:;!?]*(?=\s|\Z)"
)


def whole(text: str) -> str:
    """Return TEXT without what cannot be stored, its lines parted by a new line."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(text: str, *, ends: bool = True) -> str:
    """Return TEXT so that no sign in it means anything; ENDS is whether the line ends with it."""
    written, end = "", 0
    for found in _PLAIN.finditer(text):
        if found.end() < len(text) or ends:
            written += _SIGNS.sub(_escaped, text[end : found.start()]) + found[0]
            end = found.end()
    return written + _SIGNS.sub(_escaped, text[end:])


def within(text: str) -> str:
    """Return TEXT so that it may stand between signs of ours."""
    return _WITHIN.sub(_escaped, text)


def opening(line: str) -> str:
    """Return LINE, escaped already, so that it begins nothing but a line."""
    found = _OPENING.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line


def _escaped(found: re.Match[str]) -> str:
    match found[0]:
        case "\\":
            return "&#92;"
        case "&":
            return "&amp;"
        case sign:
            return f"\\{sign}"
