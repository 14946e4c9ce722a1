"""What an issue's history keeps of a change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from csopsbot.testing.linear_workspace.workspace import Entry, User, new_id

_PAIRS = ("state", "assignee", "priority", "title", "team")


def recorded(
    before: Mapping[str, Any], after: Mapping[str, Any], by: User, at: datetime
) -> list[Entry]:
    """Return the entry for what BY changed, if anything is other than it was."""
    changed = {name for name in after if after[name] != before[name]}
    told: dict[str, Any] = {}
    for name in changed & {*_PAIRS}:
        told |= {f"from_{name}": before[name], f"to_{name}": after[name]}
    if "labels" in changed:
        told["added_labels"] = [one for one in after["labels"] if one not in before["labels"]]
        told["removed_labels"] = [one for one in before["labels"] if one not in after["labels"]]
    if "description" in changed:
        told["updated_description"] = True
    return [Entry(new_id(), at, by, **told)] if told else []
