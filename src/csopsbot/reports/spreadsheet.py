"""Rows as comma-separated values that a spreadsheet takes for what they are: never for formulas."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from typing import TextIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | Decimal | None


class Spreadsheet:
    """Writes rows to a file as they come, below the titles of the columns."""

    def __init__(self, file: TextIO, titles: Sequence[str]) -> None:
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(titles)

    def write(self, *cells: Cell) -> None:
        """Write one row; a cell without a value is left empty."""
        self._rows.writerow([_safe(cell) for cell in cells])


def _safe(cell: Cell) -> Cell:
    """Return CELL with a mark before what a spreadsheet would compute, or what is so marked."""
    is_formula = isinstance(cell, str) and _is_formula(cell)
    return f"'{cell}" if is_formula else cell


def plain(cell: str) -> str:
    """Return what a cell that was written here says, without the mark that it may have."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip("'").startswith(_BEGINS_A_FORMULA)
