"""Projects that were renamed since the desk file was written: what it calls them holds all the same."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, NotFound


class DeskNames:
    """What the desk calls projects, and which project each name leads to, asked by IDENTIFY."""

    def __init__(self, names: Sequence[str], identify: Callable[[str], Awaitable[int]]) -> None:
        self._names = {name.casefold(): name for name in names}
        self._identify = identify
        self._ids: dict[str, int] = {}

    async def of(self, project: int, called: str) -> frozenset[str]:
        """Return the desk's names of PROJECT, which is CALLED so by now."""
        if called.casefold() in self._names:
            self._ids[called.casefold()] = project
        else:
            await self._learn()
        return frozenset(self._names[one] for one, id in self._ids.items() if id == project)

    async def _learn(self) -> None:
        for key, name in self._names.items():
            if key not in self._ids:
                try:
                    self._ids[key] = await self._identify(name)
                except (Blocked, NotFound):
                    continue  # it may be shown to us later


def renamed(asked: str, called: str) -> Iterator[Finding]:
    """Yield that what was ASKED for is CALLED something else by now."""
    if asked.casefold() != called.casefold():
        says = f"{asked} is called {called} by now, and may be somebody else's name one day"
        yield Finding("doubt", says, "write its new name into the desk file")
