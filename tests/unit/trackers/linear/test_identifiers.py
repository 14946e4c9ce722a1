"""Ids of ours follow from what they stand for, are such as Linear takes, and are known again."""

import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from csopsbot.trackers.linear.identifiers import identifier, is_ours, is_uuid

V4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NAMES = st.lists(st.text(), min_size=1, max_size=3)


@given(st.sampled_from(["issue", "comment", "label"]), NAMES)
def test_an_id_is_a_uuid_of_version_4_and_ours(kind: str, names: list[str]) -> None:
    made = identifier(kind, *names)
    assert V4.fullmatch(made)
    assert is_ours(made)
    assert made == identifier(kind, *names)


@given(NAMES, NAMES)
def test_other_names_are_another_id(some: list[str], others: list[str]) -> None:
    assert (identifier("issue", *some) == identifier("issue", *others)) == (some == others)


def test_another_kind_is_another_id() -> None:
    assert identifier("issue", "1") != identifier("comment", "1")


def test_an_id_stays_what_it_is_from_one_version_of_ours_to_the_next() -> None:
    # Were it to change, an issue whose answer was lost during an upgrade would be made twice.
    assert identifier("issue", "01jd3q8z4v5xw6y7") == "fd180ca6-ffb6-4b01-9f00-53b1779930a9"


@given(st.uuids(version=4))
def test_an_id_of_somebody_elses_is_not_ours(other: uuid.UUID) -> None:
    assert not is_ours(str(other))


@given(st.text())
def test_a_text_is_no_id(text: str) -> None:
    assert not is_ours(text)


def test_only_the_one_way_to_write_a_uuid_is_one() -> None:
    made = identifier("issue", "1")
    assert is_uuid(made)
    for other in (made.upper(), made.replace("-", ""), f"{{{made}}}", f"{made}\n", f" {made}"):
        assert not is_uuid(other)
        assert not is_ours(other)
