"""People's words as Textile that shows them as they are.

Textile knows no sign that takes the meaning from another everywhere, so that what could mean
something is written as a character reference. Redmine leaves those alone, and so does everything
that looks for `#12`, `@name` and `user:name` in its pages.
"""

import re

# What no web page can hold; half a surrogate pair is no character at all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNS = re.compile(
    r"""[&<>\[{|@#]         # tags, references, macros, tables, code, people and issues
    | (?<![^\s(>*_+^~%?!-])(?:[*_+^~%?!]|-(?!\ ))  # what may open a span or a picture
    | (?<=x)%               # Redmine's own placeholder for an ampersand
    | =(?==) | (?<==)=      # no formatting
    | "(?=:|\Z)             # the end of a link's words
    | (?<=[A-Z0-9])\(       # an abbreviation
    | (?<![A-Za-z0-9])r(?=[0-9])  # a revision
    """,
    re.VERBOSE,
)
_PREFIXED = re.compile(
    r"\b(attachment|commit|document|export|forum|message|news|project|source|user|version):(?=\S)"
)
# Redmine makes links of these, and shows our references in them; a plain one may stay what it is.
_LINKABLE = re.compile(
    r"(?<=www)\.|(?<=http|ftps)://|(?<=https|sftps)://|(?<=ftp)://", re.IGNORECASE
)
_PLAIN = re.compile(
    r"(?<![^\s(])https?://(?:[A-Za-z0-9/:._?=~+-]|%[0-9A-Fa-f]{2}|&(?!\#?\w+;))+"
    r"(?<=[A-Za-z0-9/=_-])[.,:;!?]*(?=\s|\Z)"
)
_WITHIN = re.compile(r"[&<>\[{|@#*_+^~%?!=\"(-]")
_IN_CODE = re.compile(r"[&<>\[{|@!=%\"#]")
_OPENING = re.compile(r"[ \t=]|-(?=[- ]*\Z)|(?:p|bq|h[0-9]|fn[0-9]*|table)(?=[^\w\s])")


def whole(text: str) -> str:
    """Return TEXT without what cannot be stored, its lines parted by a new line."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(text: str, after: str = "") -> str:
    """Return TEXT, a part of a line that goes on with AFTER, so that no sign in it means anything."""
    written, end = "", 0
    for found in _PLAIN.finditer(text):
        if found.end() < len(text) or not after or after[0].isspace():
            written += _escaped(text[end : found.start()], _SIGNS) + found[0]
            end = found.end()
    return written + _escaped(text[end:], _SIGNS)


def within(text: str) -> str:
    """Return TEXT so that it may stand between signs of ours."""
    if len(text) == 1 and not (text.isascii() and text.isalnum()):
        return f"&#{ord(text)};"
    return _escaped(text, _WITHIN)


def in_code(text: str) -> str:
    """Return TEXT so that it may stand between the signs of code."""
    return _IN_CODE.sub(_reference, text)


def opening(line: str) -> str:
    """Return LINE, escaped already, so that it begins nothing but a line."""
    found = _OPENING.match(line)
    return f"&#{ord(line[0])};{line[1:]}" if found else line


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    text = _PREFIXED.sub(r"\1&#58;", signs.sub(_reference, text))
    return _LINKABLE.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", text)


def _reference(found: re.Match[str]) -> str:
    match found[0]:
        case "&":
            return "&amp;"
        case "<":
            return "&lt;"
        case ">":
            return "&gt;"
        case sign:
            return f"&#{ord(sign)};"
