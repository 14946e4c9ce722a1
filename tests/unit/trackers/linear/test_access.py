"""How we are let in."""

import pytest

from csopsbot.trackers.linear.access import LinearAccess


@pytest.mark.parametrize(
    ("token", "header"),
    [
        ("lin_api_abc", "lin_api_abc"),
        ("lin_oauth_abc", "Bearer lin_oauth_abc"),
        ("0123abcd", "Bearer 0123abcd"),
    ],
)
def test_a_key_goes_bare_and_any_token_as_a_bearers(token: str, header: str) -> None:
    assert LinearAccess("https://linear.test", token).authorization == header


def test_a_token_and_secrets_are_not_shown() -> None:
    shown = repr(LinearAccess("https://linear.test", "lin_api_abc", ("hush",)))
    assert "lin_api_abc" not in shown
    assert "hush" not in shown
