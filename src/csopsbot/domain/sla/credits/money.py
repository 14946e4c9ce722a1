"""Money: exact amounts, in the smallest coin of their currency."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_USUAL = 2
_WITHOUT_COINS = (
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905 - a list of codes reads better as a line
)
_OF_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DIGITS = dict.fromkeys(_WITHOUT_COINS, 0) | dict.fromkeys(_OF_THOUSANDTHS, 3)


def is_currency(code: str) -> bool:
    """Return whether CODE has the form of an ISO 4217 code."""
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return AMOUNT in whole coins of CURRENCY; half a coin is rounded away from nothing."""
    return amount.quantize(_coin(currency), ROUND_HALF_UP)


def rounded_down(amount: Decimal, currency: str) -> Decimal:
    """Return AMOUNT in whole coins, never more than it was: a cap is not exceeded by a rounding."""
    return amount.quantize(_coin(currency), ROUND_DOWN)


def share(percent: Decimal, fee: Decimal) -> Decimal:
    """Return PERCENT of FEE, not rounded."""
    return fee * percent / 100


def _coin(currency: str) -> Decimal:
    """Return the smallest coin of CURRENCY, as ISO 4217 has it."""
    return Decimal(1).scaleb(-_DIGITS.get(currency, _USUAL))
