import doctest
import re
from pathlib import Path

from csopsbot.domain.sla.batch import Batch

PAGE = Path(__file__).parents[3] / "docs" / "sla-arithmetic.md"


def test_the_examples_of_the_page_are_true() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert (failed, tried > 10) == (0, True)


def test_the_questions_of_the_page_have_the_answers_of_the_page() -> None:
    asked, answered = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    batch = Batch()
    assert [batch.answer(line.encode()) for line in asked.splitlines()] == answered.splitlines()
