"""What people call an issue by, and what only looks like it."""

import pytest

from csopsbot.trackers.github.addresses import named, site
from csopsbot.trackers.github.wires import graph_address

HERE = "https://github.com"


@pytest.mark.parametrize(
    ("api", "pages", "graph"),
    [
        ("https://api.github.com", HERE, "https://api.github.com"),
        ("https://api.acme.ghe.com/", "https://acme.ghe.com", "https://api.acme.ghe.com"),
        ("https://git.acme.test/api/v3", "https://git.acme.test", "https://git.acme.test/api"),
        ("https://git.acme.test/api/v3/", "https://git.acme.test", "https://git.acme.test/api"),
    ],
)
def test_pages_and_graphql_are_where_the_api_says(api: str, pages: str, graph: str) -> None:
    assert site(api) == pages
    assert graph_address(api) == graph


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/acme/shop/issues/12",
        "https://www.github.com/acme/shop/issues/12#issuecomment-7",
        "HTTPS://GitHub.com/acme/shop/issues/12?x=1",
        " acme/shop#12 ",
        "#12",
    ],
)
def test_an_issue_goes_by_its_page_or_its_key(address: str) -> None:
    assert named(address, HERE, "acme/shop") == ("acme/shop", 12)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/acme/shop/pull/12",
        "https://github.com/acme/shop/issues/new",
        "https://github.com/issues/12",
        "https://github.com.evil.test/acme/shop/issues/12",
        "ftp://github.com/acme/shop/issues/12",
        "12",
        "acme/shop",
        "acme/shop#",
        "a/b/c#1",
    ],
)
def test_what_is_no_issue_is_none(address: str) -> None:
    assert named(address, HERE, "acme/shop") is None


def test_a_number_alone_is_no_issue_where_there_are_several_repositories() -> None:
    assert named("#12", HERE, "") is None
