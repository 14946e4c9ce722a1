"""The story's panel: what happens in it, and the telling of it at whatever pace one likes."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from csopsbot.demo.panels.drawing import body, button, form, pills, section
from csopsbot.demo.performance import Performance, about
from csopsbot.demo.transcript import DidNotHappen
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.render.markup import tag
from csopsbot.sandbox.jsontypes import Json
from csopsbot.words import say

AGAIN = "panels.replay"


class StoryPanel:
    """Shows how far the story is told, and has it told on."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    def panel(self) -> Panel:
        """Return it."""
        acts = {"step": self.step, "play": self.play, "pause": self.pause}
        return Panel("story", partial(say, "panels.story"), self.version, self.body, acts)

    async def version(self, _sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same."""
        told = self._performance
        return told.state, told.done

    async def body(self, _sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel."""
        language = asked.language
        intro = tag("p", say("panels.watch_about", language))
        steps = tag("ol", *self._steps(language), class_="steps")
        told = (intro, self._buttons(language), *self._trouble(language))
        return body(
            section(say("panels.watch", language), *told),
            section(say("panels.happens", language), steps),
        )

    async def step(self, _sandbox: Sandbox, _sent: Json) -> None:
        """Tell the next step."""
        self._performance.step()

    async def play(self, _sandbox: Sandbox, _sent: Json) -> None:
        """Tell what is left."""
        self._performance.play()

    async def pause(self, _sandbox: Sandbox, _sent: Json) -> None:
        """Stop after this step."""
        self._performance.pause()

    def _buttons(self, language: str) -> Markup:
        if self._performance.state == "telling":
            pause = button(say("panels.pause", language), "go", "pause")
            return pills(form("pause", pause))
        over = self._performance.state in ("over", "broken_off")
        play = say(AGAIN if over else "panels.play", language)
        step = say("panels.first_step" if over else "panels.next_step", language)
        return pills(
            form("play", button(play, "go", "play", main=True)),
            form("step", button(step, "go", "step")),
        )

    def _trouble(self, language: str) -> Iterator[Markup]:
        told = self._performance
        if told.problem is None:
            return
        again, why = say(AGAIN, language), _why(told.problem, language)
        said = say("panels.broke_off", language, step=told.done + 1, why=why, again=again)
        yield tag("p", said, class_="fact is-bad")

    def _steps(self, language: str) -> Iterator[Markup]:
        told = self._performance
        for number, beat in enumerate(told.beats):
            now = number == told.done and told.state in ("telling", "paused")
            state = " is-done" if number < told.done else " is-now" if now else ""
            current = "step" if now else None
            yield tag(
                "li",
                tag("span", about(beat, language)),
                class_=f"step{state}",
                aria_current=current,
            )


def _why(problem: Exception, language: str) -> str:
    """Return what did not come about; what exactly it was stands in the terminal."""
    if isinstance(problem, DidNotHappen):
        return say("panels.waited", language, who=problem.who)
    return say("panels.unanswered", language)
