"""What no single part of a desk file can know: that the parts fit together."""

from collections.abc import Iterable, Iterator, Mapping

from csopsbot.app.project_names import ProjectNames
from csopsbot.desk.file import DeskPart, TrackerPart
from csopsbot.desk.kinds import CHOICES
from csopsbot.desk.problems import Mark, Problem
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain import placeholders

_EACH = "*"
_ANY_CASE = ("customers", "case_kinds")
"""Where capitals do not make another name."""

_UNIQUE: tuple[tuple[Path, str], ...] = (
    (("teams", _EACH, "key"), "Two teams cannot have the same key."),
    (("teams", _EACH, "areas", _EACH), "An area is answered for by one team."),
    (("severities", _EACH, "key"), "Two severities cannot have the same key."),
    (("calendars", _EACH, "key"), "Two calendars cannot have the same key."),
    (("policies", _EACH, "key"), "Two policies cannot have the same key."),
    (("customers", _EACH, "name"), "A customer is there once."),
    (("case_kinds", _EACH), "Each is given once."),
    (("breach_reasons", _EACH), "Each is given once."),
)


def repeated(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each name that is given twice; works on files that are wrong elsewhere."""
    for pattern, advice in _UNIQUE:
        first: dict[str, Mark] = {}
        for name, mark in _texts(tree, pattern):
            known = name.strip().casefold() if pattern[0] in _ANY_CASE else name
            if known in first:
                again = f"{name!r} is here again; it is on line {first[known].line} already."
                yield tree.problem(mark, f"{again} {advice}")
            first.setdefault(known, mark)


def conflicts(tree: Tree, desk: DeskPart) -> Iterator[Problem]:
    """Yield a problem for each two parts of a well-formed file that contradict each other."""
    for place, emoji in enumerate(desk.share):
        if step := desk.reactions.get(emoji):
            said = (
                f"{emoji} cannot both share a reply and {step} an escalation. Remove one of them."
            )
            yield tree.problem(_emoji_mark(tree, place, emoji), said)
    areas = [area for team in desk.teams for area in team.areas]
    if len(areas) > CHOICES:
        said = f"There are {len(areas)} areas, but Slack shows at most {CHOICES} in a menu."
        yield tree.problem(tree.key_mark(("teams",)), said)
    yield from _nothing_known(tree, desk)


def misnamed(tree: Tree, desk: DeskPart, names: Mapping[str, ProjectNames]) -> Iterator[Problem]:
    """Yield a problem for each project whose name its tracker cannot mean, where NAMES says how."""
    for place, team in enumerate(desk.teams):
        expected, project = names.get(team.tracker.name), team.tracker.project
        if expected and not expected.allow(project):
            said = f"project is {project!r}, but {team.tracker.name} expects {expected.like}."
            yield tree.problem(tree.mark(("teams", place, "tracker", "project")), said)


def torn(tree: Tree, desk: DeskPart, names: Mapping[str, ProjectNames]) -> Iterator[Problem]:
    """Yield a problem for each label that its tracker would take for two."""
    for place, team in enumerate(desk.teams):
        known = names.get(team.tracker.name)
        end = known.labels_end if known else ""
        for path, label in _labels(team.tracker):
            if end and end in label:
                said = f"{label!r} would be two labels: leave the {end!r} out."
                yield tree.problem(tree.mark(("teams", place, "tracker", *path)), said)


def _labels(tracker: TrackerPart) -> Iterator[tuple[Path, str]]:
    """Yield every label that issues get, with where the file says it."""
    own = tracker.fields.get("labels")
    for path, labels in ((("labels",), tracker.labels), (("fields", "labels"), own)):
        for place, label in enumerate(labels if isinstance(labels, list) else ()):
            yield (*path, place), str(label)


def _nothing_known(tree: Tree, desk: DeskPart) -> Iterator[Problem]:
    """Yield a problem for each placeholder that stands for nothing."""
    for place, team in enumerate(desk.teams):
        filled = {"fields": team.tracker.fields, "move_fields": team.tracker.move_fields}
        for path, name in placeholders.unknown(filled):
            mark = tree.mark(("teams", place, "tracker", *path))
            yield tree.problem(mark, placeholders.advice(name))


def _emoji_mark(tree: Tree, place: int, emoji: str) -> Mark:
    """Return where the file names the emoji, which on one of the two sides may be a default."""
    shared = tree.values.get(("share", place))
    return shared or tree.key_mark(("reactions", emoji))


def _texts(tree: Tree, pattern: Path) -> Iterator[tuple[str, Mark]]:
    """Yield the texts that stand where PATTERN says, in the order of the file."""
    found: Iterable[tuple[Path, object]] = [((), tree.value)]
    for part in pattern:
        found = [step for path, value in found for step in _steps(path, value, part)]
    return ((value, tree.mark(path)) for path, value in found if isinstance(value, str))


def _steps(path: Path, value: object, part: str | int) -> Iterator[tuple[Path, object]]:
    if part == _EACH and isinstance(value, list):
        yield from (((*path, place), item) for place, item in enumerate(value))
    elif isinstance(value, dict) and part in value:
        yield (*path, part), value[part]
