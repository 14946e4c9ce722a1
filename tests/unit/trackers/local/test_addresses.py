"""What people paste leads to an issue of ours, or to nothing of ours."""

import pytest

from csopsbot.trackers.local.looking import key_in

BASE = "https://bot.acme.test/csops/board"


@pytest.mark.parametrize(
    "address",
    [
        "PAY-1",
        " PAY-1\n",
        f"{BASE}/issues/PAY-1",
        f"{BASE}/issues/PAY-1/",
        f"{BASE}/issues/PAY-1?x=1#comments",
        f"{BASE}/issues/%50AY-1",
        "HTTPS://BOT.ACME.TEST/csops/board/issues/PAY-1",
    ],
)
def test_an_address_of_ours_leads_to_its_key(address: str) -> None:
    assert key_in(address, BASE) == "PAY-1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "PAY",
        "PAY-0",
        "PAY-1 and more",
        BASE,
        f"{BASE}/issues/",
        f"{BASE}/issues/PAY-1/files/1",
        f"{BASE}/issues/..%2fPAY-1",
        "https://bot.acme.test/board/issues/PAY-1",
        "http://bot.acme.test/csops/board/issues/PAY-1",
        "https://bot.acme.test:444/csops/board/issues/PAY-1",
        "https://bot.acme.test@evil.test/csops/board/issues/PAY-1",
        "https://evil.test/csops/board/issues/PAY-1",
        "//bot.acme.test/csops/board/issues/PAY-1",
        "https://[::1/board/issues/PAY-1",
        f"{BASE}/issues/PAY-1" + "?" * 5000,
    ],
)
def test_any_other_address_leads_nowhere(address: str) -> None:
    assert key_in(address, BASE) is None
