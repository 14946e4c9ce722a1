"""The guide: what to try first, for somebody who knows nothing; its steps tick themselves off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from csopsbot.app.ports import Work
from csopsbot.app.reactions import TEAM_CARD
from csopsbot.demo.cast import ADA, ENGINEERING, MIA, SUPPORT
from csopsbot.demo.house import House
from csopsbot.demo.panels.drawing import body, link, pills
from csopsbot.demo.performance import Performance
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Place
from csopsbot.domain.stage import Stage
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.render.markup import marked, tag
from csopsbot.sandbox.workspace import User
from csopsbot.words import say

NAME = "guide"
HERE = f"?panel={NAME}"
MOST = 200
SUPPORT_CARD = "support"


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever tries it has escalated: support's thread of it, and where the team's card is."""

    escalation: Escalation | None = None
    support: Place | None = None
    team: str = ""

    @property
    def fell(self) -> bool:
        """Whether it was declined or withdrawn, with which the rest cannot be tried."""
        return self.escalation is not None and self.escalation.stage.for_itself

    def done(self) -> Sequence[bool]:
        """Return for each step whether it was done; one that fell is to be begun again."""
        one = self.escalation
        if one is None or self.fell:
            return (False,) * 4
        return True, one.stage is not Stage.NEW, one.told is not None, one.stage is Stage.RESOLVED


class Guide:
    """Follows the newest escalation that the story did not bring forth."""

    def __init__(self, house: House, performance: Performance) -> None:
        self._house = house
        self._performance = performance
        self._number: int | None = None

    def panel(self) -> Panel:
        """Return the panel, which greets."""
        return Panel(NAME, partial(say, "panels.guide"), self.version, self.body, greets=True)

    async def version(self, _sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same."""
        seen = await self._look()
        return seen.done(), seen.support, seen.team

    async def body(self, _sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel."""
        return drawn(await self._look(), asked)

    async def _look(self) -> Seen:
        return await self._house.read(self._seen) if self._house.is_ready else Seen()

    def _seen(self, work: Work) -> Seen:
        mine = [one for one in work.escalations.open(MOST) if self._is_theirs(one)]
        if mine:
            self._number = mine[-1].number
        if self._number is None:
            return Seen()
        one = work.escalations.numbered(self._number)
        cards = work.surfaces.of(one.id)
        support, team = (cards.get(name) for name in (SUPPORT_CARD, TEAM_CARD))
        thread = Place(support.channel, one.support.thread or support.ts) if support else None
        return Seen(one, thread, team.ts if team else "")

    def _is_theirs(self, one: Escalation) -> bool:
        return one.intake.title not in self._performance.titles


def drawn(seen: Seen, asked: Asked) -> Markup:
    """Return the panel for what was seen."""
    language = asked.language
    return body(
        tag("h3", say("guide.title", language)),
        tag("p", say("guide.intro", language)),
        tag("ol", *_steps(seen, asked), class_="steps"),
        *_over(seen, language),
        tag("h3", say("guide.more", language)),
        *_more(language),
    )


def _steps(seen: Seen, asked: Asked) -> Iterator[Markup]:
    ways = (
        _be_mia(asked),
        _take(seen, asked),
        [_thread(seen, asked.language)],
        [_card(seen, asked)],
    )
    words = ("guide.escalate", "guide.take", "guide.tell", "guide.mend")
    done = seen.done()
    now = next((number for number, one in enumerate(done) if not one), None)
    for number, (word, links) in enumerate(zip(words, ways, strict=True)):
        text = marked(say(word, asked.language))
        state = " is-done" if done[number] else " is-now" if number == now else ""
        current = "step" if number == now else None
        more = [pills(*links)] if links and number == now else []
        yield tag("li", tag("span", text), *more, class_=f"step{state}", aria_current=current)


def _over(seen: Seen, language: str) -> Iterator[Markup]:
    if all(seen.done()):
        yield tag("p", say("guide.over", language), class_="fact is-well", data_at_last=True)
    if seen.fell:
        yield tag("p", say("guide.fell", language), class_="fact")


def _is(user: User, asked: Asked) -> bool:
    return asked.who in (user.name, user.id)


def _be_mia(asked: Asked) -> list[Markup]:
    """Return the way to Mia, for those who are not there yet."""
    way = f"/app/{MIA.name}/{SUPPORT.name}{HERE}"
    return [] if _is(MIA, asked) else [link(say("guide.be_mia", asked.language), way, main=True)]


def _take(seen: Seen, asked: Asked) -> list[Markup]:
    way = f"/app/{ADA.name}/{ENGINEERING.name}{HERE}"
    window = link(say("guide.window", asked.language), way, apart=True)
    return [_card(seen, asked), *([] if _is(ADA, asked) else [window])]


def _card(seen: Seen, asked: Asked) -> Markup:
    there = f"#m-{seen.team}" if seen.team else ""
    way = f"/app/{ADA.name}/{ENGINEERING.name}{HERE}{there}"
    word = "guide.card" if _is(ADA, asked) else "guide.be_ada"
    return link(say(word, asked.language), way, main=True)


def _thread(seen: Seen, language: str) -> Markup:
    there = f"{seen.support.channel}/{seen.support.thread}" if seen.support else SUPPORT.name
    return link(say("guide.thread", language), f"/app/{MIA.name}/{there}{HERE}", main=True)


def _more(language: str) -> Iterator[Markup]:
    there = f"/app/{ADA.name}/{ENGINEERING.name}"
    yield tag("p", say("guide.breach", language))
    yield pills(
        link(say("guide.story", language), f"{there}?panel=story#panel"),
        link(say("guide.director", language), f"{there}?panel=director#panel"),
        link(say("guide.catalogue", language), "/app/catalogue", apart=True),
    )
