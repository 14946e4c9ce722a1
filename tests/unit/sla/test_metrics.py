"""The metrics there are, and what one more takes."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from csopsbot.domain.sla import metrics
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.metrics.rule import Metric, Move, Word, by_word
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock
from csopsbot.words.clocks import metric_name
from tests.unit.sla.clocks import HOUR, MINUTE, OPENED, policy, state, story, target

PAGE = Path(__file__).parents[3] / "docs" / "sla-clocks.md"
every_metric = pytest.mark.parametrize("name", metrics.METRICS)


def test_every_metric_in_the_folder_is_registered_under_its_file_name() -> None:
    names = {one.name for one in iter_modules(metrics.__path__)} - {"rule"}
    assert set(metrics.METRICS) == names


def test_a_file_defines_the_metric_it_is_named_after() -> None:
    for name, metric in metrics.METRICS.items():
        module = import_module(f"{metrics.__name__}.{name}")
        assert [one for one in vars(module).values() if isinstance(one, Metric)] == [metric]


@every_metric
def test_every_metric_has_a_row_on_the_page_of_clocks(name: str) -> None:
    assert f"\n| `{name}`" in PAGE.read_text()


@every_metric
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_metric_has_a_name_that_people_read(name: str, language: str) -> None:
    assert name not in metric_name(name, language)


def test_a_dozen_lines_and_a_line_are_a_metric(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Metric(
        key="told",
        rule=by_word({Word.RESOLVED: Move.START, Word.UPDATED: Move.STOP}),
        pauses={"sla": frozenset({s.ON_HOLD}), "ola": frozenset()},
    )
    monkeypatch.setitem(metrics.METRICS, "told", told)
    promise = policy(target(HOUR, metric="told"))
    happened = story(
        ("mon 09:00", OPENED), ("mon 12:00", s.Resolved()), ("mon 12:20", s.CustomerTold())
    )
    found = state(happened, "mon 13:00", promise, Clock("told", "sla"))
    assert (found.status, found.spent) == (Status.MET, 20 * MINUTE)
