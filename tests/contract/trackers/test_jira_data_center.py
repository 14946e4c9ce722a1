"""The Jira adapter keeps the promises of every tracker on a Data Center, too."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest

from csopsbot.app.failures import AuthError, Blocked, Invalid, Unavailable, Unsupported
from csopsbot.app.tracker import Hidden, WorkDone
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue
from csopsbot.testing.jira_data_center import JiraDataCenter
from csopsbot.testing.tracker_contract import TrackerContract, before, draft
from csopsbot.trackers.jira.access import Deployment, JiraAccess
from csopsbot.trackers.jira.client import JiraTracker
from csopsbot.trackers.jira.transport import Patience
from tests.contract.trackers.jira_stand import JiraStand, standing

BASIC = ("csopsbot", "bot-token")


class DataCenterStand(JiraStand):
    """Fits `Rig`; our account has a personal access token."""

    bot = ("", "bot-token")
    dana = ("dana", "dana-token")
    person_id = "dana"
    deployment: Deployment = "auto"

    async def hide(self, issue_id: str) -> None:
        """Keep one issue from us, as security levels do."""
        self.site.issues[issue_id].hidden_from.add(self.us.account_id)

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        (found,) = [one for one in self.site.issues[issue_id].comments if one.id == comment_id]
        return bool(found.properties.get("sd.public.comment", {}).get("internal"))


@pytest.fixture(scope="module")
def center() -> Iterator[JiraDataCenter]:
    with JiraDataCenter() as served:
        yield served


@pytest.fixture
def dc(center: JiraDataCenter) -> Iterator[DataCenterStand]:
    with standing(center, DataCenterStand) as fresh:
        yield fresh


@pytest.fixture
async def tracker(dc: DataCenterStand) -> AsyncIterator[JiraTracker]:
    adapter = dc.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(dc: DataCenterStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(dc), "01ISSUE")


def at(url: str, dc: DataCenterStand, *, bot: tuple[str, str] = BASIC) -> JiraTracker:
    access = JiraAccess(url, *bot, "secret", deployment="auto")
    return JiraTracker("jira", access, clock=dc.now, patience=Patience(2, 5, 10))


class TestJiraDataCenter(TrackerContract):
    @pytest.fixture
    def rig(self, dc: DataCenterStand) -> DataCenterStand:
        return dc


async def test_which_jira_it_is_is_asked_once(dc: DataCenterStand, tracker: JiraTracker) -> None:
    await tracker.create(draft(dc), "01ONE")
    await tracker.probe()
    log = dc.cloud.server.log
    asked = [one.path for one in log if one.path.endswith("/serverInfo")]
    assert asked == ["/rest/api/2/serverInfo"] * 3  # once to know it, and by each probe


async def test_a_jira_that_is_away_is_asked_again_which_it_is(dc: DataCenterStand) -> None:
    adapter = dc.tracker()
    for status, kind in ((401, AuthError), (503, Unavailable)):
        dc.fault(kind="answer", path="/serverInfo", status=status)
        with pytest.raises(kind):
            await adapter.probe()
    assert (await adapter.probe()).user.is_self
    await adapter.close()


async def test_a_name_and_a_password_are_as_good_as_a_token(dc: DataCenterStand) -> None:
    adapter = at(dc.cloud.url, dc)
    identity = await adapter.probe()
    await adapter.close()
    assert (identity.user.id, identity.server) == ("csopsbot", "Jira Server 10.3.1")


async def test_a_wrong_token_waits_for_an_operator(dc: DataCenterStand) -> None:
    adapter = at(dc.cloud.url, dc, bot=("", "wrong"))
    with pytest.raises(AuthError):
        await adapter.probe()
    await adapter.close()


async def test_an_issue_of_another_security_level_is_hidden_by_itself(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await dc.hide(issue.ref.id)
    assert await tracker.get(issue.ref.id) == Hidden()


async def test_the_mark_of_time_spent_stands_below_the_note_in_sight(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.log_work(issue.ref, WorkDone(60, dc.now(), "*Looked* {code}"), "op-1")
    ((_, note),) = await dc.work(issue.ref.id)
    assert note == r"\*Looked\* \{code\}" + "\n(csopsbot op-1)"


async def test_a_person_who_copies_the_mark_is_not_taken_for_us(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    work = {"timeSpentSeconds": 60, "started": "2026-01-17T12:34:00.000+0000"}
    body = work | {"comment": "x\n(csopsbot op-1)"}
    await dc.ask("POST", f"issue/{issue.ref.id}/worklog", body)
    assert not await tracker.find_work(issue.ref, "op-1", before(dc))


async def test_a_file_is_asked_for_where_we_are_let_in_and_nowhere_else(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await dc.attach(issue.ref.id, "a.txt", b"...")
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    elsewhere = replace(seen.attachments[0], url="http://evil.test/secure/attachment/1/a.txt")
    assert await tracker.download(elsewhere) == b"..."


async def test_a_page_to_sign_in_is_not_taken_for_a_file(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await dc.attach(issue.ref.id, "a.txt", b"...")
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    dc.faults.expired.append(dc.us.email)
    with pytest.raises(Blocked):
        await tracker.download(seen.attachments[0])


async def test_one_id_that_is_gone_does_not_spoil_the_search_for_the_others(
    dc: DataCenterStand,
) -> None:
    url = f"{dc.cloud.url}/rest/api/2/search"
    async with httpx.AsyncClient(auth=BASIC, trust_env=False) as client:
        strict = await client.get(url, params={"jql": "id in (99999)"})
        lax = await client.get(url, params={"jql": "id in (99999)", "validateQuery": "false"})
    assert (strict.status_code, lax.status_code) == (400, 200)


async def test_rich_text_is_held_to_be_wiki_text(dc: DataCenterStand) -> None:
    url = f"{dc.cloud.url}/rest/api/2/issue"
    fields = {"project": {"key": "PAY"}, "issuetype": {"name": "Bug"}, "summary": "x"}
    document = {"fields": fields | {"description": {"type": "doc", "version": 1, "content": []}}}
    async with httpx.AsyncClient(auth=BASIC, trust_env=False) as client:
        answer = await client.post(url, json=document)
    assert "description" in answer.json()["errors"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "search?jql=project%3DPAY&nextPageToken=x", None),
        ("GET", "issue/PAY-1/worklog?expand=properties", None),
        ("PUT", "issue/PAY-1/assignee", {"accountId": "x"}),
        ("POST", "issue/PAY-1/worklog", {"properties": []}),
    ],
)
async def test_what_only_jira_cloud_knows_is_refused(
    center: JiraDataCenter, method: str, path: str, body: object
) -> None:
    center.server.reset()
    url = f"{center.url}/rest/api/2/{path}"
    async with httpx.AsyncClient(auth=BASIC, trust_env=False) as client:
        answer = await client.request(method, url, json=body)
    assert answer.status_code == 400
    assert "unknown" in answer.text


async def test_a_project_that_we_may_not_administer_registers_no_webhook(
    dc: DataCenterStand, tracker: JiraTracker
) -> None:
    dc.us.is_admin = False
    with pytest.raises(Unsupported, match="by hand"):
        await tracker.register_webhook("PAY", dc.hook_url)


async def test_before_version_10_nothing_is_signed_and_we_are_told_so() -> None:
    with JiraDataCenter(version=9) as old:
        stand = DataCenterStand(old)
        stand.us.is_admin = True
        adapter = stand.tracker()
        await adapter.probe()
        with pytest.raises(Unsupported, match="signs deliveries from Data Center 10 on"):
            await adapter.register_webhook("PAY", stand.hook_url)
        capabilities = adapter.capabilities
        await adapter.close()
    assert (capabilities.webhooks, capabilities.registers_webhooks) == ("token", False)


async def test_a_file_that_is_larger_than_it_says_is_not_read_to_its_end(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await dc.attach(issue.ref.id, "a.txt", bytes(tracker.capabilities.max_file + 1))
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    with pytest.raises(Invalid):
        await tracker.download(replace(seen.attachments[0], size=0))


async def test_words_of_people_come_as_wiki_text_and_ours_go_as_it(
    dc: DataCenterStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("{color:red}[~dana] h1."), "op-1")
    (kept,) = dc.site.issues[issue.ref.id].comments
    assert kept.body == r"\{color:red\}\[\~dana\] h1."
