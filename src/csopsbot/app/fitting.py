"""Whether what the desk file says of a project is what its tracker has there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csopsbot.app.abilities import Capabilities, Finding, Leniency, OwnField, ProjectSchema
from csopsbot.domain.desk import USUAL_TYPE, Desk, Severity, Team
from csopsbot.domain.issue import Category
from csopsbot.domain.spelling import hint

_WHO = "\0"
"""Stands for the teams that say something, until all of them are known."""


def misfits(
    desk: Desk, tracker: str, project: str, schema: ProjectSchema, can: Capabilities
) -> Iterator[Finding]:
    """Yield what DESK says of PROJECT in TRACKER, and there is not, or is left out there."""
    there = (tracker, project)
    teams = [one for one in desk.teams if (one.project.tracker, one.project.project) == there]
    yield from _of_teams(teams, schema)
    yield from _priorities(desk.severities, project, schema, can)
    if not can.private_comments:
        yield from _overheard(teams)


def _of_teams(teams: Iterable[Team], schema: ProjectSchema) -> Iterator[Finding]:
    """Yield what does not fit of what TEAMS say, each thing once, with all who say it."""
    saying: defaultdict[Finding, list[str]] = defaultdict(list)
    for team in teams:
        for one in _Fitting(team, schema).misfits():
            saying[one].append(team.key)
    for one, keys in saying.items():
        who = ", ".join(keys)
        yield Finding(one.level, one.says.replace(_WHO, who), one.remedy.replace(_WHO, who))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What TEAM's lines of the desk file say beside the SCHEMA of its project."""

    team: Team
    schema: ProjectSchema

    def misfits(self) -> Iterator[Finding]:
        yield from self._issue_type()
        for meaning, name in self.team.project.statuses.items():
            yield from self._status(meaning, name)
        for name in self.team.project.fields:
            if self._field(name) is None:
                yield self._unknown(f"fields.{name}", "there", "field", name, self._spellings)
        for meaning, sent in self.team.project.move_fields.items():
            yield from self._sent(meaning, sent)
        yield from self._unfilled()

    def _issue_type(self) -> Iterator[Finding]:
        name, known = self.team.project.issue_type, self.schema.issue_types
        taken_as_usual = name == USUAL_TYPE and "issue type" in self.schema.lenient
        if name in known or taken_as_usual:
            return
        spelt = _spelt(name, known)
        if not spelt:
            yield self._unknown("issue_type", repr(name), "issue type", name, known)
        elif "issue type" not in self.schema.lenient:
            says = f"{self._line('issue_type')} is {name!r}, which {self._project} spells {spelt}"
            yield Finding("doubt", says, "spell it so in the desk file")

    def _status(self, meaning: Category, name: str) -> Iterator[Finding]:
        statuses, line = dict(self.schema.statuses), self._line(f"statuses.{meaning.value}")
        means = statuses.get(_spelt(name, statuses))
        if means is None:
            says = f"{line} is {name!r}, and {self._project} has no such status: nothing is moved"
            yield Finding("fault", says, hint(name, statuses))
        elif means is not meaning and not (means.closed and meaning.closed):
            says = f"{line} is {name!r}, which means {_words(means)} in {self._project}"
            fitting = ", ".join(one for one, other in statuses.items() if other is meaning)
            yield Finding("doubt", says, f"these mean {_words(meaning)}: {fitting or 'none'}")

    def _sent(self, meaning: Category, names: Iterable[str]) -> Iterator[Finding]:
        """Yield the fields of a move that no step can ask for."""
        known = self.schema.move_fields
        for name in names if known is not None else ():
            if not any(one.is_called(name) for one in known or ()):
                line = self._line(f"move_fields.{meaning.value}.{name}")
                says = f"{line} is there, and {self._project} has no such field: it is left out"
                spellings = dict.fromkeys(one.name or one.id for one in known or ())
                yield Finding("doubt", says, hint(name, spellings))

    def _unfilled(self) -> Iterator[Finding]:
        """Yield the fields that have to be filled, and no line of the desk file fills."""
        ours = self.team.project
        given = {field.id for name in ours.fields if (field := self._field(name))}
        for name in sorted(self.schema.required.get(ours.issue_type, ())):
            field = self._field(name) or OwnField(name, name)
            if field.id not in given:
                called = field.name or field.id
                says = f"{ours.project} asks for {called} when a {ours.issue_type} is made"
                line = self._line("fields")
                remedy = f"fill it in the desk file ({line}), as {field.id}, or do not require it"
                yield Finding("fault", says, remedy)

    def _unknown(
        self, key: str, there: str, what: Leniency, name: str, known: Iterable[str]
    ) -> Finding:
        lenient = what in self.schema.lenient
        outcome = "it is left out" if lenient else "no issue can be made"
        says = f"{self._line(key)} is {there}, and {self._project} has no such {what}: {outcome}"
        return Finding("doubt" if lenient else "fault", says, hint(name, known))

    def _field(self, name: str) -> OwnField | None:
        return next((one for one in self._fields if one.is_called(name)), None)

    @property
    def _fields(self) -> tuple[OwnField, ...]:
        """The fields of such an issue; where its type is none of them, those of any type."""
        every = self.schema.fields
        of_type = every.get(self.team.project.issue_type)
        return tuple(one for part in every.values() for one in part) if of_type is None else of_type

    @property
    def _spellings(self) -> dict[str, None]:
        return dict.fromkeys(one.name or one.id for one in self._fields)

    @property
    def _project(self) -> str:
        return self.team.project.project

    def _line(self, key: str) -> str:
        return f"{_WHO}: tracker.{key}"


def _priorities(
    severities: Iterable[Severity], project: str, schema: ProjectSchema, can: Capabilities
) -> Iterator[Finding]:
    """Yield the priorities of severities that PROJECT does not know."""
    for one in severities:
        name = one.tracker_priority
        if not name or _spelt(name, schema.priorities):
            continue
        line = f"severities, {one.key}: tracker_priority is {name!r}"
        if can.priorities:
            says = f"{line}, and {project} has no such priority: it is refused"
            yield Finding("fault", says, hint(name, schema.priorities))
        else:
            says = f"{line}, and {project} has no priorities: it is left out"
            yield Finding("doubt", says, "take it out, unless another tracker knows it")


def _overheard(teams: Iterable[Team]) -> Iterator[Finding]:
    """Yield that there are no comments for colleagues alone, where TEAMS ask for them."""
    wanting = [one.key for one in teams if one.project.comments_internal]
    if wanting:
        says = "no comment is for colleagues alone: who sees an issue reads what support says on it"
        remedy = (
            f"let nobody else see it, and set tracker.comments to public for {', '.join(wanting)}"
        )
        yield Finding("doubt", says, remedy)


def _spelt(name: str, known: Iterable[str]) -> str:
    """Return how NAME is spelt among the KNOWN ones, whatever its capitals; nothing if it is not."""
    return next((one for one in known if _plain(one) == _plain(name)), "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _words(category: Category) -> str:
    return category.value.replace("_", " ")
