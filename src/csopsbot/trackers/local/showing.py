"""What stands on an issue's page, in the words of whoever looks at it."""

from collections.abc import Sequence

from csopsbot.app.board import BoardChange, BoardComment, BoardFile, BoardWork
from csopsbot.domain.document import to_text
from csopsbot.domain.issue import Status
from csopsbot.trackers.local.markup import to_html
from csopsbot.trackers.local.translate import PRIORITIES, named, priority_named
from csopsbot.trackers.local.views import is_edited
from csopsbot.words import say

_KB, _MB = 1_000, 1_000_000


def title_of(status: Status, language: str) -> str:
    """Return what a column is called."""
    word = status.name.lower().replace(" ", "_").replace("'", "")
    return say(f"board.status.{word}", language)


def priority_in(name: str, language: str) -> str:
    """Return what a priority is called, also what none is."""
    return say(f"board.priority.{name.lower() or 'none'}", language)


def choices(chosen: str, language: str) -> list[dict[str, object]]:
    """Return the priorities to choose from, none of them being one."""
    return [
        {"name": one, "title": priority_in(one, language), "chosen": one == chosen}
        for one in ("", *PRIORITIES)
    ]


def comments(written: Sequence[BoardComment], name: str) -> list[dict[str, object]]:
    """Return comments, of which those by NAME are whoever's looks."""
    return [
        {
            "id": one.id,
            "author": one.author,
            "at": one.created_at,
            "body": to_html(one.body),
            "edited": is_edited(one),
            "text": to_text(one.body) if one.author == name else None,
        }
        for one in written
    ]


def file(kept: BoardFile) -> dict[str, object]:
    """Return a file with its size as people say it."""
    return {"id": kept.id, "name": kept.name, "by": kept.author, "size": _size(kept.size)}


def _size(count: int) -> str:
    if count < _MB:
        return f"{max(1, round(count / _KB))} kB"
    return f"{count / _MB:.1f} MB"


def total(hours: Sequence[BoardWork]) -> int:
    """Return how many minutes were spent in all."""
    return round(sum(one.seconds for one in hours) / 60)


def steps(history: Sequence[BoardChange], language: str) -> list[dict[str, object]]:
    """Return who changed what, the newest first."""
    return [
        {
            "by": one.author,
            "at": one.at,
            "what": say(f"board.what.{one.what}", language),
            "before": _told(one, one.before, language),
            "after": _told(one, one.after, language),
        }
        for one in reversed(history)
    ]


def _told(change: BoardChange, text: str, language: str) -> str:
    """Return what a field was, by its name on the page if it has one."""
    if change.what == "status" and (status := named(text)):
        return title_of(status, language)
    if change.what == "priority" and priority_named(text):
        return priority_in(text, language)
    return text or "–"  # noqa: RUF001 - a dash is what people put where nothing is
