"""Our own Linear keeps files, lists and webhooks as strictly as Linear documents, or more so."""

from typing import Any

import httpx
import pytest

from tests.contract.trackers.linear_stand import (
    BOT_KEY,
    DANA_KEY,
    DELETE_COMMENT,
    EDIT,
    SECRET,
    UPLOAD,
    LinearStand,
)
from tests.contract.trackers.test_linear_workspace import asked, code, made, post

HOOK = """mutation Hook($input: WebhookCreateInput!) {
    webhookCreate(input: $input) { success webhook { id enabled secret } }
}"""
LIST = """query List($filter: IssueFilter, $all: Boolean, $by: PaginationOrderBy) {
    issues(filter: $filter, includeArchived: $all, orderBy: $by) { nodes { id } }
}"""
CONTENT = b"It burns"


async def place(linear: LinearStand) -> tuple[str, dict[str, str]]:
    """Return the address at which a file may be put, and the headers that it takes."""
    wanted = {"type": "text/plain", "name": "log.txt", "size": len(CONTENT)}
    given = (await linear.ask(UPLOAD, **wanted))["fileUpload"]["uploadFile"]
    headers = {one["key"]: one["value"] for one in given["headers"]}
    return given["uploadUrl"], headers | {"Content-Type": "text/plain", "Cache-Control": "x"}


async def put(url: str, content: bytes, headers: dict[str, str]) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.put(url, content=content, headers=headers)).status_code


async def hook(linear: LinearStand, key: str, **more: object) -> Any:
    given = {"url": linear.hook_url, "resourceTypes": ["Issue"], "teamId": linear.team("PAY").id}
    body = {"query": HOOK, "variables": {"input": {**given, **more}}}
    return (await post(linear, body, key)).json()


async def listed(linear: LinearStand, **variables: object) -> list[str]:
    answer = await asked(linear, LIST, **variables)
    return [one["id"] for one in answer["data"]["issues"]["nodes"]]


async def test_a_file_is_put_where_it_was_asked_for(linear: LinearStand) -> None:
    url, headers = await place(linear)
    assert await put(url, CONTENT, headers) == 200


@pytest.mark.parametrize(
    ("more", "content"),
    [
        ({"Content-Type": "text/html"}, CONTENT),
        ({"x-goog-content-length-range": "0,99"}, CONTENT),
        ({}, CONTENT + b"!"),
        ({"Authorization": DANA_KEY}, CONTENT),
    ],
    ids=["another kind", "another range", "another size", "a key"],
)
async def test_a_signed_address_takes_what_was_signed_and_nothing_else(
    linear: LinearStand, more: dict[str, str], content: bytes
) -> None:
    url, headers = await place(linear)
    assert await put(url, content, headers | more) in (400, 403)


async def test_a_signature_is_good_for_its_own_place(linear: LinearStand) -> None:
    url, headers = await place(linear)
    assert await put(url[:-1] + "x", CONTENT, headers) == 403


async def test_a_file_that_nobody_put_there_is_not_there(linear: LinearStand) -> None:
    url, _ = await place(linear)
    kept = url.partition("?")[0].replace("/storage/", f"/uploads/{linear.workspace.id}/")
    async with httpx.AsyncClient(trust_env=False, headers={"Authorization": DANA_KEY}) as client:
        assert (await client.get(kept)).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"type": "nothing"}, {"name": "a/b"}, {"size": -1}, {"size": 10**9}]
)
async def test_what_is_no_file_gets_no_place(linear: LinearStand, wrong: dict[str, Any]) -> None:
    wanted = {"type": "text/plain", "name": "log.txt", "size": 8, **wrong}
    assert code(await asked(linear, UPLOAD, **wanted)) == "INVALID_INPUT"


async def test_webhooks_are_for_administrators(linear: LinearStand) -> None:
    assert code(await hook(linear, DANA_KEY)) == "FORBIDDEN"


@pytest.mark.parametrize(
    "wrong",
    [{"url": "http://bot.acme.test"}, {"resourceTypes": []}, {"resourceTypes": ["Nonsense"]}],
)
async def test_a_webhook_that_could_not_work_is_refused(
    linear: LinearStand, wrong: dict[str, Any]
) -> None:
    assert code(await hook(linear, BOT_KEY, **wrong)) == "INVALID_INPUT"


async def test_a_webhook_tells_of_its_team_and_of_what_it_is_for(linear: LinearStand) -> None:
    await linear.drop_hooks()
    await hook(linear, BOT_KEY, secret=SECRET)
    issue = await made(linear)
    await linear.comment(issue.id, "On it")
    await made(linear, teamId=linear.team("OPS").id)
    assert len(await linear.posts()) == 1


async def test_only_who_said_something_or_an_administrator_changes_it(linear: LinearStand) -> None:
    issue = await made(linear)
    await linear.comment(issue.id, "On it")
    (said,) = linear.issue(issue.id).comments
    for query, more in ((EDIT, {"input": {"body": "x"}}), (DELETE_COMMENT, {})):
        body = {"query": query, "variables": {"id": said.id, **more}}
        assert code((await post(linear, body, "lin_api_lee")).json()) == "FORBIDDEN"
    assert said.body == "On it"


async def test_lists_leave_out_what_is_put_away_unless_it_is_asked_for(linear: LinearStand) -> None:
    there, away = await made(linear), await made(linear)
    await linear.archive(away.id)
    assert await listed(linear) == [there.id]
    assert {*await listed(linear, all=True)} == {there.id, away.id}


async def test_lists_begin_with_the_newest_by_what_is_asked_for(linear: LinearStand) -> None:
    first = await made(linear)
    await linear.later()
    second = await made(linear)
    await linear.later()
    await linear.assign(first.id)
    assert await listed(linear) == [second.id, first.id]
    assert await listed(linear, by="updatedAt") == [first.id, second.id]


async def test_a_private_teams_issues_are_in_nobody_elses_lists(linear: LinearStand) -> None:
    await made(linear)
    linear.team("PAY").members = {linear.user("lee@example.test").id}
    assert await listed(linear) == []


async def test_a_filter_with_what_is_no_date_is_refused(linear: LinearStand) -> None:
    await made(linear)
    answer = await asked(linear, LIST, filter={"updatedAt": {"gte": "yesterday"}})
    assert code(answer) == "INVALID_INPUT"
