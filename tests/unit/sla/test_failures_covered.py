"""Each of the known failures of other clocks has a test that is named after it."""

import re
from collections.abc import Iterator
from types import ModuleType

from tests.unit.sla import test_known_failures, test_known_failures_of_calendars

KNOWN = range(1, 29)
_NUMBERED = re.compile(r"(\d+): ")


def numbers(module: ModuleType) -> Iterator[int]:
    """Yield the numbers that the tests of a module begin their docstrings with."""
    for name, one in vars(module).items():
        if name.lower().startswith("test"):
            found = _NUMBERED.match(one.__doc__ or "")
            yield from [int(found[1])] if found else []


def test_none_of_them_is_left_out() -> None:
    covered = {*numbers(test_known_failures), *numbers(test_known_failures_of_calendars)}
    assert covered == set(KNOWN)
