"""The wire: every request between the app and Slack with its answer, the newest first."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from heapq import merge
from itertools import islice
from typing import Protocol

from markupsafe import Markup

from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.panels.cutting import cut
from csopsbot.sandbox.face.panels.exchange import Exchange, of_slack
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.templates import drawn
from csopsbot.sandbox.face.words import Text, say

SHOWN = 60
LONGEST = 20_000
ELLIPSIS = "\n…"


class Source(Protocol):
    """Requests of another kind, which the sandbox does not see itself."""

    def version(self) -> object:
        """Return what changes with every request."""
        ...

    def newest(self) -> Iterator[Exchange]:
        """Yield the requests, the latest first."""
        ...


class Wire:
    """The panel, with what other SOURCES tell."""

    def __init__(self, sources: Sequence[Source] = (), note: Text | None = None) -> None:
        self._sources = sources
        self._note = note

    async def version(self, sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same."""
        latest = next((entry["id"] for entry in sandbox.journal.newest()), 0)
        return latest, [source.version() for source in self._sources]

    async def body(self, sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel: the latest requests that fit what is looked for."""
        fitting = (one for one in self._all(sandbox) if one.has(asked.find, asked.language))
        found = list(islice(fitting, SHOWN + 1))
        return drawn(
            "wire.html",
            asked.language,
            exchanges=found[:SHOWN],
            more=len(found) > SHOWN,
            find=asked.find,
            note=self._note(asked.language) if self._note else "",
            shown_at=_clock_time,
        )

    async def detail(self, sandbox: Sandbox, key: str, asked: Asked) -> Markup:
        """Return what was asked and answered, without secrets."""
        one = next((each for each in self._all(sandbox) if each.key == key), None)
        if one is None:
            raise SlackError("not_found")
        parts = [(name, _pretty(sandbox, value)) for name, value in one.parts().items()]
        return drawn("exchange.html", asked.language, parts=parts)

    def _all(self, sandbox: Sandbox) -> Iterator[Exchange]:
        slack = (of_slack(entry) for entry in sandbox.journal.newest())
        others = (source.newest() for source in self._sources)
        return merge((one for one in slack if one), *others, key=lambda one: one.at, reverse=True)


def wire(*sources: Source, note: Text | None = None) -> Panel:
    """Return the panel; NOTE says what cannot be seen."""
    one = Wire(sources, note)
    return Panel("wire", partial(say, "wire.title"), one.version, one.body, detail=one.detail)


def _pretty(sandbox: Sandbox, value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    shown = cut(sandbox.world, text)
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + ELLIPSIS


def _clock_time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%H:%M:%S")
