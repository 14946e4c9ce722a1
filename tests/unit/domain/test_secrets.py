import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain.secrets import cut_secrets


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("card 4111 1111 1111 1111 fails", "card [card number removed] fails"),
        ("xoxb-" + "1234567890-abcdef", "[token removed]"),
        ("key AKIA" + "IOSFODNN7EXAMPLE!", "key [access key removed]!"),
        ("Authorization: Bearer abcdefghijklmnop1234", "Authorization: Bearer [token removed]"),
        ("password: hunter2 is wrong", "[password removed] is wrong"),
        ("contraseña: secreto1", "[password removed]"),
        ("ghp_" + "a" * 36, "[token removed]"),
        ("sk_live_" + "abc123def456", "[token removed]"),
    ],
)
def test_a_secret_is_cut_and_the_cut_is_shown(text: str, left: str) -> None:
    assert cut_secrets(text) == left


def test_a_private_key_is_cut_whole_even_without_its_end() -> None:
    begun = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIabc\nmore"
    assert cut_secrets(f"see {begun}") == "see [private key removed]"


@pytest.mark.parametrize(
    "text",
    [
        "order 4111 1111 1111 1112 is late",
        "call +34 600 123 456",
        "0000 0000 0000 0000",
        "version 10.20.30.40.50.60.70",
        "I forgot my password yesterday",
        "mia@example.com",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert cut_secrets(text) == text


@given(st.text())
def test_cutting_twice_cuts_no_more(text: str) -> None:
    assert cut_secrets(cut_secrets(text)) == cut_secrets(text)
