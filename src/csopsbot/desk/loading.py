"""From a desk file to the `Desk` that the rules know, or to a list of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from csopsbot.app.project_names import ProjectNames
from csopsbot.desk.arranging import arranged
from csopsbot.desk.calendars import calendars
from csopsbot.desk.credits import credit_problems
from csopsbot.desk.doubts import doubts
from csopsbot.desk.file import DeskPart
from csopsbot.desk.policies import policies
from csopsbot.desk.policy_rules import policy_problems, unreachable
from csopsbot.desk.problems import DeskError, Mark, Problem
from csopsbot.desk.rules import conflicts, misnamed, repeated, torn
from csopsbot.desk.tree import Tree, read
from csopsbot.desk.wording import problem
from csopsbot.domain.desk import Desk

MAX_BYTES = 262_144
Names = Mapping[str, ProjectNames]
ANY_NAMES: Names = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a desk file says, and what in it is allowed, but hardly meant."""

    desk: Desk
    doubts: tuple[Problem, ...]


def load(path: Path, today: date) -> Desk:
    """Return the desk of the file at PATH, with public holidays around TODAY; raises `DeskError`."""
    return parse(_text(path), str(path), today)


def parse(text: str, name: str, today: date) -> Desk:
    """Return the desk that TEXT describes; raises `DeskError`, which calls the file NAME."""
    _, _, desk = _read(text, name, today)
    return desk


def load_over(path: Path, below: Path, today: date) -> Desk:
    """Return the desk of the file at PATH, a whole one if it has teams.

    Otherwise each section that it leaves out is as in the file BELOW. Raises `DeskError`.
    """
    tree = read(_text(path), str(path))
    if ("teams",) not in tree.keys:
        tree = tree.over(read(_text(below), str(below)))
    _, desk = _checked(tree, today)
    return desk


def examine(path: Path, today: date, names: Names = ANY_NAMES) -> Reading:
    """Return the desk of the file at PATH, and doubts about it; raises `DeskError`.

    NAMES says, by tracker, how its projects are called.
    """
    return review(_text(path), str(path), today, names)


def review(text: str, name: str, today: date, names: Names = ANY_NAMES) -> Reading:
    """Return the desk that TEXT describes, and doubts about it; raises `DeskError`."""
    tree, part, desk = _read(text, name, today, names)
    found = dict.fromkeys(
        doubts(tree, part, desk, today)
    )  # mon-fri is doubted once, not five times
    return Reading(desk, tuple(sorted(found, key=lambda one: one.mark)))


def _text(path: Path) -> str:
    name = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = (error.strerror or "it is unreadable").lower()
        advice = "Copy csopsbot.example.yaml to begin with, or set CSOPSBOT_DESK to your file."
        raise DeskError([Problem(name, Mark(), f"cannot be read: {why}. {advice}")]) from None
    if len(content) > MAX_BYTES:
        said = f"is larger than {MAX_BYTES // 1024} KiB. Is it the right file?"
        raise DeskError([Problem(name, Mark(), said)])
    return _decoded(content, name)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = Mark(content.count(b"\n", 0, error.start) + 1, 1)
        raise DeskError(
            [Problem(name, mark, "This is not UTF-8 text. Save it as UTF-8.")]
        ) from None


def _read(
    text: str, name: str, today: date, names: Names = ANY_NAMES
) -> tuple[Tree, DeskPart, Desk]:
    tree = read(text, name)
    return tree, *_checked(tree, today, names)


def _checked(tree: Tree, today: date, names: Names = ANY_NAMES) -> tuple[DeskPart, Desk]:
    part, problems = _validated(tree)
    problems += repeated(tree)
    if part is None:
        raise DeskError(problems)
    written, found = calendars(tree, part.calendars, today)
    promises = policies(part.policies, written)
    problems += [*conflicts(tree, part), *found, *policy_problems(tree, part, promises)]
    problems += [*credit_problems(tree, part), *misnamed(tree, part, names)]
    problems += torn(tree, part, names)
    if problems:
        raise DeskError(problems)
    desk = arranged(part, promises, written)
    if problems := list(unreachable(tree, promises, desk.agreements.calendars, today)):
        raise DeskError(problems)
    return part, desk


def _validated(tree: Tree) -> tuple[DeskPart | None, list[Problem]]:
    try:
        return DeskPart.model_validate(tree.value), []
    except ValidationError as error:
        return None, [problem(tree, one) for one in error.errors()]
