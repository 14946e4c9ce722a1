"""Which requests of browsers are served."""

import pytest

from csopsbot.sandbox.face.guard import is_own_name, objection

OWN = "127.0.0.1:8900"
FOLLOWED = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
}


@pytest.mark.parametrize("host", [OWN, "localhost:8900", "[::1]:8900", "192.168.1.4:8900"])
def test_addresses_and_localhost_are_our_own_names(host: str) -> None:
    assert is_own_name(host)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io"])
def test_names_that_a_name_server_decides_are_not(host: str) -> None:
    assert not is_own_name(host)


def test_a_name_it_was_given_is() -> None:
    assert is_own_name("slack:8900", {"slack"})


def test_our_own_page_may_post() -> None:
    headers = {"host": OWN, "origin": f"http://{OWN}", "sec-fetch-site": "same-origin"}
    assert not objection("POST", "/app/ana/do/say", headers)


@pytest.mark.parametrize("path", ["/api/chat.postMessage", "/sandbox/state", "/app/ana/support"])
def test_whoever_asks_for_another_name_is_refused(path: str) -> None:
    assert "--known-as" in objection("GET", path, {"host": "evil.example:8900"})


def test_an_app_may_call_by_a_name_it_was_given() -> None:
    assert not objection("POST", "/api/chat.postMessage", {"host": "slack:8900"}, {"slack"})


@pytest.mark.parametrize("origin", ["http://127.0.0.1:3000", "null", "https://evil.example"])
def test_no_other_origin_may_even_on_the_same_machine(origin: str) -> None:
    assert objection("POST", "/app/ana/do/say", {"host": OWN, "origin": origin})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/api/chat.postMessage", "/client/messages", "/app/ana/support"])
def test_a_picture_on_another_page_calls_nothing(path: str, site: str) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    assert objection("GET", path, {"host": OWN, **headers})


def test_a_link_from_elsewhere_may_lead_to_a_page() -> None:
    assert not objection("GET", "/app/ana/support", {"host": OWN, **FOLLOWED})


def test_a_link_from_elsewhere_calls_nothing() -> None:
    assert objection("GET", "/api/chat.postMessage", {"host": OWN, **FOLLOWED})


def test_a_page_within_another_is_none() -> None:
    headers = {**FOLLOWED, "sec-fetch-dest": "iframe"}
    assert objection("GET", "/app/ana/support", {"host": OWN, **headers})


def test_a_browser_that_does_not_say_who_asks_gets_pages_alone() -> None:
    headers = {"host": "192.168.1.4:8900", "user-agent": "Mozilla/5.0"}
    assert objection("GET", "/api/chat.postMessage", headers)
    assert not objection("GET", "/app/ana/support", headers)


def test_whoever_types_an_address_sees_what_is_there() -> None:
    headers = {"host": OWN, "sec-fetch-site": "none", "user-agent": "Mozilla/5.0"}
    assert not objection("GET", "/sandbox/state", headers)


def test_a_connection_counts_as_an_act() -> None:
    assert objection("CONNECT", "/app/ana/live", {"host": OWN, "origin": "https://evil.example"})
