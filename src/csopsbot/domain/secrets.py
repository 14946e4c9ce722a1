"""Secrets that people paste without thinking, cut out before anything is kept or passed on."""

import re
from collections.abc import Callable

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "private key",
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S
        ),
    ),
    ("token", re.compile(r"\bxox[a-z]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}")),
    (
        "token",
        re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-|lin_api_|ATATT3x)[A-Za-z0-9_=-]{16,}"),
    ),
    ("token", re.compile(r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}")),
    ("access key", re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")),
    ("token", re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}")),
    ("token", re.compile(r"(?i)(?<=bearer )[A-Za-z0-9._~+/=-]{16,}")),
    ("password", re.compile(r"(?i)(?<![a-z])(?:password|passwd|pwd|contraseña)\s*[:=]\s*\S+")),
)
_CARD = re.compile(r"(?<![\d.])(?:\d[ -]?){12,18}\d(?![\d.])")


def cut_secrets(text: str) -> str:
    """Return TEXT with each secret replaced by a bracketed word that says what was cut."""
    for name, pattern in _PATTERNS:
        text = pattern.sub(_said(name), text)
    return _CARD.sub(lambda hit: _card(hit.group()), text)


def _said(name: str) -> Callable[[re.Match[str]], str]:
    return lambda _: f"[{name} removed]"


def _card(text: str) -> str:
    digits = [int(char) for char in text if char.isdigit()]
    return "[card number removed]" if _luhn(digits) and any(digits) else text


def _luhn(digits: list[int]) -> bool:
    """Return whether DIGITS end in the check digit of ISO/IEC 7812."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
