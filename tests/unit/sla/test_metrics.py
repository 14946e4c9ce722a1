"""The registry of metrics holds all of them."""

from importlib import import_module
from pkgutil import iter_modules

from csopsbot.domain.sla import metrics
from csopsbot.domain.sla.metrics.rule import Metric


def test_every_metric_in_the_folder_is_registered_under_its_file_name() -> None:
    names = {one.name for one in iter_modules(metrics.__path__)} - {"rule"}
    assert set(metrics.METRICS) == names


def test_a_file_defines_the_metric_it_is_named_after() -> None:
    for name, metric in metrics.METRICS.items():
        module = import_module(f"{metrics.__name__}.{name}")
        assert [one for one in vars(module).values() if isinstance(one, Metric)] == [metric]
