"""The telling of a story, all at once or step by step."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import pytest

from csopsbot.demo.bot import HouseNotReady
from csopsbot.demo.panels.story import StoryPanel
from csopsbot.demo.performance import Performance, about
from csopsbot.demo.stage import Stage
from csopsbot.demo.story import BEATS
from csopsbot.demo.transcript import DidNotHappen
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.panels.panel import Asked
from csopsbot.words import LANGUAGES, say


class Theatre:
    """Counts how often the stage was set, and what was told on it."""

    def __init__(self) -> None:
        self.set_up = self.left = 0
        self.told: list[str] = []
        self.complaints: list[str] = []
        self.fails = False

    def complain(self, problem: Exception) -> None:
        self.complaints.append(str(problem))

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        self.set_up += 1
        yield cast("Stage", type("Bare", (), {"problem": f"Problem {self.set_up}"}))
        self.left += 1

    async def escalate(self, _: Stage) -> None:
        self.told.append("escalate")

    async def mend(self, _: Stage) -> None:
        if self.fails:
            raise DidNotHappen("Mia", "a card")
        self.told.append("mend")


@pytest.fixture
def theatre() -> Theatre:
    return Theatre()


@pytest.fixture
async def performance(theatre: Theatre) -> AsyncIterator[Performance]:
    beats = (theatre.escalate, theatre.mend)
    performance = Performance(beats, theatre.stage, 0.0, theatre.complain)
    yield performance
    await performance.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0)


async def test_all_at_once_each_beat_is_announced(
    theatre: Theatre, performance: Performance
) -> None:
    said: list[str] = []
    await performance.tell(said.append)
    assert said == [about(theatre.escalate), about(theatre.mend)]
    assert theatre.told == ["escalate", "mend"]
    assert (performance.state, performance.titles) == ("over", {"Problem 1"})


async def test_step_by_step_it_rests_between_beats_and_then_begins_anew(
    theatre: Theatre, performance: Performance
) -> None:
    for number, state in ((1, "paused"), (2, "over"), (1, "paused")):
        performance.step()
        await until(lambda: performance.state != "telling")
        assert (performance.done, performance.state) == (number, state)
    assert (theatre.set_up, theatre.left) == (2, 1)


async def test_played_it_goes_on_to_its_end_unless_it_is_paused(
    theatre: Theatre, performance: Performance
) -> None:
    performance.play()
    performance.pause()
    await until(lambda: performance.done == 1)
    await asyncio.sleep(0)
    assert theatre.told == ["escalate"]
    performance.play()
    await until(lambda: performance.state == "over")
    assert theatre.told == ["escalate", "mend"]


async def test_what_breaks_it_off_is_said_and_the_next_telling_is_a_new_one(
    theatre: Theatre, performance: Performance
) -> None:
    theatre.fails = True
    performance.play()
    await until(lambda: performance.state == "broken_off")
    assert theatre.complaints == ["Mia did not see a card."]
    theatre.fails = False
    performance.play()
    await until(lambda: performance.state == "over")
    assert (theatre.told, performance.problem) == (["escalate", "escalate", "mend"], None)


@pytest.mark.parametrize(
    ("problem", "language", "said"),
    [
        (DidNotHappen("Mia", "“PAY-”"), "en", "Step 1 broke off: Mia did not see"),
        (DidNotHappen("Mia", "“PAY-”"), "es", "El paso 1 se interrumpió: Mia no vio"),
        (HouseNotReady("No answer in 30 s."), "en", "the bot or the tracker did not answer"),
    ],
)
async def test_the_panel_says_kindly_that_it_broke_off_and_what_to_press(
    performance: Performance, problem: Exception, language: str, said: str
) -> None:
    performance.state, performance.problem = "broken_off", problem
    shown = await StoryPanel(performance).body(cast("Sandbox", None), Asked(language=language))
    assert said in shown
    assert shown.count(say("panels.replay", language)) == 2  # the button, and what says to press it
    assert str(problem) not in shown


async def test_nothing_is_told_beside_the_telling_in_the_terminal(
    theatre: Theatre, performance: Performance
) -> None:
    await performance.tell(lambda _: performance.step())
    assert (theatre.set_up, performance.done) == (1, 2)


def test_each_beat_of_the_story_is_told_in_every_language() -> None:
    told = [about(beat, language) for beat in BEATS for language in LANGUAGES]
    assert len(set(told)) == len(BEATS) * len(LANGUAGES)
