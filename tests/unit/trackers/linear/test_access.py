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


@pytest.mark.parametrize(
    "address",
    [
        "PAY-12",
        " pay-12 ",
        "https://linear.app/Acme/issue/PAY-12",
        "https://linear.app/acme/issue/pay-12/it-burns?x=1#comment-1",
    ],
)
def test_an_address_tells_the_workspace_and_the_identifier(address: str) -> None:
    place = LinearAccess("https://api.linear.app", "x").place(address)
    assert place in (("", "PAY-12"), ("acme", "PAY-12"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "PAY",
        "PAY-0",
        "PAY-12/x",
        "http://linear.app/acme/issue/PAY-12",
        "https://linear.app.evil.test/acme/issue/PAY-12",
        "https://linear.app@evil.test/acme/issue/PAY-12",
        "https://linear.app/acme/project/PAY-12",
        "https://linear.app/acme/issue/PAY-12x",
    ],
)
def test_what_is_no_address_of_an_issue_tells_nothing(address: str) -> None:
    assert LinearAccess("https://api.linear.app", "x").place(address) is None


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://uploads.linear.app/a/b", True),
        ("http://uploads.linear.app/a/b", False),
        ("https://uploads.linear.app.evil.test/a", False),
        ("https://uploads.linear.app@evil.test/a", False),
        ("https://api.linear.app/uploads/a", True),
        ("https://evil.test/https://uploads.linear.app/a", False),
    ],
)
def test_our_key_opens_linears_storage_and_nothing_else(url: str, kept: bool) -> None:
    assert LinearAccess("https://api.linear.app", "x").keeps(url) is kept
