"""The local GitHub is as strict as GitHub documents, or the adapter's tests would show little."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from csopsbot.testing.github_site import Hook
from csopsbot.testing.github_site.deliveries import signature
from tests.contract.trackers.github_stand import DANA, GitHubStand

ISSUES = "/repos/acme/shop/issues"


@pytest.fixture
async def dana(hub: GitHubStand) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=hub.github.url, headers=DANA, trust_env=False) as client:
        yield client


async def made(dana: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await dana.post(ISSUES, json={"title": "It burns"} | body)
    assert answer.status_code == 201
    shown: dict[str, Any] = answer.json()
    return shown


@pytest.mark.parametrize(
    ("headers", "status", "message"),
    [
        ({"Authorization": ""}, 401, "Bad credentials"),
        ({"Authorization": "Bearer wrong"}, 401, "Bad credentials"),
        ({"Authorization": "Basic ZGFuYTp0b2tlbg=="}, 401, "Bad credentials"),
        ({"User-Agent": ""}, 403, "Request forbidden by administrative rules."),
        ({"Accept": "text/html"}, 415, "Must accept 'application/json'"),
        ({"X-GitHub-Api-Version": "1999-01-01"}, 400, "1999-01-01 is not a supported version."),
    ],
)
async def test_a_request_without_the_right_headers_is_refused(
    dana: httpx.AsyncClient, headers: dict[str, str], status: int, message: str
) -> None:
    answer = await dana.get("/user", headers=headers)
    assert (answer.status_code, answer.json()["message"]) == (status, message)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", ISSUES, {"title": "x", "priority": "high"}),
        ("POST", ISSUES, {"body": "no title"}),
        ("POST", ISSUES, {"title": "  "}),
        ("POST", ISSUES, {"title": "x" * 257}),
        ("POST", ISSUES, {"title": "x", "body": "x" * 65_537}),
        ("POST", ISSUES, {"title": "x", "labels": "a,b"}),
        ("POST", ISSUES, {"title": "x", "labels": ["x" * 51]}),
        ("POST", ISSUES, {"title": "x", "assignees": ["nobody"]}),
        ("POST", ISSUES, {"title": "x", "type": "Nonsense"}),
        ("POST", f"{ISSUES}?draft=1", {"title": "x"}),
        ("PATCH", f"{ISSUES}/1", {"state": "resolved"}),
        ("PATCH", f"{ISSUES}/1", {"state": "closed", "state_reason": "fixed"}),
        ("PATCH", f"{ISSUES}/1", {"state": "closed", "state_reason": "reopened"}),
        ("POST", f"{ISSUES}/1/comments", {"body": ""}),
        ("POST", f"{ISSUES}/1/comments", {"text": "x"}),
        ("POST", f"{ISSUES}/1/comments", {"body": "x" * 65_537}),
        ("POST", f"{ISSUES}/1/labels", {"labels": []}),
        ("GET", f"{ISSUES}?creator=nobody", None),
        ("GET", f"{ISSUES}?state=resolved", None),
        ("GET", f"{ISSUES}?per_page=101", None),
        ("GET", f"{ISSUES}?page=0", None),
        ("GET", f"{ISSUES}?since=yesterday", None),
        ("GET", f"{ISSUES}?query=x", None),
        ("GET", f"{ISSUES}?page=1&page=2", None),
        ("GET", f"{ISSUES}/1?fields=title", None),
    ],
)
async def test_what_github_does_not_document_is_refused(
    dana: httpx.AsyncClient, method: str, path: str, body: object
) -> None:
    await made(dana)
    content = None if body is None else json.dumps(body)
    headers = {"Content-Type": "application/json"} if content else {}
    answer = await dana.request(method, path, content=content, headers=headers)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/repos/acme/shop/issues/77", 404),
        ("GET", "/repos/acme/nothing", 404),
        ("GET", "/repositories/9999/issues", 404),
        ("GET", "/user/1", 404),
        ("GET", "/orgs/nobody/issue-types", 404),
        ("DELETE", f"{ISSUES}/1/labels/none", 404),
        ("DELETE", f"{ISSUES}/1", 405),
        ("PUT", f"{ISSUES}/1", 405),
        ("GET", "/issues/1", 404),
    ],
)
async def test_what_is_not_there_is_not_found(
    dana: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    await made(dana)
    assert (await dana.request(method, path)).status_code == status


async def test_a_body_that_is_no_json_is_told_so(dana: httpx.AsyncClient) -> None:
    json_type = {"Content-Type": "application/json"}
    assert (await dana.post(ISSUES, content=b"{", headers=json_type)).status_code == 400
    assert (await dana.post(ISSUES, data={"title": "x"})).status_code == 415


async def test_a_list_comes_in_pages_that_lead_to_the_next(dana: httpx.AsyncClient) -> None:
    for number in range(3):
        await made(dana, title=f"{number}")
    answer = await dana.get(ISSUES, params={"per_page": 2, "direction": "asc"})
    assert [one["title"] for one in answer.json()] == ["0", "1"]
    last = await dana.get(answer.links["next"]["url"])
    assert [one["title"] for one in last.json()] == ["2"]
    assert "next" not in last.links


async def test_a_reader_may_write_issues_but_their_labels_are_dropped(
    hub: GitHubStand, dana: httpx.AsyncClient
) -> None:
    hub.site.repositories[0].roles["dana"] = "read"
    issue = await made(dana, labels=["a"], assignees=["dana"])
    assert (issue["labels"], issue["assignees"]) == ([], [])
    labels = await dana.post(f"{ISSUES}/1/labels", json={"labels": ["a"]})
    assert labels.status_code == 403


async def test_an_issue_of_others_is_not_for_a_reader_to_change(
    hub: GitHubStand, dana: httpx.AsyncClient
) -> None:
    await made(dana)
    hub.site.issue("71/1").author = hub.site.account("eve")
    hub.site.repositories[0].roles["dana"] = "read"
    answer = await dana.patch(f"{ISSUES}/1", json={"state": "closed"})
    assert answer.status_code == 403


async def test_each_answer_counts_down_the_hour(dana: httpx.AsyncClient) -> None:
    first, second = await dana.get("/user"), await dana.get("/user")
    left = [int(one.headers["x-ratelimit-remaining"]) for one in (first, second)]
    assert left[0] - left[1] == 1


async def test_a_renamed_repository_redirects_by_its_id(
    hub: GitHubStand, dana: httpx.AsyncClient
) -> None:
    await made(dana)
    hub.site.rename(hub.site.repositories[0], "store")
    read = await dana.get(f"{ISSUES}/1")
    assert (read.status_code, read.headers["location"]) == (
        301,
        f"{hub.github.url}/repositories/71/issues/1",
    )
    write = await dana.post(ISSUES, json={"title": "x"})
    assert write.status_code == 307


async def test_closing_and_opening_is_delivered_by_its_name_and_signed(
    hub: GitHubStand, dana: httpx.AsyncClient
) -> None:
    await made(dana)
    for state in ("closed", "closed", "open"):
        await dana.patch(f"{ISSUES}/1", json={"state": state})
    record = hub.server.deliveries.record
    actions = [json.loads(one.body)["action"] for one in record]
    assert actions == ["opened", "closed", "edited", "reopened"]
    secret = hub.server.deliveries.hooks[0].secret
    assert all(one.headers["x-hub-signature-256"] == signature(secret, one.body) for one in record)


async def test_deliveries_come_twice_and_in_another_order_when_told_so(
    hub: GitHubStand, dana: httpx.AsyncClient
) -> None:
    got: list[str] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = next(line for line in head.lower().split(b"\r\n") if b"content-length" in line)
        body = await reader.readexactly(int(size.partition(b":")[2]))
        got.append(json.loads(body)["issue"]["title"])
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        deliveries = hub.server.deliveries
        deliveries.hooks[:] = [Hook(f"http://127.0.0.1:{port}/in/github", "s")]
        deliveries.twice = deliveries.reversed = True
        await made(dana, title="first")
        await made(dana, title="second")
        while len(got) < 4:
            await asyncio.sleep(0.01)
    assert sorted(got) == ["first", "first", "second", "second"]
    assert got[0] == "second"


def test_it_serves_on_its_own_and_says_who_may_sign_in() -> None:
    command = [sys.executable, "-m", "csopsbot.testing.github_site"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        headers = {"Authorization": f"Bearer {told['accounts'][0]['token']}"}
        answer = httpx.get(f"{told['url']}/user", headers=headers, trust_env=False)
        process.terminate()
    assert answer.json()["login"] == told["accounts"][0]["login"]
