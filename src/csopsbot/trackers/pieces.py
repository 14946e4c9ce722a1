"""What a markup's reader found in a line, made tidy."""

from collections.abc import Iterable, Iterator

from csopsbot.domain.document import Inline, Mark, Text
from csopsbot.trackers.linkable import parted


def tidy(pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Yield PIECES with neighbours that look the same as one, and addresses as links."""
    for piece in _joined(pieces):
        if isinstance(piece, Text) and Mark.CODE not in piece.marks:
            for part in parted(piece.text):
                yield Text(part, piece.marks) if isinstance(part, str) else part
        else:
            yield piece


def _joined(pieces: Iterable[Inline]) -> Iterator[Inline]:
    run = Text("")
    for piece in pieces:
        if isinstance(piece, Text) and piece.marks == run.marks:
            run = Text(run.text + piece.text, run.marks)
            continue
        if run.text:
            yield run
        run = piece if isinstance(piece, Text) else Text("")
        if not isinstance(piece, Text):
            yield piece
    if run.text:
        yield run
