"""What people leave on an issue of the board, and choose for it, on its page and by its API."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from csopsbot.app.tracker import Patch
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import Issue, IssueComment, Version
from csopsbot.testing.tracker_contract import draft, read
from tests.contract.trackers.local_stand import LocalStand

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
async def ada(local: LocalStand) -> AsyncIterator[httpx.AsyncClient]:
    async with local.browser(follow_redirects=True) as client:
        await client.post("/board/name", data={"name": "Ada"})
        yield client


@pytest.fixture
async def hers(local: LocalStand, ada: httpx.AsyncClient, issue: Issue) -> IssueComment:
    await post(ada, issue, "comments", text="On it")
    return (await seen(local, issue)).comments[0]


async def seen(local: LocalStand, issue: Issue) -> Issue:
    return await read(local.tracker(), issue)


async def post(client: httpx.AsyncClient, issue: Issue, action: str, **form: str) -> httpx.Response:
    return await client.post(f"/board/issues/{issue.ref.key}/{action}", data=form)


async def api(client: httpx.AsyncClient, issue: Issue, action: str, **body: str) -> httpx.Response:
    return await client.post(f"/board/api/issues/{issue.ref.key}/{action}", json=body)


# comments


async def test_who_wrote_a_comment_changes_it_on_the_page(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, hers: IssueComment
) -> None:
    page = await post(ada, issue, "edit", comment=hers.id, text="Not on it")
    assert "edited" in page.text
    assert to_text((await seen(local, issue)).comments[0].body) == "Not on it"


async def test_who_wrote_a_comment_takes_it_away_on_the_page(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, hers: IssueComment
) -> None:
    await post(ada, issue, "remove", comment=hers.id)
    assert (await seen(local, issue)).comments == ()


async def test_only_the_own_comments_are_offered_to_be_changed(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, hers: IssueComment
) -> None:
    await local.comment(issue.ref.id, "Dana's")
    page = (await ada.get(issue.ref.url)).text
    assert page.count('name="comment"') == 2  # of hers, one to change it and one to remove it
    assert f'value="{hers.id}"' in page


@pytest.mark.parametrize("action", ["edit", "remove"])
async def test_nobody_changes_what_another_wrote(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, action: str
) -> None:
    ours = await local.tracker().comment(issue.ref, plain("From support"), "op")
    await local.comment(issue.ref.id, "Dana's")
    before = await seen(local, issue)
    for comment in (ours.id, before.comments[-1].id, "404", "x"):
        form = {"comment": comment, "text": "Ha", "by": "Ada"}
        assert (await api(ada, issue, action, **form)).status_code == 400
    assert await seen(local, issue) == before


async def test_a_comment_of_another_issue_is_not_changed(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, hers: IssueComment
) -> None:
    other = await local.tracker().create(draft(local), "01OTHER")
    answer = await api(ada, other, "remove", comment=hers.id, by="Ada")
    assert answer.status_code == 400
    assert (await seen(local, issue)).comments == (hers,)


# files


async def test_a_file_is_added_on_the_page_and_downloaded_there(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    sent = {"file": ("Bildschirm 漢.png", PICTURE, "image/png")}
    page = await ada.post(f"/board/issues/{issue.ref.key}/files", files=sent)
    (file,) = (await seen(local, issue)).attachments
    assert "Bildschirm 漢.png" in page.text
    assert (file.author.name, file.media_type, file.size) == ("Ada", "image/png", len(PICTURE))
    assert (await ada.get(file.url)).content == PICTURE


async def test_a_file_is_added_and_listed_by_the_api(ada: httpx.AsyncClient, issue: Issue) -> None:
    url = f"/board/api/issues/{issue.ref.key}/files?by=Ada&name=a.png"
    answer = await ada.post(url, content=PICTURE, headers={"content-type": "image/png"})
    (file,) = answer.json()["files"]
    assert (file["name"], file["by"], file["size"]) == ("a.png", "Ada", len(PICTURE))
    assert (await ada.get(file["url"])).content == PICTURE


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "text/javascript"])
async def test_a_file_never_runs_on_the_board(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, kind: str
) -> None:
    sent = {"file": ('a";b\r\n.html', b"<script>alert(1)</script>", kind)}
    await ada.post(f"/board/issues/{issue.ref.key}/files", files=sent)
    (file,) = (await seen(local, issue)).attachments
    answer = await ada.get(file.url)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_file_is_found_on_its_own_issue_alone(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    other = await local.tracker().create(draft(local), "01OTHER")
    await local.attach(issue.ref.id, "a.png", PICTURE)
    (file,) = (await seen(local, issue)).attachments
    for place in (f"{other.ref.url}/files/{file.id}", f"{issue.ref.url}/files/404"):
        assert (await ada.get(place)).status_code == 404


@pytest.mark.parametrize(
    "how",
    [
        {"files": {"file": ("empty.txt", b"")}},
        {"files": {"other": ("a.txt", b"a")}},
        {"files": {"file": (None, "no file, only a text")}},
        {"files": [("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]},
        {"data": {"file": "a"}},
        {"content": b"--x", "headers": {"content-type": "multipart/form-data; boundary=y"}},
        {"content": b"--x", "headers": {"content-type": "multipart/form-data"}},
    ],
)
async def test_what_is_no_file_is_refused_on_the_page(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, how: dict[str, Any]
) -> None:
    answer = await ada.post(f"/board/issues/{issue.ref.key}/files", **how)
    assert answer.status_code == 400
    assert await seen(local, issue) == issue


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]
)
async def test_the_api_takes_no_file_that_a_page_could_send_unasked(
    ada: httpx.AsyncClient, issue: Issue, kind: str
) -> None:
    url = f"/board/api/issues/{issue.ref.key}/files?by=Ada&name=a.png"
    answer = await ada.post(url, content=PICTURE, headers={"content-type": kind})
    assert answer.status_code == 400


@pytest.mark.parametrize("who", ["", "csopsbot", "%00"])
async def test_a_file_is_by_a_person(ada: httpx.AsyncClient, issue: Issue, who: str) -> None:
    url = f"/board/api/issues/{issue.ref.key}/files?by={who}&name=a.png"
    answer = await ada.post(url, content=PICTURE, headers={"content-type": "image/png"})
    assert answer.status_code == 400


# priorities, versions, hours, history


async def test_a_priority_is_chosen_on_the_page_and_taken_away(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    await post(ada, issue, "prioritise", priority="High")
    assert (await seen(local, issue)).priority == "High"
    await post(ada, issue, "prioritise", priority="")
    assert (await seen(local, issue)).priority == ""


async def test_a_priority_of_the_desk_file_that_no_board_knows_does_no_harm(
    local: LocalStand,
) -> None:
    made = await local.tracker().create(replace(draft(local), priority="P1"), "01OTHER")
    assert made.priority == ""


async def test_versions_are_planned_released_and_not_planned_any_more_on_the_pages(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    page = await post(ada, issue, "plan", version=" 2.4 <b>spring</b> ")
    assert "2.4 &lt;b&gt;spring&lt;/b&gt;" in page.text
    name = "2.4 <b>spring</b>"
    board = await ada.post("/board/projects/PAY/release", data={"version": name})
    assert board.status_code == 200
    assert "released" in board.text
    assert (await seen(local, issue)).versions == {Version(name, released=True)}
    await post(ada, issue, "unplan", version=name)
    assert (await seen(local, issue)).versions == frozenset()


async def test_a_release_is_told_of_each_issue_that_was_planned_for_it(
    local: LocalStand, issue: Issue
) -> None:
    others = [await local.tracker().create(draft(local), ref) for ref in ("01A", "01B")]
    for one in (issue, others[0]):
        await local.plan(one.ref.id, "2.4")
    before = len(await local.posts())
    await local.release("2.4")
    await local.release("2.4")
    told = [one.body for one in (await local.posts())[before:]]
    assert len(told) == 2
    assert [f'"{one.ref.id}"'.encode() in body for one in others[1:] for body in told] == [
        False
    ] * 2


async def test_the_api_lists_a_projects_versions(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    await local.plan(issue.ref.id, "2.4")
    answer = await ada.get("/board/api/projects/PAY/versions")
    assert answer.json() == {"versions": [{"name": "2.4", "released": False}]}


async def test_time_is_added_on_the_page_and_summed_up(
    ada: httpx.AsyncClient, issue: Issue
) -> None:
    await post(ada, issue, "work", minutes="90", note="Looked into it")
    page = await post(ada, issue, "work", minutes="1")
    assert "91 minutes in all" in page.text


async def test_the_page_tells_who_changed_what(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue
) -> None:
    await local.tracker().update(issue.ref, Patch(priority="High"))
    await post(ada, issue, "move", status="In review")
    page = (await ada.get(issue.ref.url, headers={"accept-language": "es"})).text
    assert "→ Alta" in page
    assert "<strong>Ada</strong> estado: Por hacer → En revisión" in page


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("prioritise", {"priority": "P1"}),
        ("plan", {"version": " "}),
        ("plan", {"version": "x" * 81}),
        ("work", {"minutes": "0"}),
        ("work", {"minutes": "-5"}),
        ("work", {"minutes": "1.5"}),
        ("work", {"minutes": "\u0661"}),
        ("work", {"minutes": "9" * 400}),
        ("edit", {"comment": "1", "text": ""}),
    ],
)
async def test_what_cannot_be_chosen_is_said_and_changes_nothing(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, action: str, form: dict[str, str]
) -> None:
    answer = await api(ada, issue, action, by="Ada", **form)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert await seen(local, issue) == issue


@pytest.mark.parametrize("form", [{"version": "2.5", "by": "Ada"}, {"version": "2.4"}])
async def test_what_cannot_be_released_is_said(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, form: dict[str, str]
) -> None:
    await local.plan(issue.ref.id, "2.4")
    answer = await ada.post("/board/api/projects/PAY/release", json=form)
    assert answer.status_code == 400
    assert (await seen(local, issue)).versions == {Version("2.4")}


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("prioritise", {"priority": "High"}),
        ("plan", {"version": "2.4"}),
        ("work", {"minutes": "5"}),
        ("comments", {"text": "Hello"}),
    ],
)
async def test_each_thing_that_people_do_is_delivered_once(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, action: str, form: dict[str, str]
) -> None:
    before = len(await local.posts())
    await api(ada, issue, action, by="Ada", **form)
    assert len(await local.posts()) == before + 1


async def test_a_choice_that_is_made_already_is_not_delivered(
    local: LocalStand, ada: httpx.AsyncClient, issue: Issue, hers: IssueComment
) -> None:
    await local.plan(issue.ref.id, "2.4")
    await local.prioritise(issue.ref.id, "High")
    before = len(await local.posts())
    await api(ada, issue, "plan", version="2.4", by="Ada")
    await api(ada, issue, "unplan", version="2.5", by="Ada")
    await api(ada, issue, "prioritise", priority="high", by="Ada")
    await api(ada, issue, "edit", comment=hers.id, text="On it", by="Ada")
    assert len(await local.posts()) == before
