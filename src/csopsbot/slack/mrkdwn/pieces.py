"""Long texts in several pieces, since a block of Slack's holds three thousand characters."""

from collections.abc import Callable, Iterator

from csopsbot.domain.document import Block, Code, Doc, to_text
from csopsbot.slack.blocks import escape
from csopsbot.slack.mrkdwn.write import GAP, to_mrkdwn

_UNLIMITED = 10**9


def in_pieces(doc: Doc, size: int) -> list[str]:
    """Return DOC as mrkdwn in pieces of at most SIZE characters; what is too long loses its look."""
    pieces: list[str] = []
    for shown in (shown for block in doc.blocks for shown in _fitting(block, size)):
        if pieces and len(pieces[-1]) + len(GAP) + len(shown) <= size:
            pieces[-1] += GAP + shown
        else:
            pieces.append(shown)
    return pieces


def _fitting(block: Block, size: int) -> Iterator[str]:
    """Yield BLOCK whole, else in parts; parts of code are code again."""
    shown = to_mrkdwn(Doc((block,)), _UNLIMITED)
    if len(shown) <= size:
        yield shown
    elif isinstance(block, Code):
        yield from _parts(block.text, size, lambda text: to_mrkdwn(Doc((Code(text),)), _UNLIMITED))
    else:
        yield from _parts(to_text(Doc((block,))), size, escape)


def _parts(text: str, size: int, shown: Callable[[str], str]) -> Iterator[str]:
    while text:
        part = _beginning(text, size, shown)
        if part.strip():
            yield shown(part)
        text = text[len(part) :].removeprefix("\n")


def _beginning(text: str, size: int, shown: Callable[[str], str]) -> str:
    """Return as much of TEXT as is SHOWN within SIZE, ending with a line or a word if it can."""
    part = text[:size]
    while len(shown(part)) > size and len(part) > 1:
        part = part[: len(part) * size // len(shown(part)) or 1]
    if len(part) == len(text):
        return part
    ends = (part.rfind("\n"), part.rfind(" "))
    return part[: next((end for end in ends if end > len(part) // 2), len(part))]
