"""From a desk file to the `Desk` that the rules know, or to a list of what is wrong with it."""

from pathlib import Path

from pydantic import ValidationError

from csopsbot.desk.file import DeskPart, SeverityPart, TeamPart, TrackerPart
from csopsbot.desk.problems import DeskError, Mark, Problem
from csopsbot.desk.rules import conflicts, repeated
from csopsbot.desk.tree import Tree, read
from csopsbot.desk.wording import problem
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.stage import Step

MAX_BYTES = 262_144


def load(path: Path) -> Desk:
    """Return the desk of the file at PATH; raises `DeskError`."""
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
    return parse(_decoded(content, name), name)


def parse(text: str, name: str) -> Desk:
    """Return the desk that TEXT describes; raises `DeskError`, which calls the file NAME."""
    tree = read(text, name)
    part, problems = _validated(tree)
    problems += repeated(tree)
    if part:
        problems += conflicts(tree, part)
    if problems or not part:
        raise DeskError(problems)
    return _desk(part)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = Mark(content.count(b"\n", 0, error.start) + 1, 1)
        raise DeskError(
            [Problem(name, mark, "This is not UTF-8 text. Save it as UTF-8.")]
        ) from None


def _validated(tree: Tree) -> tuple[DeskPart | None, list[Problem]]:
    try:
        return DeskPart.model_validate(tree.value), []
    except ValidationError as error:
        return None, [problem(tree, one) for one in error.errors()]


def _desk(part: DeskPart) -> Desk:
    return Desk(
        teams=tuple(_team(one) for one in part.teams),
        severities=tuple(_severity(one, rank) for rank, one in enumerate(part.severities, 1)),
        reactions={emoji: Step(step) for emoji, step in part.reactions.items()},
        share_reactions=frozenset(part.share),
        acknowledge_draft_after_s=part.drafts.remind_after_minutes * 60,
        agents=frozenset(part.agents),
    )


def _team(part: TeamPart) -> Team:
    return Team(
        key=part.key,
        name=part.name,
        channel=part.channel,
        project=_project(part.tracker),
        areas=tuple(part.areas),
        engineers=frozenset(part.engineers),
        language=part.language,
    )


def _project(part: TrackerPart) -> TrackerProject:
    return TrackerProject(
        tracker=part.name,
        project=part.project,
        issue_type=part.issue_type,
        labels=frozenset(part.labels),
        fields=part.fields,
    )


def _severity(part: SeverityPart, rank: int) -> Severity:
    return Severity(
        key=part.key,
        label=part.label,
        rank=rank,
        symbol=part.symbol,
        tracker_priority=part.tracker_priority,
    )
