"""The guide ticks off what was done, and no more."""

import pytest

from csopsbot.app.ports import Work
from csopsbot.demo.panels.guide import Seen, drawn
from csopsbot.sandbox.face.panels.panel import Asked
from tests.unit.app.house import ADA, opened, reacts, state


@pytest.mark.parametrize(
    ("emoji", "done"),
    [
        ((), (True, False, False, False)),
        (("eyes",), (True, True, False, False)),
        (("white_check_mark",), (True, True, False, True)),
        (("x",), (False,) * 4),
        (("eyes", "x"), (False,) * 4),
    ],
)
def test_what_was_done_is_ticked_off(
    work: Work, emoji: tuple[str, ...], done: tuple[bool, ...]
) -> None:
    opened(work)
    for each in emoji:
        reacts(work, ADA, each)
    assert tuple(Seen(state(work)).done()) == done


def test_what_was_declined_is_said_to_be_over(work: Work) -> None:
    opened(work)
    begun = Seen(state(work))
    reacts(work, ADA, "x")
    for language, said in (("en", "was declined or withdrawn"), ("es", "se ha rechazado")):
        asked = Asked(language=language)
        assert [said in drawn(seen, asked) for seen in (begun, Seen(state(work)))] == [False, True]
