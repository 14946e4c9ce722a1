"""What people do on the board, by the last word of the address they do it at."""

from collections.abc import Callable, Mapping
from datetime import datetime

from csopsbot.app.ports import Work
from csopsbot.trackers.local import changes, remarks
from csopsbot.trackers.local.asked import Change

Action = Callable[[Work, Change, datetime], None]

ON_ISSUES: Mapping[str, Action] = {
    "move": changes.move,
    "assign": changes.assign,
    "prioritise": changes.prioritise,
    "plan": changes.plan,
    "unplan": changes.unplan,
    "comments": remarks.comment,
    "edit": remarks.edit,
    "remove": remarks.remove,
    "work": remarks.log,
}
ON_PROJECTS: Mapping[str, Action] = {"release": changes.release}
