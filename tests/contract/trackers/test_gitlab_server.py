"""The local GitLab is as strict as GitLab documents itself, so that tests on it mean something."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from csopsbot.testing.gitlab_server import Hook
from csopsbot.testing.gitlab_server.deliveries import signature
from csopsbot.testing.loopback import Loopback
from tests.contract.trackers.gitlab_stand import DANA, SIGNING_TOKEN, GitLabStand

ISSUES = "/api/v4/projects/acme%2Fshop/issues"


@pytest.fixture
async def dana(gitlab: GitLabStand) -> AsyncIterator[httpx.AsyncClient]:
    url = gitlab.gitlab.url
    async with httpx.AsyncClient(base_url=url, headers=DANA, trust_env=False) as client:
        yield client


class Receiver:
    """Takes deliveries, and answers each as it is told."""

    def __init__(self) -> None:
        self.status = 202
        self.seen: list[str] = []
        route = Route("/in", self._take, methods=["POST"])
        self.served = Loopback(Starlette(routes=[route]))

    async def _take(self, request: Request) -> Response:
        self.seen.append(str((await request.json())["object_attributes"]["title"]))
        return Response(status_code=self.status)


@pytest.fixture
def receiver(gitlab: GitLabStand) -> Iterator[Receiver]:
    receiver = Receiver()
    with receiver.served as served:
        gitlab.server.deliveries.hooks[:] = [Hook(f"{served.url}/in")]
        yield receiver


async def make(client: httpx.AsyncClient, title: str = "x") -> None:
    assert (await client.post(ISSUES, json={"title": title})).status_code == 201


async def settle(gitlab: GitLabStand) -> None:
    while gitlab.server.deliveries.tasks:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": ""},
        {"title": "x" * 256},
        {"title": "x", "description": "x" * 1_000_001},
        {"title": "x", "description": "\x00"},
        {"title": "x", "issue_type": "Bug"},
        {"title": "x", "priority": "High"},
        {"title": "x", "assignee_ids": ["12"]},
        {"title": "x", "labels": "y" * 256},
    ],
)
async def test_an_issue_that_gitlab_does_not_document_is_refused(
    gitlab: GitLabStand, dana: httpx.AsyncClient, body: dict[str, object]
) -> None:
    assert (await dana.post(ISSUES, json=body)).status_code == 400
    assert gitlab.site.issues == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{ISSUES}?state=open", 400),
        ("GET", f"{ISSUES}?per_page=101", 400),
        ("GET", f"{ISSUES}?ref=1", 400),
        ("GET", "/api/v4/projects/acme/shop/issues", 404),
        ("GET", "/api/v4/projects/acme%2Fnone/issues", 404),
        ("GET", "/api/v4/issues/1", 404),
        ("GET", f"{ISSUES}/99", 404),
        ("PATCH", ISSUES, 405),
    ],
)
async def test_a_request_that_gitlab_does_not_document_is_refused(
    dana: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    assert (await dana.request(method, path)).status_code == status


@pytest.mark.parametrize(
    "query",
    [
        "{ issue }",
        "query($id: ID!) { issue(id: $id) { iid } }",
        "query($id: IssueID!) { issue(id: $id) { number } }",
        "mutation { destroyNote }",
    ],
)
async def test_a_question_that_graphql_does_not_know_is_an_error(
    dana: httpx.AsyncClient, query: str
) -> None:
    body = {"query": query, "variables": {"id": "gid://gitlab/Issue/1"}}
    assert "errors" in (await dana.post("/api/graphql", json=body)).json()


async def test_a_command_in_a_note_is_obeyed(gitlab: GitLabStand, dana: httpx.AsyncClient) -> None:
    await make(dana)
    answer = await dana.post(f"{ISSUES}/1/notes", json={"body": "/close"})
    assert answer.status_code == 202
    assert gitlab.site.issues[0].state == "closed"


async def test_a_renamed_project_redirects_reads_alone(
    gitlab: GitLabStand, dana: httpx.AsyncClient
) -> None:
    gitlab.site.rename(gitlab.site.projects[0], "acme/store")
    assert (await dana.get(ISSUES)).status_code == 302
    assert (await dana.post(ISSUES, json={"title": "x"})).status_code == 405


async def test_four_failures_in_a_row_disable_a_hook(
    gitlab: GitLabStand, dana: httpx.AsyncClient, receiver: Receiver
) -> None:
    receiver.status = 401
    for number in range(6):
        await make(dana, f"{number}")
        await settle(gitlab)
    assert gitlab.server.deliveries.hooks[0].disabled
    assert len(receiver.seen) == 4


async def test_deliveries_come_twice_and_out_of_order_when_told_to(
    gitlab: GitLabStand, dana: httpx.AsyncClient, receiver: Receiver
) -> None:
    gitlab.server.deliveries.twice = gitlab.server.deliveries.reversed = True
    await make(dana, "first")
    await make(dana, "second")
    await settle(gitlab)
    assert sorted(receiver.seen) == ["first", "first", "second", "second"]


def test_its_signature_is_the_one_that_is_published() -> None:
    body, published = b'{"test": 2432232314}', "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    message = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert signature(SIGNING_TOKEN, message, "1614265330", body) == published
