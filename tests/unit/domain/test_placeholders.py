"""What stands in the desk file for a word of the escalation."""

import pytest

from csopsbot.domain.placeholders import KNOWN, advice, filled, unknown

WORDS = dict.fromkeys(KNOWN, "") | {"customer": "Acme {tier}", "tier": "gold"}


@pytest.mark.parametrize(
    ("value", "done"),
    [
        ("{customer}", "Acme {tier}"),
        ("For {customer} ({tier})", "For Acme {tier} (gold)"),
        ("area {area}.", "area ."),
        ({"value": "{tier}"}, {"value": "gold"}),
        (["{tier}", "{area}", "x"], ["gold", "x"]),
        ([{"name": "{tier}"}], [{"name": "gold"}]),
        ("{{tier}} and }}", "{tier} and }"),
        ("", ""),
        ([], []),
        (7, 7),
        (None, None),
    ],
)
def test_a_placeholder_becomes_its_word_wherever_it_stands(value: object, done: object) -> None:
    assert filled({"x": value}, WORDS).get("x") == done


@pytest.mark.parametrize("value", ["{area}", " {area}{team} ", {"value": "{area}"}, ["{area}"]])
def test_a_field_that_would_say_nothing_is_left_out(value: object) -> None:
    assert filled({"x": value, "y": 1}, WORDS) == {"y": 1}


def test_what_stands_for_nothing_is_found_wherever_it_is() -> None:
    fields = {"a": "{custmer}", "b": [{"value": "{tier} {}"}], "c": "{{code}}", "d": 7}
    assert list(unknown(fields)) == [(("a",), "custmer"), (("b", 0, "value"), "")]


def test_a_misspelt_placeholder_is_told_what_was_meant() -> None:
    assert "Did you mean {customer}?" in advice("custmer")
    assert "Known are area" in advice("zzz")
