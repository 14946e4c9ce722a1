"""Desk files that promise something, one part a line, so that each part has a line of its own."""

from datetime import date

import pytest

from csopsbot.desk import DeskError, parse
from csopsbot.domain.desk import Desk

TODAY = date(2026, 11, 22)
TEAM = "teams: [{key: pay, name: Pay, channel: C1, tracker: {name: local, project: P}}]\n"


def desk(*parts: str) -> Desk:
    """Return the desk of a file of one team and PARTS."""
    return parse(written(*parts), "desk.yaml", TODAY)


def complaints(*parts: str) -> list[str]:
    """Return what is said of a file of one team and PARTS, which begin on line 2."""
    with pytest.raises(DeskError) as caught:
        desk(*parts)
    return [str(problem).removeprefix("desk.yaml:") for problem in caught.value.problems]


def written(*parts: str) -> str:
    """Return the text of a file of one team and PARTS."""
    return TEAM + "\n".join(parts) + "\n"


def item(section: str, **parts: str) -> str:
    """Return a section of one item, whose parts stand on lines of their own from the second on."""
    lines = [f"    {name.rstrip('_')}: {value}" for name, value in parts.items()]
    return "\n".join([f"{section}:", "  -" + lines[0][3:], *lines[1:]])


def calendar(**changed: str) -> str:
    """Return a section of one calendar: key, tz and hours on its lines 2 to 4, then the rest."""
    return item(
        "calendars",
        **({"key": "office", "tz": "Europe/Madrid", "hours": "{mon-fri: 09:00-17:00}"} | changed),
    )


def policy(**changed: str) -> str:
    """Return a section of one policy: key to targets on its lines 2 to 5, then the rest."""
    usual = {
        "key": "gold",
        "audience": "ola",
        "calendar": "always",
        "targets": "[{metric: resolution, within: 4h, warn: 50%}]",
    }
    return item("policies", **(usual | changed))
