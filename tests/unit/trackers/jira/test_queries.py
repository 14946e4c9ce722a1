"""Every list has an end, whatever the server says."""

from typing import TypeVar

import pytest
from pydantic import TypeAdapter

from csopsbot.app.failures import NotFound
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.searching import Search, Searching

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
    return Queries(script)


async def found(script: Script, fresh: tuple[str, ...] = ()) -> list[str]:
    search = Search("project = PAY", "updated", fresh)
    return [one.id async for one in Searching(script).each(search)]


async def test_a_search_whose_token_repeats_ends() -> None:
    script = Script({"issues": [{"id": "1"}], "nextPageToken": "again"})
    assert await found(script) == ["1"]
    assert len(script.calls) == 2


async def test_a_search_with_an_empty_page_ends() -> None:
    script = Script({"issues": [], "nextPageToken": "more"})
    assert await found(script) == []
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


async def test_issues_that_were_just_written_are_named_to_the_search() -> None:
    script = Script({"issues": []})
    await found(script, ("10001", "not a number"))
    (call,) = script.calls
    assert call.body == {
        "jql": "project = PAY",
        "fields": ["updated"],
        "maxResults": 100,
        "reconcileIssues": [10001],
    }
    assert not call.writes


async def test_a_search_parted_by_numbers_ends_whatever_total_it_claims() -> None:
    class Old(Script):
        async def ask(self, shape: type[T], call: Call) -> T:
            if call.path == "search/jql":
                raise NotFound
            return await super().ask(shape, call)

    script = Old({"issues": [{"id": str(number)} for number in range(100)], "total": 10**9})
    assert len(await found(script)) == 100
    assert len(script.calls) <= 100
    starts = [int((one.params or {})["startAt"]) for one in script.calls]
    assert starts[:3] == [0, 80, 160]
