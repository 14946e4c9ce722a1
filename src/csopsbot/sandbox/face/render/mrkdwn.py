"""Slack's mrkdwn: code and quotations by the line, and what stands in a line."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from csopsbot.sandbox.face.render import mentions
from csopsbot.sandbox.face.render.dates import date
from csopsbot.sandbox.face.render.emoji import character, emoji
from csopsbot.sandbox.face.render.markup import broken, external, joined, tag
from csopsbot.sandbox.face.render.sight import Sight

_FENCE = re.compile(r"```(.+?)```", re.S)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_OPEN_QUOTE = re.compile(r"(?:&gt;|>){3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ATOMS = r"<[^<>\n]+>|`[^`\n]+`"
# An escaped character is one character; an address ends before an angle bracket.
_ADDRESS = r"https?://(?:&amp;|&(?!(?:amp|lt|gt);)|[^\s<>`|&])+(?<![.,;:!?)\]}'\"*_~])"
_INLINE = re.compile(
    r"<(?P<entity>[^<>\n]+)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!\w):(?P<emoji>[\w+'.-]+(?:::skin-tone-[2-6])?):"
    rf"|(?P<url>{_ADDRESS})"
    rf"|(?<![\w*])\*(?=\S)(?P<bold>(?>(?:{_ATOMS}|[^*\n])+))(?<=\S)\*(?![\w*])"
    rf"|(?<![\w_])_(?=\S)(?P<italic>(?>(?:{_ATOMS}|[^_\n])+))(?<=\S)_(?![\w_])"
    rf"|(?<![\w~])~(?=\S)(?P<strike>(?>(?:{_ATOMS}|[^~\n])+))(?<=\S)~(?![\w~])"
)
_TAGS = {"bold": "b", "italic": "i", "strike": "s"}


def text(mrkdwn: str, sight: Sight, *, verbatim: bool = False) -> Markup:
    """Return MRKDWN as Slack shows it; VERBATIM leaves bare web addresses as they are."""
    clean = _CONTROL.sub("", mrkdwn.replace("\r\n", "\n"))
    parts = enumerate(_FENCE.split(clean))
    return joined(
        _code(part) if index % 2 else _prose(part, sight, verbatim) for index, part in parts
    )


def unescaped(part: str) -> str:
    """Return PART as it was before Slack's three characters were escaped."""
    return part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shortcodes(plain: str) -> Markup:
    """Return PLAIN text with its emoji and line breaks."""
    parts = re.split(r"(?<!\w):([\w+'.-]+(?:::skin-tone-[2-6])?):", plain)
    return joined(_known_emoji(part) if n % 2 else broken(part) for n, part in enumerate(parts))


def _code(part: str) -> Markup:
    shown = re.sub(r"<([^<>\n|]+)(?:\|([^<>\n]*))?>", lambda hit: hit[2] or hit[1], part)
    return tag("pre", tag("code", unescaped(shown.strip("\n"))), class_="bk-pre")


def _prose(part: str, sight: Sight, verbatim: bool) -> Markup:
    """Return lines of which some are quoted; a block beside them breaks the line by itself."""
    groups = groupby(_opened(part.strip("\n").split("\n")), key=lambda line: line[0])
    return joined(
        _quoted((line for _, line in lines), sight, verbatim)
        if is_quoted
        else _lines((line for _, line in lines), sight, verbatim)
        for is_quoted, lines in groups
    )


def _opened(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Yield each of LINES and whether it is quoted; what follows `>>>` is to the end."""
    is_open = False
    for line in lines:
        if opening := _OPEN_QUOTE.match(line):
            is_open, line = True, line[opening.end() :]  # the rest of the line
        marked = None if is_open else _QUOTE.match(line)
        yield is_open or marked is not None, line[marked.end() :] if marked else line


def _quoted(lines: Iterable[str], sight: Sight, verbatim: bool) -> Markup:
    return tag("blockquote", _lines(lines, sight, verbatim), class_="bk-quote")


def _lines(lines: Iterable[str], sight: Sight, verbatim: bool) -> Markup:
    return Markup("<br>").join(_line(line, sight, verbatim) for line in lines)


def _line(line: str, sight: Sight, verbatim: bool) -> Markup:
    return joined(_pieces(line, sight, verbatim))


def _pieces(line: str, sight: Sight, verbatim: bool) -> Iterator[str]:
    end = 0
    for hit in _INLINE.finditer(line):
        yield unescaped(line[end : hit.start()])
        yield _piece(hit, sight, verbatim)
        end = hit.end()
    yield unescaped(line[end:])


def _piece(hit: re.Match[str], sight: Sight, verbatim: bool) -> Markup:
    kind = str(hit.lastgroup)
    content = hit[kind]
    match kind:
        case "entity":
            return entity(content, sight)
        case "code":
            return tag("code", unescaped(content), class_="bk-code")
        case "emoji":
            return _known_emoji(content)
        case "url":
            shown = unescaped(content)
            return Markup("{}").format(shown) if verbatim else external(shown, shown)
        case _:
            return tag(_TAGS[kind], _line(content, sight, verbatim))


def _known_emoji(name: str) -> Markup:
    """Return an emoji; colons around what is none were meant as they stand."""
    return emoji(name) if character(name) else Markup(":{}:").format(name)


def entity(content: str, sight: Sight) -> Markup:
    """Return what CONTENT, found in angle brackets, stands for."""
    target, _, label = content.partition("|")
    label = unescaped(label)
    match target[:1]:
        case "@":
            return mentions.user(target[1:], sight, label)
        case "#":
            return mentions.channel(target[1:], sight, label)
        case "!":
            return _special(target[1:], label, sight)
        case _:
            url = unescaped(target)
            return external(url, shortcodes(label or url.removeprefix("mailto:")))


def _special(target: str, label: str, sight: Sight) -> Markup:
    kind, *rest = target.split("^", 3)
    if kind == "date" and len(rest) >= 2:
        return date(rest[0], rest[1], rest[2] if len(rest) > 2 else "", label, sight)
    if kind == "subteam" and rest:
        return mentions.group(rest[0], sight, label)
    if kind in ("here", "channel", "everyone"):
        return mentions.broadcast(kind, label)
    return Markup("{}").format(label or f"<{target}>")
