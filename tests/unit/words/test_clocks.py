"""What clocks are called."""

import pytest

from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.signals import REASONS
from csopsbot.words import LANGUAGES
from csopsbot.words.clocks import clock_name, metric_name, waits_for


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("sla/resolution", "Resolution, promised to the customer"),
        ("ola/first_response", "First response, agreed among ourselves"),
        ("shadow/sla/next_update", "Next update, promised to the customer, only measured"),
    ],
)
def test_a_clock_is_called_by_what_it_measures_and_for_whom(clock: str, said: str) -> None:
    assert clock_name(clock, "en") == said


def test_a_metric_is_named_alone_where_the_audience_goes_without_saying() -> None:
    assert metric_name("shadow/ola/resolution", "es") == "Resolución"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_and_reason_has_a_name(language: str) -> None:
    names = [metric_name(one, language) for one in METRICS]
    names += [waits_for([one], language) for one in REASONS]
    assert all(names)


def test_several_reasons_to_wait_are_told_in_one_order() -> None:
    said = waits_for({"waiting_for_customer", "on_hold"}, "en")
    assert said == "on hold, waiting for the customer"
