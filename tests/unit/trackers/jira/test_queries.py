"""Every list has an end, whatever the server says."""

from typing import TypeVar, cast

import pytest
from pydantic import TypeAdapter

from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.transport import Transport

T = TypeVar("T")


class Script:
    """Answers every call with the same JSON, and keeps the calls."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.calls: list[Call] = []

    async def ask(self, shape: type[T], call: Call) -> T:
        self.calls.append(call)
        return TypeAdapter(shape).validate_python(self.answer)


def queries(script: Script) -> Queries:
    return Queries(cast("Transport", script))


async def test_a_search_whose_token_repeats_ends() -> None:
    script = Script({"issues": [{"id": "1"}], "nextPageToken": "again"})
    assert await queries(script).search("project = PAY") == ["1"]
    assert len(script.calls) == 2


async def test_a_search_with_an_empty_page_ends() -> None:
    script = Script({"issues": [], "nextPageToken": "more"})
    assert await queries(script).search("project = PAY") == []
    assert len(script.calls) == 1


@pytest.mark.parametrize("total", [None, 2, 10**9])
async def test_a_list_ends_whatever_total_it_claims(total: int | None) -> None:
    script = Script({"comments": [{"id": "1"}, {"id": "2"}], "total": total})
    found = await queries(script).comments("1")
    assert {one.id for one in found} == {"1", "2"}
    assert len(script.calls) <= 50


async def test_of_too_many_comments_the_newest_are_asked_for() -> None:
    script = Script({"comments": []})
    await queries(script).comments("1")
    params = script.calls[0].params
    assert params
    assert params["orderBy"] == "-created"


@pytest.mark.parametrize(
    ("part", "path"),
    [("PAY", "issue/PAY"), ("a/../b", "issue/a%2F..%2Fb"), ("a?b#c", "issue/a%3Fb%23c")],
)
def test_no_part_of_a_path_leads_elsewhere(part: str, path: str) -> None:
    assert place("issue", part) == path
