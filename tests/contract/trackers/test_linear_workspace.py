"""Our own Linear is as strict as the real one, or stricter, and misbehaves when it is told to."""

import json
from typing import Any

import httpx
import pytest

from csopsbot.testing.linear_workspace.deliveries import Hook
from csopsbot.testing.linear_workspace.workspace import Issue, Label, new_id
from csopsbot.testing.loopback import Loopback
from tests.contract.trackers.linear_stand import DANA_KEY, LinearStand

VIEWER = "query Viewer { viewer { id } }"
READ = "query Read($id: String!) { issue(id: $id) { id identifier } }"
CREATE = """mutation Create($input: IssueCreateInput!) {
    issueCreate(input: $input) { success issue { id identifier } }
}"""
ATTACH = """mutation Attach($input: AttachmentCreateInput!) {
    attachmentCreate(input: $input) { attachment { id } }
}"""


async def post(
    linear: LinearStand, body: object, authorization: str = DANA_KEY, **headers: str
) -> httpx.Response:
    told = {"Authorization": authorization, "Content-Type": "application/json"} | headers
    async with httpx.AsyncClient(trust_env=False) as client:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await client.post(f"{linear.linear.url}/graphql", content=content, headers=told)


async def asked(linear: LinearStand, query: str, **variables: object) -> Any:
    return (await post(linear, {"query": query, "variables": variables})).json()


def code(answer: Any) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


async def made(linear: LinearStand, **more: object) -> Issue:
    wanted = {"teamId": linear.team("PAY").id, "title": "It burns"} | more
    data = await linear.ask(CREATE, input=wanted)
    return linear.issue(data["issueCreate"]["issue"]["id"])


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("query {", "GRAPHQL_PARSE_FAILED"),
        ("query A { viewer { id nosuch } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { viewer }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { issue { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { teams(nosuch: 1) { nodes { id } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A($a: String!) { viewer { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { viewer { id } } query B { viewer { id } }", "OPERATION_RESOLUTION_FAILURE"),
        ("query A($id: String!) { issue(id: $id) { id } }", "BAD_USER_INPUT"),
    ],
)
async def test_a_document_that_does_not_fit_the_schema_is_refused(
    linear: LinearStand, query: str, why: str
) -> None:
    answer = await post(linear, {"query": query})
    assert (answer.status_code, code(answer.json())) == (400, why)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"query": 1}', b'{"query": "{ a }", "more": 1}']
)
async def test_a_body_that_is_no_request_is_refused(linear: LinearStand, body: bytes) -> None:
    answer = await post(linear, body)
    assert answer.status_code == 400


async def test_a_body_that_is_not_called_json_is_refused(linear: LinearStand) -> None:
    answer = await post(linear, {"query": VIEWER}, **{"Content-Type": "text/plain"})
    assert answer.status_code == 400


async def test_a_variable_that_nothing_asks_for_is_refused(linear: LinearStand) -> None:
    assert code(await asked(linear, VIEWER, id="1")) == "BAD_USER_INPUT"


async def test_an_input_without_what_it_needs_or_with_more_is_refused(linear: LinearStand) -> None:
    assert code(await asked(linear, CREATE, input={"title": "It burns"})) == "BAD_USER_INPUT"
    more = {"teamId": linear.team("PAY").id, "title": "It burns", "nosuch": 1}
    assert code(await asked(linear, CREATE, input=more)) == "BAD_USER_INPUT"
    assert await linear.issues() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"id": "1"},
        {"id": "2174add1-f7c8-54e3-bbf3-2d60b5ea8bc9"},
        {"title": " "},
        {"title": "x" * 256},
        {"title": "a\nb"},
        {"priority": 5},
        {"description": "\x00"},
        {"stateId": new_id()},
        {"assigneeId": new_id()},
        {"labelIds": [new_id()]},
        {"teamId": new_id()},
    ],
)
async def test_an_issue_that_linear_would_not_take_is_not_made(
    linear: LinearStand, more: dict[str, object]
) -> None:
    wanted = {"teamId": linear.team("PAY").id, "title": "It burns"} | more
    answer = await asked(linear, CREATE, input=wanted)
    assert code(answer) in ("INVALID_INPUT", "INPUT_ERROR")
    assert await linear.issues() == 0


async def test_an_id_is_given_once(linear: LinearStand) -> None:
    first = await made(linear)
    wanted = {"id": first.id, "teamId": linear.team("PAY").id, "title": "Other"}
    answer = await asked(linear, CREATE, input=wanted)
    assert answer["errors"][0]["message"] == "conflict on insert of Issue"
    assert (await made(linear)).identifier == "PAY-2"


async def test_a_label_of_another_team_or_a_second_of_a_group_is_refused(
    linear: LinearStand,
) -> None:
    group = Label(new_id(), "severity", is_group=True)
    of_group = [Label(new_id(), name, parent=group) for name in ("one", "two")]
    other = Label(new_id(), "other", linear.team("OPS"))
    linear.workspace.labels += [group, *of_group, other]
    for ids in ([other.id], [group.id], [one.id for one in of_group]):
        wanted = {"teamId": linear.team("PAY").id, "title": "It burns", "labelIds": ids}
        assert code(await asked(linear, CREATE, input=wanted)) == "INPUT_ERROR"
    assert (await made(linear, labelIds=[of_group[0].id])).labels == [of_group[0]]


async def test_an_issue_is_found_by_its_former_identifier(linear: LinearStand) -> None:
    issue = await made(linear)
    linear.workspace.move(issue, linear.team("OPS"))
    answer = await asked(linear, READ, id="PAY-1")
    assert answer["data"]["issue"] == {"id": issue.id, "identifier": "OPS-1"}


async def test_what_is_not_there_is_a_yes_by_its_status(linear: LinearStand) -> None:
    answer = await post(linear, {"query": READ, "variables": {"id": "PAY-1"}})
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["message"] == "Entity not found: Issue"


async def test_an_attachment_with_the_same_address_is_the_same(linear: LinearStand) -> None:
    issue, other = await made(linear), await made(linear)
    wanted = {"issueId": issue.id, "url": "https://chat.test/1", "title": "One"}
    first = await linear.ask(ATTACH, input=wanted)
    assert await linear.ask(ATTACH, input=wanted | {"title": "Two"}) == first
    assert await linear.ask(ATTACH, input=wanted | {"issueId": other.id}) != first
    assert await linear.links(issue.id) == [("https://chat.test/1", "Two")]


@pytest.mark.parametrize("first", [0, -1, 251])
async def test_a_page_of_another_size_than_linear_serves_is_refused(
    linear: LinearStand, first: int
) -> None:
    query = "query A($first: Int) { teams(first: $first) { nodes { id } } }"
    assert code(await asked(linear, query, first=first)) == "INVALID_INPUT"


async def test_a_list_goes_on_page_by_page(linear: LinearStand) -> None:
    query = """query A($after: String) { teams(first: 1, after: $after) {
        nodes { key } pageInfo { hasNextPage endCursor } } }"""
    first = (await linear.ask(query))["teams"]
    second = (await linear.ask(query, after=first["pageInfo"]["endCursor"]))["teams"]
    assert [one["nodes"][0]["key"] for one in (first, second)] == ["PAY", "OPS"]
    assert [one["pageInfo"]["hasNextPage"] for one in (first, second)] == [True, False]


async def test_a_query_that_is_too_complex_is_refused(linear: LinearStand) -> None:
    query = """{ teams(first: 250) { nodes { states { nodes { id } } } } }"""
    answer = await post(linear, {"query": query})
    assert (answer.status_code, code(answer.json())) == (400, "INPUT_ERROR")


async def test_complexity_is_counted_as_linear_tells(linear: LinearStand) -> None:
    answer = await post(linear, {"query": "{ viewer { name } }"})
    assert answer.headers["x-complexity"] == "2"
    answer = await post(linear, {"query": "{ users(first: 10) { nodes { id name } } }"})
    assert answer.headers["x-complexity"] == "12"


async def test_what_is_left_is_told_with_every_answer(linear: LinearStand) -> None:
    answer = await post(linear, {"query": VIEWER})
    assert answer.headers["x-ratelimit-requests-remaining"] == "2499"
    assert answer.headers["x-ratelimit-complexity-remaining"] == "2999998"


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("", 401),
        ("lin_api_nobody", 401),
        ("Bearer lin_api_dana", 400),
        ("Basic lin_api_dana", 400),
        ("lin_oauth_app", 401),
        ("Bearer lin_oauth_app", 200),
    ],
)
async def test_only_a_bare_key_and_a_bearer_of_a_token_are_let_in(
    linear: LinearStand, authorization: str, status: int
) -> None:
    assert (await post(linear, {"query": VIEWER}, authorization)).status_code == status


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_posts_are_answered(linear: LinearStand, method: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.request(method, f"{linear.linear.url}/graphql")
    assert answer.status_code == 405


class Inbox:
    """Takes what is posted, but for the first REFUSES."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses = refuses
        self.taken: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = (await receive())["body"]
        self.refuses -= 1
        status = 500 if self.refuses >= 0 else 200
        if status == 200:
            self.taken.append(json.loads(body)["action"])
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def delivered(linear: LinearStand, inbox: Inbox, count: int) -> list[str]:
    """Let one issue be made and changed, and return the first COUNT that INBOX took."""
    with Loopback(inbox) as there:
        linear.server.deliveries.hooks[:] = [Hook(there.url, "secret")]
        linear.server.deliveries.kept = False
        issue = await made(linear)
        await linear.assign(issue.id)
        for _ in range(500):
            if len(inbox.taken) >= count:
                break
            await asked(linear, VIEWER)
    return inbox.taken


async def test_what_failed_is_delivered_again(linear: LinearStand) -> None:
    linear.server.deliveries.pauses = (0, 0, 0)
    assert sorted(await delivered(linear, Inbox(refuses=2), 2)) == ["create", "update"]


async def test_deliveries_come_twice_when_told_to(linear: LinearStand) -> None:
    linear.server.deliveries.twice = True
    assert sorted(await delivered(linear, Inbox(), 4)) == ["create"] * 2 + ["update"] * 2


async def test_deliveries_come_in_reverse_when_told_to(linear: LinearStand) -> None:
    linear.server.deliveries.reversed = True
    assert sorted(await delivered(linear, Inbox(), 2)) == ["create", "update"]


async def test_nothing_is_delivered_when_it_is_withheld(linear: LinearStand) -> None:
    linear.server.deliveries.withheld = True
    await made(linear)
    assert await linear.posts() == []
