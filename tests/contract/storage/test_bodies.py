"""What is kept as JSON comes back as it was, whatever of its kind it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from csopsbot.app.effects import Effect
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person
from csopsbot.domain.sla import Calendar, Holidays, Opening
from csopsbot.domain.sla.policy import Policy
from csopsbot.storage import bodies

SHAPES: list[tuple[TypeAdapter[Any], type]] = [
    *((bodies.EVENT, kind) for kind in get_args(Event)),
    *((bodies.EFFECT, kind) for kind in get_args(Effect)),
    (bodies.ESCALATION, Escalation),
    (bodies.ISSUE, Issue),
    (bodies.PERSON, Person),
    (bodies.DOC, Doc),
    (bodies.POLICY, Policy),
    (bodies.CALENDAR, Calendar),
]


@pytest.fixture(autouse=True)
def _moments_are_aware() -> None:
    st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
    st.register_type_strategy(Mapping, dictionaries)
    st.register_type_strategy(Calendar, calendars())


def dictionaries(kind: type) -> st.SearchStrategy[Any]:
    return st.dictionaries(*(st.from_type(part) for part in get_args(kind)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw a calendar that is open on Mondays at least, with something of everything."""
    opened = {"mon": (Opening(540, 1020),), "sun": (Opening(1320, 1800),)}
    dated = st.dictionaries(st.dates(), st.just((Opening(60, 120),)), max_size=3)
    yearly = st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 31)), st.text())
    return Calendar(
        tz=draw(st.sampled_from(("UTC", "Europe/Berlin", "Australia/Lord_Howe"))),
        hours=opened,
        special_days=draw(dated),
        breaks=draw(dated),
        holidays=Holidays(draw(st.dictionaries(st.dates(), st.text())), draw(yearly)),
        version=draw(st.text()),
        effective_from=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
    )


@pytest.mark.parametrize(("shape", "kind"), SHAPES, ids=[kind.__name__ for _, kind in SHAPES])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_is_kept_comes_back_as_it_was(
    shape: TypeAdapter[Any], kind: type, data: st.DataObject
) -> None:
    value = data.draw(st.from_type(kind))
    assert bodies.read(shape, bodies.write(shape, value)) == value
