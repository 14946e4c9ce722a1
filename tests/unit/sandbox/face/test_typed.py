"""What one typed, and how it is shown to be changed."""

import pytest

from csopsbot.sandbox.face.typed import untyped


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("Hello <@U0LEE|lee>", "Hello @lee"),
        ("In <#C0GENERAL|general>", "In #general"),
        ("<!here> look", "@here look"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("&lt;@U0LEE|lee&gt;", "<@U0LEE|lee>"),
    ],
)
def test_a_message_is_shown_as_it_was_typed(sent: str, typed: str) -> None:
    assert untyped(sent) == typed
