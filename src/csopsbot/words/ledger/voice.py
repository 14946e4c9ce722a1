"""For whom a ledger is told: the language, and how instants and people's own words are shown."""

from collections.abc import Callable
from dataclasses import dataclass

from csopsbot.domain.desk import Desk
from csopsbot.words.catalogue import say


@dataclass(frozen=True, slots=True)
class Voice:
    """How a ledger is told; INSTANT words a UTC second, SHOW makes what a person wrote harmless."""

    language: str
    instant: Callable[[int], str]
    show: Callable[[str], str]
    desk: Desk

    def say(self, key: str, **values: str | int) -> str:
        """Return a text of the catalogue."""
        return say(key, self.language, **values)

    def severity(self, key: str) -> str:
        """Return the short name of a severity: its label up to a colon."""
        labels = {one.key: one.label.partition(":")[0] for one in self.desk.severities}
        return self.show(labels.get(key, key))

    def team(self, key: str) -> str:
        """Return what people call a team."""
        return self.show({one.key: one.name for one in self.desk.teams}.get(key, key))

    def by(self, text: str, name: str) -> str:
        """Return TEXT with who did it, where somebody did."""
        return f"{text} ({self.show(name)})" if name else text
