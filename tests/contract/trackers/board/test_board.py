"""The board page: what people see and do on it, and what nobody can do to them through it."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from csopsbot.domain.document import Doc, Link, Paragraph, Text
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract import draft, read
from tests.contract.trackers.local_stand import HERE, LocalStand

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '"><img src=x onerror=alert(1)>'


@pytest.fixture
async def browser(local: LocalStand) -> AsyncIterator[httpx.AsyncClient]:
    async with local.browser() as client:
        yield client


async def seen(local: LocalStand, issue: Issue) -> Issue:
    return await read(local.tracker(), issue)


# what is shown


async def test_an_empty_board_opens(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/board/")
    assert answer.status_code == 200


async def test_an_issue_stands_on_the_board_with_its_key(
    browser: httpx.AsyncClient, issue: Issue
) -> None:
    assert issue.ref.key in (await browser.get("/board/")).text


async def test_the_address_of_an_issue_is_its_page(
    browser: httpx.AsyncClient, issue: Issue
) -> None:
    answer = await browser.get(issue.ref.url)
    assert issue.title in answer.text


async def test_the_links_of_a_page_lead_somewhere(browser: httpx.AsyncClient, issue: Issue) -> None:
    page = await browser.get(issue.ref.url)
    for address in re.findall(r'href="([^"#:]+)"', page.text):
        assert (await browser.get(str(page.url.join(address)))).status_code == 200


async def test_the_page_speaks_the_browsers_language(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/board/", headers={"accept-language": "es,en;q=0.5"})
    assert "Tablero" in answer.text
    assert '<html lang="es">' in answer.text


async def test_a_post_to_an_unknown_issue_is_not_found(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/board/issues/PAY-99/move", data={"status": "Done", "by": "Ada"})
    assert answer.status_code == 404


# what people do


async def test_a_button_moves_the_issue(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue
) -> None:
    form = {"status": "In review", "by": "Ada"}
    answer = await browser.post(f"/board/issues/{issue.ref.key}/move", data=form)
    assert str(answer.url.join(answer.headers["location"])) == issue.ref.url
    assert (await seen(local, issue)).status.category is Category.IN_PROGRESS


async def test_a_comment_is_by_whom_the_form_names(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue
) -> None:
    form = {"text": "On it", "by": "Ada"}
    await browser.post(f"/board/issues/{issue.ref.key}/comments", data=form)
    assert (await seen(local, issue)).comments[0].author.name == "Ada"


async def test_a_name_that_was_said_once_is_remembered(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue
) -> None:
    await browser.post("/board/name", data={"name": "Zoë; O'Hara, 3rd"})
    await browser.post(f"/board/issues/{issue.ref.key}/comments", data={"text": "On it"})
    assert (await seen(local, issue)).comments[0].author.name == "Zoë; O'Hara, 3rd"


async def test_who_says_their_name_on_an_issues_page_comes_back_to_it(
    browser: httpx.AsyncClient, issue: Issue
) -> None:
    form = {"name": "Ada", "issue": issue.ref.key}
    answer = await browser.post("/board/name", data=form, follow_redirects=True)
    assert str(answer.url) == issue.ref.url
    assert answer.status_code == 200


@pytest.mark.parametrize("elsewhere", ["//evil.test", "https://evil.test", "../../x"])
async def test_a_name_leads_nowhere_but_to_the_board(
    browser: httpx.AsyncClient, elsewhere: str
) -> None:
    answer = await browser.post("/board/name", data={"name": "Ada", "issue": elsewhere})
    assert str(answer.url.join(answer.headers["location"])).startswith(f"{HERE}/board/issues/")


async def test_only_who_said_their_name_is_offered_anything(
    browser: httpx.AsyncClient, issue: Issue
) -> None:
    stranger = (await browser.get(issue.ref.url)).text
    await browser.post("/board/name", data={"name": "Ada"})
    assert "/move" not in stranger
    assert "/move" in (await browser.get(issue.ref.url)).text


async def test_an_issue_is_assigned_and_then_nobodys(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue
) -> None:
    url = f"/board/api/issues/{issue.ref.key}/assign"
    assert (await browser.post(url, json={"name": "Ada"})).json()["assignee"] == "Ada"
    assert (await browser.post(url, json={"name": ""})).json()["assignee"] is None


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("move", {"status": "Done"}),
        ("move", {"status": "Done", "by": "  "}),
        ("move", {"status": "Done", "by": "csopsbot"}),
        ("move", {"status": "Done", "by": "x" * 81}),
        ("move", {"status": "Elsewhere", "by": "Ada"}),
        ("comments", {"text": " ", "by": "Ada"}),
        ("comments", {"text": "x" * 32_001, "by": "Ada"}),
        ("explode", {"by": "Ada"}),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue, action: str, form: dict[str, str]
) -> None:
    url = f"/board/api/issues/{issue.ref.key}/{action}"
    answer = await browser.post(url, json=form)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert await seen(local, issue) == issue


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"by": 1}', b'{"by": "\\ud800"}', b'{"by": "\\u0000"}', b"\xff"],
)
async def test_a_body_that_cannot_be_read_is_refused(
    browser: httpx.AsyncClient, issue: Issue, body: bytes
) -> None:
    url = f"/board/api/issues/{issue.ref.key}/move"
    answer = await browser.post(url, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"by=%FF", b"by=%00&text=x", b"&".join([b"a=1"] * 21)])
async def test_a_form_that_cannot_be_read_is_refused(
    browser: httpx.AsyncClient, issue: Issue, body: bytes
) -> None:
    url = f"/board/issues/{issue.ref.key}/comments"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await browser.post(url, content=body, headers=headers)
    assert answer.status_code == 400


# what nobody can do


@pytest.mark.parametrize("text", [SCRIPT, ATTRIBUTE, "{{ 7 * 7 }}", "</textarea>" + SCRIPT])
async def test_hostile_text_is_shown_as_text(
    local: LocalStand, browser: httpx.AsyncClient, text: str
) -> None:
    tracker = local.tracker()
    issue = await tracker.create(draft(local, title=text, labels=(text,)), "01HOSTILE")
    await local.act(issue.ref.id, "assign", name=text)
    await local.act(issue.ref.id, "comments", text=text, by=text)
    await tracker.link(issue.ref, "https://chat.test/", text, "card")
    await browser.post("/board/name", data={"name": text})
    for page in ("/board/", issue.ref.url):
        html = (await browser.get(page)).text
        assert "<script" not in html
        assert "<img" not in html
        assert ">49<" not in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " javascript:x"])
async def test_a_link_that_runs_something_is_no_link(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue, url: str
) -> None:
    body = Doc((Paragraph((Link(url, "press me"), Text("."))),))
    await local.tracker().comment(issue.ref, body, "op")
    html = (await browser.get(issue.ref.url)).text
    assert "press me" in html
    assert f'href="{url}' not in html


async def test_a_page_allows_no_script_and_no_frame(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/board/")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": HERE},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_a_post_from_another_site_is_refused_and_changes_nothing(
    local: LocalStand, browser: httpx.AsyncClient, issue: Issue, headers: dict[str, str]
) -> None:
    form = {"status": "Done", "by": "Ada"}
    url = f"/board/issues/{issue.ref.key}/move"
    answer = await browser.post(url, data=form, headers=headers)
    assert answer.status_code == 403
    assert await seen(local, issue) == issue


async def test_a_post_from_our_own_page_comes_in(browser: httpx.AsyncClient, issue: Issue) -> None:
    form = {"status": "Done", "by": "Ada"}
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}
    url = f"/board/issues/{issue.ref.key}/move"
    assert (await browser.post(url, data=form, headers=headers)).status_code == 303


async def test_the_api_takes_no_form(browser: httpx.AsyncClient, issue: Issue) -> None:
    url = f"/board/api/issues/{issue.ref.key}/move"
    answer = await browser.post(url, data={"status": "Done", "by": "Ada"})
    assert answer.status_code == 400


# who may come in


@pytest.mark.parametrize(
    ("client", "host"), [("10.0.0.7", "127.0.0.1:8080"), ("127.0.0.1", "evil.test")]
)
async def test_without_a_password_no_other_machine_comes_in(
    local: LocalStand, client: str, host: str
) -> None:
    async with local.browser(client=(client, 1)) as browser:
        answer = await browser.get("/board/", headers={"host": host})
    assert answer.status_code == 403


async def test_the_password_lets_another_machine_in(local: LocalStand) -> None:
    there = {"client": ("10.0.0.7", 1), "password": "opensésame"}
    async with local.browser(**there, auth=httpx.BasicAuth("", "opensésame")) as browser:
        assert (await browser.get("/board/")).status_code == 200


@pytest.mark.parametrize("header", [None, "Basic", "Basic !", "Basic OnNoZWxs", "Bearer x"])
async def test_without_the_right_password_nobody_comes_in(
    local: LocalStand, header: str | None
) -> None:
    headers = {"authorization": header} if header else {}
    async with local.browser(password="open sesame", headers=headers) as browser:
        answer = await browser.get("/board/api/issues")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")


async def test_a_long_board_says_that_it_shows_only_the_newest(
    local: LocalStand, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csopsbot.trackers.local.views.AT_MOST", 1)
    for ref in ("01ONE", "01TWO"):
        await local.tracker().create(draft(local), ref)
    listed = (await browser.get("/board/api/issues")).json()
    assert listed["more"]
    assert [one["key"] for one in listed["issues"]] == ["PAY-2"]
