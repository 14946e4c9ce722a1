import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from csopsbot.domain import sla
from csopsbot.domain.sla.batch import Batch

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("page", ["sla-arithmetic.md", "sla-clocks.md"])
def test_the_examples_of_the_page_are_true(page: str) -> None:
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False)
    assert (failed, tried > 10) == (0, True)


def test_the_example_of_the_library_is_true() -> None:
    failed, tried = doctest.testmod(sla)
    assert (failed, tried > 5) == (0, True)


def test_all_that_the_library_names_is_there() -> None:
    assert set(sla._CLOCKS) < set(sla.__all__)
    assert all(getattr(sla, name) is not None for name in sla.__all__)


def test_what_the_library_does_not_have_is_missed_by_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'stopwatch'"):
        getattr(sla, "stopwatch")  # noqa: B009 - a name that no type checker would let pass


def test_who_only_counts_open_time_does_not_pay_for_the_clocks() -> None:
    look = (
        "import sys, csopsbot.domain.sla.batch; print('csopsbot.domain.sla.clock' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_questions_of_the_page_have_the_answers_of_the_page() -> None:
    page = (DOCS / "sla-arithmetic.md").read_text()
    asked, answered = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    batch = Batch()
    assert [batch.answer(line.encode()) for line in asked.splitlines()] == answered.splitlines()
