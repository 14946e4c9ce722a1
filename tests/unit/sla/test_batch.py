import json
from typing import Any

import pytest

from csopsbot.domain.sla.batch import Batch

OFFICE = {
    "tz": "America/New_York",
    "hours": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]]},
}
ADD = {**OFFICE, "id": "a", "op": "add", "start": "2024-01-08T14:00:00Z", "seconds": 28_800}
BETWEEN = {
    **OFFICE,
    "id": 7,
    "op": "between",
    "start": "2024-01-08T14:00:00Z",
    "end": "2024-01-09T09:30:00-05:00",
}


def answer(case: dict[str, Any] | str | bytes, batch: Batch | None = None) -> Any:
    line = case if isinstance(case, bytes) else _line(case).encode()
    return json.loads((batch or Batch()).answer(line))


def _line(case: dict[str, Any] | str) -> str:
    return case if isinstance(case, str) else json.dumps(case)


def test_add_tells_when_it_is_due_and_until_when_it_is_met() -> None:
    assert answer(ADD) == {
        "id": "a",
        "due": "2024-01-08T22:00:00Z",
        "due_latest": "2024-01-09T14:00:00Z",
    }


def test_between_tells_the_open_seconds() -> None:
    assert answer(BETWEEN) == {"id": 7, "seconds": 8 * 3600 + 1800}


def test_between_counts_backwards_with_a_minus() -> None:
    turned = {**BETWEEN, "start": BETWEEN["end"], "end": BETWEEN["start"]}
    assert answer(turned)["seconds"] == -answer(BETWEEN)["seconds"]


def test_every_part_of_a_calendar_counts() -> None:
    parts = {
        "breaks": {"2024-01-08": [["12:00", "12:30"]]},
        "special_days": {"2024-01-09": [["09:00", "10:00"]]},
        "holidays": ["2024-01-15/2024-01-16"],
    }
    month = {**BETWEEN, **parts, "end": "2024-01-31T00:00:00Z"}
    assert answer(month)["seconds"] == (7.5 + 1 + 0 + 16 + 16) * 3600


def test_a_case_without_an_id_is_answered() -> None:
    nameless = {name: value for name, value in BETWEEN.items() if name != "id"}
    assert answer(nameless) == {"id": None, "seconds": 30_600}


def test_parts_that_are_null_are_parts_left_out() -> None:
    assert answer({**BETWEEN, "breaks": None, "holidays": None, "special_days": None}) == answer(
        BETWEEN
    )


BAD: dict[str, tuple[dict[str, Any] | str | bytes, object, str]] = {
    "not JSON": ("hello", None, "The line is not JSON: Expecting value"),
    "not UTF-8": (b'{"id": "\xff"}', None, "The line is not JSON: 'utf-8'"),
    "half a line": ('{"id": "a", "op": "add"', None, "The line is not JSON"),
    "not an object": ("[1, 2]", None, "The line is not a JSON object."),
    "a number that is none": ('{"id": NaN}', None, "NaN is no number"),
    "a number with too many digits": ('{"id": ' + "9" * 5000 + "}", None, "The line is not JSON"),
    "nested too deeply": ("[" * 200_000, None, "nested too deeply"),
    "an id that is a list": ({**ADD, "id": []}, None, "id is a text or a whole number."),
    "an id beyond every number": ('{"id": 1e999}', None, "id is a text or a whole number."),
    "an operation that is none": ({**ADD, "op": "eval"}, "a", 'op is "add" or "between".'),
    "an operation that is a list": ({**ADD, "op": ["add"]}, "a", 'op is "add" or "between".'),
    "a field that is none": (
        {**ADD, "holiday": []},
        "a",
        "'holiday' is no field; there are breaks",
    ),
    "no start": ({**ADD, "start": None}, "a", "start is an instant with its offset"),
    "a start without an offset": (
        {**ADD, "start": "2024-01-08T14:00:00"},
        "a",
        "start is an instant",
    ),
    "a date for a start": ({**ADD, "start": "2024-01-08"}, "a", "start is an instant"),
    "a number for a start": ({**ADD, "start": 1704722400}, "a", "start is an instant"),
    "a start before the years": (
        {**ADD, "start": "0001-01-01T00:00:00+14:00"},
        "a",
        "1900 to 2199",
    ),
    "an end after the years": ({**BETWEEN, "end": "9999-12-31T23:59:59-14:00"}, 7, "1900 to 2199"),
    "no seconds": ({**ADD, "seconds": None}, "a", "seconds is a whole number, 0 or more."),
    "half a second": ({**ADD, "seconds": 1.5}, "a", "seconds is a whole number"),
    "true for seconds": ({**ADD, "seconds": True}, "a", "seconds is a whole number"),
    "less than nothing": ({**ADD, "seconds": -1}, "a", "seconds is a whole number, 0 or more."),
    "more seconds than there are": ({**ADD, "seconds": 10**40}, "a", "1900 to 2199"),
    "a zone that is none": ({**ADD, "tz": "Mars/Olympus"}, "a", "tz: 'Mars/Olympus' is not a time"),
    "a path for a zone": (
        {**ADD, "tz": "/etc/passwd"},
        "a",
        "tz: '/etc/passwd' is not a time zone",
    ),
    "half a character for a zone": ({**ADD, "tz": "\ud800"}, "a", "is not a time zone"),
    "hours that are a number": ({**ADD, "hours": 8}, "a", "hours: Give intervals for each day"),
    "hours that never are": ({**ADD, "hours": {}}, "a", "hours: Nothing is ever open"),
    "an interval of three": (
        {**ADD, "hours": {"mon": [["1", "2", "3"]]}},
        "a",
        "hours.mon[0]: Write",
    ),
    "a holiday without end": (
        {**ADD, "holidays": ["0001-01-01/9999-12-31"]},
        "a",
        "longer than three",
    ),
    "hours nested too deeply": (
        '{"id": "a", "op": "add", "start": "2024-01-08T14:00:00Z", "seconds": 1, "hours": '
        + "[" * 900
        + "]" * 900
        + "}",
        "a",
        "",
    ),
    "hours that ended long ago": (
        {**ADD, "hours": {}, "special_days": {"2020-01-01": [["09:00", "10:00"]]}},
        "a",
        "Nothing is open for two years from 2024-01-08.",
    ),
}


@pytest.mark.parametrize(("case", "name", "said"), BAD.values(), ids=list(BAD))
def test_a_bad_case_has_an_error_for_an_answer(
    case: dict[str, Any] | str | bytes, name: object, said: str
) -> None:
    answered = answer(case)
    assert answered.keys() == {"id", "error"}
    assert answered["id"] == name
    assert said in answered["error"]
    assert len(answered["error"]) < 400


def test_calendars_that_differ_in_a_word_are_two() -> None:
    batch = Batch()
    answers = [
        answer({**BETWEEN, "hours": {"mon": [["09:00", end]]}}, batch)["seconds"]
        for end in ("10:00", "11:00", "10:00")
    ]
    assert answers == [3600, 7200, 3600]


def test_more_calendars_than_are_kept_are_answered_alike() -> None:
    batch = Batch()
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    every = [
        {**BETWEEN, "holidays": ["2024-01-08", day, other]} for day in days for other in days[:4]
    ]
    assert {answer(case, batch)["seconds"] for case in every} == {1800}


def test_the_words_of_an_answer_are_one_line() -> None:
    assert "\n" not in Batch().answer(json.dumps({**ADD, "tz": "a\nb\u2028"}).encode())
