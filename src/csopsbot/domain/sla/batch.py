"""Open time for machines: a question in a line of JSON, its answer in another.

Questions come in runs, about few calendars. So a calendar is known by its words, and read and laid
out once as long as it is among those asked about lately.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from json import JSONDecoder, JSONEncoder
from typing import NoReturn

from csopsbot.domain.sla.compiled import CompiledCalendar, compiled
from csopsbot.domain.sla.errors import CalendarError, NoAnswer
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.reading import read

Case = Mapping[str, object]
Answer = dict[str, str | int | None]

_CALENDAR = ("tz", "hours", "special_days", "breaks", "holidays")
_QUESTION = ("id", "op", "start", "end", "seconds")
_FIELDS = frozenset((*_QUESTION, *_CALENDAR))
_KEPT = 1024
_UTC = len("+00:00")


class BadCase(Exception):
    """The line asks nothing that can be answered."""


class Batch:
    """Answers questions about calendars, remembering those that were asked about lately."""

    def __init__(self) -> None:
        self._calendars: OrderedDict[str, CompiledCalendar] = OrderedDict()

    def answer(self, line: bytes) -> str:
        """Return a line of JSON: what was asked, or what is wrong with the question."""
        name: str | int | None = None
        try:
            case = _case(line)
            name = _name(case)
            return _ENCODER.encode({"id": name, **self._answer(case)})
        except (BadCase, CalendarError, NoAnswer) as error:
            return _ENCODER.encode({"id": name, "error": str(error)})
        except RecursionError:
            return _ENCODER.encode({"id": name, "error": "The line is nested too deeply."})

    def _answer(self, case: Case) -> Answer:
        if not case.keys() <= _FIELDS:
            strange = sorted(case.keys() - _FIELDS)[0]
            raise BadCase(f"{strange[:40]!r} is no field; there are {', '.join(sorted(_FIELDS))}.")
        op = case.get("op")
        if op == "add":
            return self._add(case)
        if op == "between":
            return {
                "seconds": self._calendar(case).elapsed(
                    _instant(case, "start"), _instant(case, "end")
                )
            }
        raise BadCase('op is "add" or "between".')

    def _add(self, case: Case) -> Answer:
        start, amount = _instant(case, "start"), _amount(case)
        calendar = self._calendar(case)
        due, latest = calendar.add(start, amount, "left"), calendar.add(start, amount, "right")
        return {"due": _written(due), "due_latest": _written(latest)}

    def _calendar(self, case: Case) -> CompiledCalendar:
        words = repr([case.get(field) for field in _CALENDAR])
        if known := self._calendars.get(words):
            self._calendars.move_to_end(words)
            return known
        calendar = compiled(read({field: case[field] for field in _CALENDAR if field in case}))
        self._calendars[words] = calendar
        if len(self._calendars) > _KEPT:
            self._calendars.popitem(last=False)
        return calendar


def _case(line: bytes) -> Case:
    try:
        case = _DECODER.decode(line.decode())
    except ValueError as error:
        raise BadCase(f"The line is not JSON: {error}.") from None
    if not isinstance(case, dict):
        raise BadCase("The line is not a JSON object.")
    return case


def _name(case: Case) -> str | int | None:
    name = case.get("id")
    if name is None or isinstance(name, str) or type(name) is int:
        return name
    raise BadCase("id is a text or a whole number.")


def _instant(case: Case, field: str) -> int:
    value = case.get(field)
    try:
        return seconds(datetime.fromisoformat(value if isinstance(value, str) else ""))
    except ValueError:
        said = f"{field} is an instant with its offset, like 2026-01-08T14:00:00Z."
        raise BadCase(said) from None


def _amount(case: Case) -> int:
    amount = case.get("seconds")
    if type(amount) is int and amount >= 0:
        return amount
    raise BadCase("seconds is a whole number, 0 or more.")


def _written(instant: int) -> str:
    return f"{moment(instant).isoformat()[:-_UTC]}Z"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


_DECODER = JSONDecoder(parse_constant=_refuse)
_ENCODER = JSONEncoder(separators=(",", ":"))
