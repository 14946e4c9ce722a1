"""`csopsbot sla batch`."""

import sys
from collections.abc import Iterator
from io import BufferedReader
from typing import cast

from csopsbot.cli.stdout import let_go
from csopsbot.domain.sla.batch import Batch

_AT_ONCE = 1 << 16


def command() -> None:
    """Count open time for machines, in lines of JSON.

    Questions are read from standard input, and each has its answer on standard output. A line
    that cannot be answered has an error for an answer, and the run goes on. What can be asked is
    in docs/sla-arithmetic.md.
    """
    batch = Batch()
    try:
        for lines in _lines(cast("BufferedReader", sys.stdin.buffer)):
            answers = [batch.answer(line) for line in lines if not line.isspace()]
            sys.stdout.write("".join(f"{answer}\n" for answer in answers))
            sys.stdout.flush()
    except BrokenPipeError:
        let_go()


def _lines(stream: BufferedReader) -> Iterator[list[bytes]]:
    """Yield the whole lines there are, as soon as they are there: somebody may wait for each."""
    rest = b""
    while chunk := stream.read1(_AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        yield [line for line in lines if line]
    yield [rest] if rest else []
