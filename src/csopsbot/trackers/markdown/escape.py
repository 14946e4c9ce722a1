r"""People's words as Markdown that shows them as they are.

A backslash takes the meaning from a sign. It does not take it from `@name` and `#12`: GitHub looks
for those in the finished page. There an invisible guard parts the sign from what follows it.
GitLab obeys lines like `/close`, so that no line may begin with a slash.
"""

import re

GUARD = "\N{WORD JOINER}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

# What no web page can hold; half a surrogate pair is no character at all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Markdown takes only the first two for blanks, beside which emphasis may end.
_ENDS = re.compile("\r\n|\r|[\x85\u2028\u2029]")
_SIGNS = re.compile(r"[\\`*_\[\]<>~|&#$^{}]|%(?=[\w\"])|!(?=[\w\[]|\s*$)")
_REFERENCES = (
    re.compile(r"(?<![A-Za-z0-9_])@(?=[\w.])"),  # a person, a team
    re.compile(r"#(?=[0-9])"),  # an issue
    re.compile(r"\bGH-(?=[0-9])", re.IGNORECASE),  # an issue, on GitHub
    re.compile(r"\[(?=[a-z_]+:)"),  # a contact, an epic …, on GitLab
)
_OPENINGS = re.compile(r"[-+=:;/]|[0-9]{1,9}(?=[.)](?:\s|$))")
# A server would make links of these, and show our backslashes in them.
_ADDRESSES = re.compile(r"(?<=www)(?=\.)|(?=://)", re.IGNORECASE)
_ENTITY = re.compile(r"(&#?\w+);")


def storable(text: str) -> str:
    """Return TEXT without what cannot be stored, nor our guards, its lines parted by a new line."""
    return without_guards(whole(text))


def whole(text: str) -> str:
    """Return TEXT without what cannot be stored, its lines parted by a new line."""
    return _UNSTORABLE.sub("", _ENDS.sub("\n", text))


def without_guards(text: str) -> str:
    """Return TEXT as it was before it was escaped, but for its backslashes."""
    return text.replace(GUARD, "").replace(NO_BREAK_SPACE, " ")


def words(text: str) -> str:
    """Return TEXT, storable, so that no sign in it means anything."""
    for reference in _REFERENCES:
        text = reference.sub(lambda found: found[0] + GUARD, text)
    escaped = _SIGNS.sub(lambda found: "\\" + found[0], text)
    return _ADDRESSES.sub(r"\\", escaped)


def opening(line: str) -> str:
    """Return LINE, escaped already, so that it begins no list, heading, table or command."""
    found = _OPENINGS.match(line)
    if found is None:
        return line
    place = found.end() if found[0].isdigit() else 0
    return f"{line[:place]}\\{line[place:]}"


def unspoken(text: str) -> str:
    """Return TEXT, which no backslash can protect, without marks of ours or ends of code."""
    return re.sub(r"``(?=`)", "``" + GUARD, text).replace("<!--", "<!--" + GUARD)


def address(url: str) -> str:
    """Return URL so that no part of it reads as a character reference."""
    return _ENTITY.sub(r"\1%3B", url)
