"""A request and its answer, as the wire shows it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.jsontypes import Json

GOOD = '{"ok":true'
CUT_OFF = frozenset({"drop_answer", "hang", "late_store"})

Way = Literal["app → Slack", "Slack → app", "app → tracker"]
Part = Literal["asked", "answered", "lost", "sent"]
Mishap = Literal["", "lost", "silent", "late"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked of whom and what came of it; PARTS tells it whole, by what is what."""

    key: str
    at: float
    way: Way
    title: str
    outcome: str
    good: bool
    parts: Callable[[], Mapping[Part, object]]
    attempt: int = 1
    mishap: Mishap = ""

    def came_of_it(self, language: str) -> str:
        """Return the outcome as whoever asked met it: an answer may have been lost, or late."""
        if not self.mishap:
            return self.outcome
        return say(f"wire.{self.mishap}", language, outcome=self.outcome)

    def has(self, words: str, language: str) -> bool:
        """Tell whether WORDS stand in its title, way or outcome."""
        told = f"{self.way} {self.title} {self.came_of_it(language)}"
        return words.casefold() in told.casefold()


def of_slack(entry: Json) -> Exchange | None:
    """Return an entry of the journal; None for what people's own clients asked."""
    if entry["kind"] == "delivery":
        return _delivery(entry)
    return None if entry["by"] == "xoxp" else _call(entry)


def _call(entry: Json) -> Exchange:
    error, status = _error(entry["answer"]), entry["status"]
    good, mishap = status < 400 and not error, _mishap(entry)
    answered: Part = "lost" if mishap == "lost" else "answered"
    return Exchange(
        key=f"s{entry['id']}",
        at=entry["at"],
        way="app → Slack",
        title=entry["method"],
        outcome="ok" if good else f"{status} {error}" if error else str(status),
        good=good and mishap in ("", "late"),
        parts=lambda: {
            "asked": {name: read(value) for name, value in entry["args"].items()},
            answered: read(entry["answer"]),
        },
        mishap=mishap,
    )


def _mishap(entry: Json) -> Mishap:
    """Return what the app knew of an answer; one that was cut off may never have been given."""
    fault, answer = entry["fault"], entry["answer"]
    if fault in CUT_OFF:
        return "lost" if answer else "silent"
    if fault == "error" and entry["status"] < 400:
        return "lost"
    return "late" if fault == "slow" else ""


def _error(text: str) -> str:
    """Return the error that an answer tells; most of them are good, and not read for that."""
    answer = {} if text.startswith(GOOD) else read(text)
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def _delivery(entry: Json) -> Exchange:
    return Exchange(
        key=f"s{entry['id']}",
        at=entry["at"],
        way="Slack → app",
        title=entry["topic"],
        outcome=str(entry["status"] or "ok") if entry["ok"] else entry["failure"],
        good=entry["ok"],
        parts=lambda: {"sent": entry["payload"], "answered": read(entry["answer"])},
        attempt=entry["attempt"] + 1,
    )


def read(text: object) -> object:
    """Return what a text of JSON says, or the text where it is none."""
    if not isinstance(text, str) or text[:1] not in ("{", "["):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
