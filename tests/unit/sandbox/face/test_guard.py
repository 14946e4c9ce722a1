"""Which requests of browsers are served."""

import pytest

from csopsbot.sandbox.face.guard import is_own_name, objection

OWN = "127.0.0.1:8900"


@pytest.mark.parametrize("host", [OWN, "localhost:8900", "[::1]:8900", "192.168.1.4:8900"])
def test_addresses_and_localhost_are_our_own_names(host: str) -> None:
    assert is_own_name(host)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io"])
def test_names_that_a_name_server_decides_are_not(host: str) -> None:
    assert not is_own_name(host)


def test_our_own_page_may_post() -> None:
    headers = {"host": OWN, "origin": f"http://{OWN}", "sec-fetch-site": "same-origin"}
    assert not objection("POST", "/app/ana/do/say", headers)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:3000", "null", "https://evil.example"])
def test_no_other_origin_may_even_on_the_same_machine(origin: str) -> None:
    assert objection("POST", "/app/ana/do/say", {"host": OWN, "origin": origin})


def test_a_link_from_elsewhere_may_lead_here() -> None:
    headers = {"host": OWN, "sec-fetch-site": "cross-site"}
    assert not objection("GET", "/app/ana/support", headers)


def test_a_connection_counts_as_an_act() -> None:
    assert objection("CONNECT", "/app/ana/live", {"host": OWN, "origin": "https://evil.example"})
