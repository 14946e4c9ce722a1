"""Whatever is written in whichever place, there is a desk or a clear refusal."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from csopsbot.desk import DeskError
from csopsbot.desk.loading import review
from csopsbot.desk.schema import schema
from tests.unit.desk.promises import TODAY

FULL: dict[str, Any] = {
    "teams": [
        {
            "key": "pay",
            "name": "Pay",
            "channel": "C1",
            "tracker": {"name": "local", "project": "P"},
            "on_call": ["U1", "S2"],
        }
    ],
    "calendars": [
        {
            "key": "office",
            "tz": "Europe/Madrid",
            "hours": {"mon-thu": ["09:00-17:00"], "fri": "09:00-15:00"},
            "special_days": {"2026-12-24": ["09:00-12:00"]},
            "breaks": {"2026-12-01": "10:00-11:00"},
            "holidays": ["2026-12-31", "08-01/08-15", {"on": "05-01", "name": "May Day"}],
            "public_holidays": {"country": "VA", "language": "it", "except": ["01-01"]},
            "effective_from": "2027-01-01",
        }
    ],
    "customers": [{"name": "Fabrikam", "tier": "gold", "monthly_fee": "1200.00"}],
    "case_kinds": ["Incident"],
    "policies": [
        {
            "key": "gold",
            "audience": "sla",
            "effective_from": "2027-01-01T09:00Z",
            "scope": {"tiers": "gold", "kinds": ["Incident"], "severities": ["S1"]},
            "calendar": "always",
            "targets": [{"metric": "resolution", "within": "8h", "warn": ["50%", "15m left"]}],
            "pauses": {"resolution": ["on_hold"]},
            "reopen": {"rule": "resume", "window": "14d"},
            "retarget": {"rule": "keep", "grace": "15m"},
            "ladder": [{"at": "15m left", "who": ["on_call"], "every": "5m", "times": 3}],
        },
        {
            "key": "inside",
            "audience": "ola",
            "calendar": "office",
            "targets": [{"metric": "resolution", "within": "4h"}],
        },
    ],
    "credits": {
        "currency": "EUR",
        "per_breach": [{"percent": "5%"}],
        "attainment": [{"below": 99, "percent": 5}],
        "cap": 20,
        "excluded_reasons": ["Wrong severity"],
    },
}


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield every place in VALUE."""
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from places(part, (*path, number))


PLACES = [path for path in places(FULL) if path]
STRANGE = [
    *("24:00-24:00", "0000-00-00", "9999-12-31", "00:00-24:00", "99999999d", "0%", "1e9", "٣h"),
    *("always", "Europe", "../etc/passwd", "9" * 400, "on_call", "breach", "0h left", "-1h", "sla"),
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet="0123456789-/:.%dhms TZ", max_size=24),
    st.sampled_from(STRANGE),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


def test_the_full_file_is_sound() -> None:
    assert review(json.dumps(FULL), "desk", TODAY).desk.agreements.policies


def test_editors_find_the_full_file_sound_too() -> None:
    Draft202012Validator(json.loads(schema())).validate(FULL)


@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
@settings(max_examples=250, deadline=None)
def test_anything_anywhere_is_read_or_clearly_refused(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    changed = deepcopy(FULL)
    for path, value in changes:
        here: Any = changed
        with suppress(LookupError, TypeError):  # an earlier change may have taken the place away
            for step in path[:-1]:
                here = here[step]
            here[path[-1]] = value
    try:
        review(json.dumps(changed), "desk", TODAY)
    except DeskError as error:
        assert all(len(str(problem)) < 600 for problem in error.problems)  # noqa: PT017 - both are fine
