"""The board's panel: the built-in tracker's issues as they stand, and a way to move them."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from csopsbot.app.board import BoardIssue
from csopsbot.app.ports import Work
from csopsbot.demo.cast import ADA
from csopsbot.demo.house import House
from csopsbot.demo.panels.drawing import body, button, fact, facts, form, link, pills, section
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.render.markup import tag
from csopsbot.sandbox.jsontypes import Json
from csopsbot.trackers.local.showing import title_of
from csopsbot.trackers.local.translate import STATUSES
from csopsbot.words import say

SHOWN = 30


class BoardPanel:
    """Shows the issues; what is moved here, Ada has moved in the tracker."""

    def __init__(self, house: House) -> None:
        self._house = house

    def panel(self) -> Panel:
        """Return it."""
        return Panel(
            "board", partial(say, "panels.board"), self.version, self.body, {"move": self.move}
        )

    async def version(self, _sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same."""
        return [(one.key, one.version) for one in await self._issues()]

    async def body(self, _sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel."""
        place, language = self._house.place, asked.language
        url = place.url(self._house.bot_url)
        way = pills(link(say("panels.tracker_open", language), url, apart=True))
        if place.look.kind != "local":
            note = tag("p", say("panels.tracker_apart", language))
            return body(section(say("panels.tracker", language), note, way))
        about = tag("p", say("panels.board_about", language))
        head = section(say("panels.board_title", language), about, way)
        return body(head, *self._columns(await self._issues(), language))

    async def move(self, _sandbox: Sandbox, sent: Json) -> None:
        """Move an issue to another column, as Ada."""
        key, _, status = str(sent.get("to")).partition(" ")
        if status not in {one.name for one in STATUSES}:
            raise SlackError("invalid_arguments")
        await self._house.place.move(self._house.bot_url, key, status, ADA.real_name)

    async def _issues(self) -> list[BoardIssue]:
        def look(work: Work) -> list[BoardIssue]:
            projects = work.board.projects()
            return [issue for one in projects for issue in work.board.issues(one, SHOWN)]

        return await self._house.read(look)

    def _columns(self, issues: list[BoardIssue], language: str) -> Iterator[Markup]:
        for status in STATUSES:
            here = [self._issue(one, language) for one in issues if one.status == status.name]
            if here:
                yield section(f"{title_of(status, language)} ({len(here)})", facts(here, ""))
        if not issues:
            yield facts([], say("panels.board_empty", language))

    def _issue(self, issue: BoardIssue, language: str) -> Markup:
        url = f"{self._house.bot_url}/board/issues/{issue.key}"
        name = tag("a", tag("b", issue.key), href=url, target="_blank")
        moves = [
            button(f"→ {title_of(one, language)}", "to", f"{issue.key} {one.name}")
            for one in STATUSES
            if one.name != issue.status and one.name in ("In progress", "Done")
        ]
        title = tag("span", name, " ", issue.title)
        return fact(title, tag("span", form("move", *moves), class_="pills end"))
