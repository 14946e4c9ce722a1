"""The local Jira is as strict as Jira, and misbehaves as it is told."""

import asyncio
import hashlib
import hmac
import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from csopsbot.testing.jira_cloud import JiraCloud
from csopsbot.testing.jira_cloud.adf import complaints, words
from tests.contract.trackers.jira_stand import BOT, DANA
from tests.specs import needs_specs


@pytest.fixture
def fresh(cloud: JiraCloud) -> JiraCloud:
    cloud.server.reset()
    return cloud


@pytest.fixture
async def bot(fresh: JiraCloud) -> AsyncIterator[httpx.AsyncClient]:
    url = f"{fresh.url}/rest/api/3/"
    async with httpx.AsyncClient(base_url=url, auth=BOT, trust_env=False) as client:
        yield client


def fields(**more: object) -> dict[str, Any]:
    project = {"project": {"key": "PAY"}, "issuetype": {"name": "Bug"}, "summary": "It burns"}
    return {"fields": project | more}


async def made(bot: httpx.AsyncClient) -> str:
    answer = await bot.post("issue", json=fields())
    return str(answer.json()["id"])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"summary": "a\nb"}, "summary"),
        ({"summary": "x" * 256}, "summary"),
        ({"description": "plain words"}, "description"),
        ({"description": {"type": "doc", "content": []}}, "description"),
        ({"description": words("x" * 32_768)}, "description"),
        ({"labels": ["two words"]}, "labels"),
        ({"project": {"key": "NONE"}}, "project"),
        ({"issuetype": {"name": "Saga"}}, "issuetype"),
        ({"priority": {"name": "Dire"}}, "priority"),
        ({"assignee": {"accountId": "nobody"}}, "assignee"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_field_that_is_wrong_is_named(
    bot: httpx.AsyncClient, more: dict[str, object], field: str
) -> None:
    answer = await bot.post("issue", json=fields(**more))
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "text", "text": "bare"}],
        [{"type": "paragraph", "content": [{"type": "text", "text": ""}]}],
        [{"type": "heading", "attrs": {"level": 9}, "content": []}],
        [{"type": "bulletList", "content": []}],
        [{"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "text"}]}]}],
        [
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": "x", "marks": [{"type": "code"}, {"type": "strong"}]}
                ],
            }
        ],
        [
            {
                "type": "codeBlock",
                "content": [{"type": "text", "text": "x", "marks": [{"type": "strong"}]}],
            }
        ],
    ],
)
def test_a_document_that_no_editor_builds_is_refused(content: list[object]) -> None:
    assert complaints({"type": "doc", "version": 1, "content": content})


async def test_an_empty_comment_is_refused(bot: httpx.AsyncClient) -> None:
    body = {"body": {"type": "doc", "version": 1, "content": []}}
    answer = await bot.post(f"issue/{await made(bot)}/comment", json=body)
    assert answer.json()["errors"] == {"comment": "Comment body can not be empty!"}


async def test_a_step_that_the_status_does_not_offer_is_refused(bot: httpx.AsyncClient) -> None:
    body = {"transition": {"id": "31"}}
    answer = await bot.post(f"issue/{await made(bot)}/transitions", json=body)
    assert answer.status_code == 400
    assert "not valid for the current state" in answer.json()["errorMessages"][0]


async def test_a_search_gives_ids_alone_unless_asked(bot: httpx.AsyncClient) -> None:
    await made(bot)
    answer = await bot.get("search/jql", params={"jql": "project = PAY"})
    assert answer.json()["issues"][0]["fields"] == {}


@pytest.mark.parametrize(
    "jql", ["", "ORDER BY created", "colour = red", "created > 2026-01-01", "labels ~ x"]
)
async def test_a_search_that_jira_cannot_read_is_refused(bot: httpx.AsyncClient, jql: str) -> None:
    assert (await bot.get("search/jql", params={"jql": jql})).status_code == 400


async def test_a_search_goes_page_by_page_until_there_is_no_token(bot: httpx.AsyncClient) -> None:
    for _ in range(3):
        await made(bot)
    query = {"jql": "project = PAY", "maxResults": "2"}
    first = (await bot.get("search/jql", params=query)).json()
    last = (
        await bot.get("search/jql", params=query | {"nextPageToken": first["nextPageToken"]})
    ).json()
    assert (len(first["issues"]), len(last["issues"])) == (2, 1)
    assert "nextPageToken" not in last


async def test_the_old_search_is_gone(fresh: JiraCloud) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{fresh.url}/rest/api/3/search")).status_code == 410


@pytest.mark.parametrize("auth", [None, ("csopsbot@example.test", "wrong"), ("x", "bot-token")])
async def test_strangers_are_refused(fresh: JiraCloud, auth: tuple[str, str] | None) -> None:
    async with httpx.AsyncClient(auth=auth, trust_env=False) as client:
        answer = await client.get(f"{fresh.url}/rest/api/3/myself")
    assert answer.status_code == 401
    assert answer.headers["x-seraph-loginreason"] == "AUTHENTICATED_FAILED"


@needs_specs
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "issue/1/transitions", {"transition": {"id": 31}}),
        ("POST", "issue/1/remotelink", {"object": {"title": "no url"}}),
        ("POST", "issue/1/comment", {"properties": [{"key": "k", "worth": 1}]}),
        ("POST", "search/jql", {"jql": "project = PAY", "startAt": 0}),
        ("GET", "issue/1?verbose=true", None),
        ("GET", "issue/1/comment?startAt=first", None),
        ("PUT", "issue/1/assignee", None),
    ],
)
async def test_what_the_published_document_does_not_know_is_refused(
    bot: httpx.AsyncClient, method: str, path: str, body: object
) -> None:
    answer = await bot.request(method, path, json=body)
    assert answer.status_code == 400


async def test_what_goes_wrong_is_set_and_mended_over_http(fresh: JiraCloud) -> None:
    fault = {"faults": [{"kind": "answer", "status": 429, "path": "/myself"}], "index_lag": 3}
    async with httpx.AsyncClient(base_url=fresh.url, auth=BOT, trust_env=False) as client:
        await client.post("/_faults", json=fault)
        first = await client.get("/rest/api/3/myself")
        second = await client.get("/rest/api/3/myself")
        lag = fresh.server.faults.index_lag
        await client.delete("/_faults")
        unknown = await client.post("/_faults", json={"gremlins": True})
    assert (first.status_code, second.status_code, lag) == (429, 200, 3)
    assert fresh.server.faults.index_lag == 0
    assert unknown.status_code == 400


async def test_what_happens_behind_everybodys_back_is_told_over_http(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    issue_id = await made(bot)
    happening = {"issue": issue_id, "happens": "moves", "project": "OPS"}
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.post(f"{fresh.url}/_happening", json=happening)
    assert (await bot.get("issue/PAY-1")).json()["key"] == "OPS-1"


class Receiver:
    """An address that takes deliveries, after answering the first few with REFUSALS."""

    def __init__(self, *refusals: int) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        answers = list(refusals)
        taken = self.taken

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                taken.append(({name.lower(): self.headers[name] for name in self.headers}, body))
                self.send_response(answers.pop(0) if answers else 202)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/in"

    async def wait_for(self, count: int) -> list[str]:
        """Return the events that arrived, once there are COUNT."""
        async with asyncio.timeout(20):
            while len(self.taken) < count:
                await asyncio.sleep(0.01)
        return [json.loads(body)["webhookEvent"] for _, body in self.taken]


@contextmanager
def receiving(cloud: JiraCloud, *refusals: int) -> Iterator[Receiver]:
    receiver = Receiver(*refusals)
    thread = threading.Thread(target=receiver.server.serve_forever, args=(0.01,))
    thread.start()
    cloud.server.deliveries.retry_seconds = 0.01
    answer = httpx.post(
        f"{cloud.url}/_webhook", json={"url": receiver.url, "secret": "s"}, trust_env=False
    )
    assert answer.status_code == 201
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()
    thread.join()


async def test_a_delivery_is_signed_over_its_very_bytes(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    with receiving(fresh) as receiver:
        await made(bot)
        await receiver.wait_for(1)
    headers, body = receiver.taken[0]
    digest = hmac.new(b"s", body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature"] == f"sha256={digest}"
    assert "x-atlassian-webhook-retry" not in headers


async def test_a_delivery_that_failed_comes_again_under_the_same_id(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    with receiving(fresh, 503, 429) as receiver:
        await made(bot)
        await receiver.wait_for(3)
    ids = {headers["x-atlassian-webhook-identifier"] for headers, _ in receiver.taken}
    retries = [headers.get("x-atlassian-webhook-retry") for headers, _ in receiver.taken]
    assert len(ids) == 1
    assert retries == [None, "1", "2"]


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_delivery_that_was_refused_never_comes_again(
    fresh: JiraCloud, bot: httpx.AsyncClient, status: int
) -> None:
    with receiving(fresh, status) as receiver:
        issue_id = await made(bot)
        await receiver.wait_for(1)
        await bot.delete(f"issue/{issue_id}")
        events = await receiver.wait_for(2)
    assert events == ["jira:issue_created", "jira:issue_deleted"]


async def test_a_comment_is_delivered_twice_over_as_jira_does(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    with receiving(fresh) as receiver:
        issue_id = await made(bot)
        await bot.post(f"issue/{issue_id}/comment", json={"body": words("Hello")})
        events = await receiver.wait_for(3)
    assert sorted(events) == ["comment_created", "jira:issue_created", "jira:issue_updated"]


async def test_deliveries_come_twice_when_they_are_told_to(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    fresh.server.faults.duplicate_deliveries = True
    with receiving(fresh) as receiver:
        await made(bot)
        events = await receiver.wait_for(2)
    assert events == ["jira:issue_created"] * 2


async def test_deliveries_wait_for_the_next_one_when_they_are_to_be_disordered(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    fresh.server.faults.reorder_deliveries = True
    with receiving(fresh) as receiver:
        issue_id = await made(bot)
        assert receiver.taken == []
        await bot.delete(f"issue/{issue_id}")
        await receiver.wait_for(2)


async def test_a_person_edits_their_own_comment_alone(
    fresh: JiraCloud, bot: httpx.AsyncClient
) -> None:
    issue_id = await made(bot)
    place = f"issue/{issue_id}/comment"
    comment = (await bot.post(place, json={"body": words("Hello")})).json()["id"]
    own = await bot.put(f"{place}/{comment}", json={"body": words("Hello again")})
    other = await bot.put(f"{place}/{comment}", json={"body": words("Bye")}, auth=DANA)
    assert (own.status_code, other.status_code) == (200, 400)


def test_it_serves_on_its_own_and_says_where() -> None:
    command = [sys.executable, "-m", "csopsbot.testing.jira_cloud"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        answer = httpx.get(f"{said['url']}/rest/api/3/myself", auth=BOT, trust_env=False)
        process.terminate()
    assert answer.json()["displayName"] == "csopsbot"
    assert said["projects"] == ["PAY", "OPS"]
