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
from csopsbot.storage import bodies

SHAPES: list[tuple[TypeAdapter[Any], type]] = [
    *((bodies.EVENT, kind) for kind in get_args(Event)),
    *((bodies.EFFECT, kind) for kind in get_args(Effect)),
    (bodies.ESCALATION, Escalation),
    (bodies.ISSUE, Issue),
    (bodies.PERSON, Person),
    (bodies.DOC, Doc),
]


@pytest.fixture(autouse=True)
def _moments_are_aware() -> None:
    st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
    st.register_type_strategy(Mapping, dictionaries)


def dictionaries(kind: type) -> st.SearchStrategy[Any]:
    return st.dictionaries(*(st.from_type(part) for part in get_args(kind)))


@pytest.mark.parametrize(("shape", "kind"), SHAPES, ids=[kind.__name__ for _, kind in SHAPES])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_is_kept_comes_back_as_it_was(
    shape: TypeAdapter[Any], kind: type, data: st.DataObject
) -> None:
    value = data.draw(st.from_type(kind))
    assert bodies.read(shape, bodies.write(shape, value)) == value
