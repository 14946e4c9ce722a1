"""Tables; the first row names the columns."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from csopsbot.sandbox.face.render.blocks.rich_text import rich_text
from csopsbot.sandbox.face.render.markup import broken, joined, tag
from csopsbot.sandbox.face.render.objects import Json, word
from csopsbot.sandbox.face.render.sight import Frame
from csopsbot.sandbox.face.render.wording import word_for

_ALIGNMENTS = frozenset({"left", "center", "right"})


def table(block: Json, frame: Frame) -> Markup:
    """Return a table that scrolls sideways where it is too wide, by keyboard too."""
    rows = [row for row in block.get("rows", ()) if isinstance(row, list)]
    settings = _settings(block)
    drawn = (_row(row, "td" if n else "th", settings, frame) for n, row in enumerate(rows))
    return tag(
        "div",
        tag("table", joined(drawn), class_="bk-table"),
        class_="bk-table-frame",
        tabindex=0,
        role="region",
        aria_label=word_for("table", frame.sight),
    )


def _settings(block: Json) -> list[Json]:
    """Return how each column is set; a column may have none of its own."""
    found = block.get("column_settings")
    each = found if isinstance(found, list) else []
    return [it if isinstance(it, Mapping) else {} for it in each]


def _row(cells: Sequence[object], kind: str, settings: Sequence[Json], frame: Frame) -> Markup:
    padded = [*settings, *({} for _ in cells[len(settings) :])]
    pairs = zip((c if isinstance(c, Mapping) else {} for c in cells), padded, strict=False)
    return tag("tr", joined(_cell(cell, kind, setting, frame) for cell, setting in pairs))


def _cell(cell: Json, kind: str, setting: Json, frame: Frame) -> Markup:
    align = setting.get("align")
    classes = [f"bk-{align}"] * (align in _ALIGNMENTS) + ["bk-wrapped"] * bool(
        setting.get("is_wrapped")
    )
    scope = "col" if kind == "th" else None
    return tag(kind, _content(cell, frame), class_=" ".join(classes) or None, scope=scope)


def _content(cell: Json, frame: Frame) -> Markup:
    match cell.get("type"):
        case "rich_text":
            return rich_text(cell, frame)
        case "raw_number":
            return broken(word(cell, "text") or word(cell, "value"))
        case _:
            return broken(word(cell, "text"))
