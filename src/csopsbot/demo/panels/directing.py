"""The director in the demo: also jumps to what happens next, and takes the tracker down."""

from functools import partial

from csopsbot.app.clocks import KIND as CLOCKS
from csopsbot.demo.house import House
from csopsbot.demo.tap import AWAY
from csopsbot.sandbox.face.panels.director import Jump, Trouble, director
from csopsbot.sandbox.face.panels.panel import Panel
from csopsbot.words import say

FEW = 200
JUST_AFTER_S = 1.0


def director_of(house: House) -> Panel:
    """Return the director's panel of this house."""
    switch = house.folder / AWAY

    async def next_threshold() -> float | None:
        """Return how long it is until a clock passes its next threshold."""
        due = await house.read(lambda work: work.deadlines.upcoming(FEW))
        first = next((one.due_at for one in due if one.kind == CLOCKS), None)
        return None if first is None else first.timestamp() - house.clock.now() + JUST_AFTER_S

    def turn(on: bool) -> None:
        if on:
            switch.touch()
        else:
            switch.unlink(missing_ok=True)

    away = Trouble(
        "tracker",
        partial(say, "panels.tracker_down"),
        partial(say, "panels.tracker_down_about"),
        switch.exists,
        turn,
    )
    jumps = [Jump("threshold", partial(say, "panels.jump"), next_threshold)]
    return director(jumps, [away], house.place.pass_time)
