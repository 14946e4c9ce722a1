"""As a GitHub App: proven by its key, let in for an hour at a time, and a bot of its own."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Blocked, Forbidden, Unavailable
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.github_site import Hook
from csopsbot.testing.github_site.site import Account, App
from csopsbot.testing.tracker_contract import TrackerContract, before, draft, read
from csopsbot.testing.tracker_contract.inspection import InspectionPromises
from csopsbot.testing.tracker_contract.issues import IssuePromises
from csopsbot.trackers.github.client import AppAccess, GitHubAccess, GitHubTracker
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.http import Patience
from tests.contract.trackers.github_stand import SECRET, GitHubStand

APP, INSTALLATION = 4242, 77
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private(key: rsa.RSAPrivateKey) -> str:
    """Return the key as GitHub hands it out."""
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()


PRIVATE = private(KEY)
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


class AppStand(GitHubStand):
    """A GitHub in which our App is installed, whose webhook leads to us."""

    def __init__(self, hub: GitHubStand) -> None:
        super().__init__(hub.github)
        bot = Account(905, "csops-app[bot]", "", "Bot")
        granted = {"issues": "write", "metadata": "read"}
        self.app = App(APP, "csops-app", bot, PUBLIC, granted, {INSTALLATION: {71, 72}})
        self.site.accounts.append(bot)
        self.site.apps.append(self.app)
        self.server.deliveries.hooks[:] = [Hook(self.hook_url, SECRET)]

    def tracker(
        self,
        *,
        webhook_secret: str | None = None,
        token: str = "",
        app: AppAccess | None = None,
    ) -> GitHubTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = GitHubAccess(
            self.github.url,
            token,
            (secret,) if secret else (),
            app or AppAccess(str(APP), PRIVATE, repository=self.project),
        )
        meanings, patience = Meanings(priority="priority: "), Patience(2, 5, 10)
        return GitHubTracker("github", access, clock=self.now, meanings=meanings, patience=patience)

    async def demote(self) -> None:
        self.app.permissions["issues"] = "read"

    def asked(self, path: str) -> int:
        """Return how often something was asked of this path's end."""
        return sum(one.path.endswith(path) for one in self.server.log)


@pytest.fixture
def stand(hub: GitHubStand) -> AppStand:
    return AppStand(hub)


@pytest.fixture
async def tracker(stand: AppStand) -> AsyncIterator[GitHubTracker]:
    adapter = stand.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: AppStand, tracker: GitHubTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


class TestGitHubApp(IssuePromises, InspectionPromises):
    """What the way in makes a difference to; the rest is the same code."""

    tracker = TrackerContract.tracker
    issue = TrackerContract.issue

    @pytest.fixture
    def rig(self, stand: AppStand) -> AppStand:
        return stand


async def test_we_are_the_apps_own_bot(tracker: GitHubTracker, issue: Issue) -> None:
    who = (await tracker.probe()).user
    assert (who.name, who.is_self) == ("csops-app[bot]", True)
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert made.author == who
    assert await tracker.find_comment(issue.ref, "op-1", made.created_at) is not None


async def test_who_come_together_share_one_token(stand: AppStand, tracker: GitHubTracker) -> None:
    await asyncio.gather(*(tracker.schema(stand.project) for _ in range(5)))
    assert stand.asked("/access_tokens") == 1


async def test_a_token_is_renewed_before_its_hour_is_up_and_not_sooner(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    stand.ahead += timedelta(minutes=54)
    await read(tracker, issue)
    assert stand.asked("/access_tokens") == 1
    stand.ahead += timedelta(minutes=2)
    await read(tracker, issue)
    assert stand.asked("/access_tokens") == 2


async def test_a_read_whose_token_was_revoked_is_asked_again_with_another(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    revoke(stand)
    assert (await read(tracker, issue)).ref == issue.ref
    assert stand.asked("/access_tokens") == 2


async def test_reads_whose_token_was_revoked_share_another(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    revoke(stand)
    await asyncio.gather(*(read(tracker, issue) for _ in range(5)))
    assert stand.asked("/access_tokens") == 2


async def test_a_write_whose_token_was_revoked_is_left_to_be_tried_again(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    revoke(stand)
    with pytest.raises(Unavailable):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert (await read(tracker, issue)).comments == ()
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert len((await read(tracker, issue)).comments) == 1


async def test_a_token_that_was_refused_at_once_waits_for_an_operator(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    stand.server.expired |= set(stand.app.tokens)
    with pytest.raises(AuthError):
        await read(tracker, issue)
    assert stand.asked("/access_tokens") == 1


@pytest.mark.parametrize("key", [private(OTHER_KEY), "hush", PRIVATE[:300]])
async def test_a_key_that_is_not_the_apps_waits_for_an_operator_and_is_not_told(
    stand: AppStand, key: str
) -> None:
    tracker = stand.tracker(app=AppAccess(str(APP), key, INSTALLATION))
    with pytest.raises(AuthError) as caught:
        await tracker.probe()
    with pytest.raises(AuthError):
        await tracker.create(draft(stand), "01NEW")
    await tracker.close()
    assert key not in f"{caught.value!r}{tracker!r}"


async def test_where_the_app_is_not_installed_waits_for_an_operator(stand: AppStand) -> None:
    for app in (
        AppAccess(str(APP), PRIVATE, repository="acme/elsewhere"),
        AppAccess(str(APP), PRIVATE, 99),
    ):
        tracker = stand.tracker(app=app)
        with pytest.raises(Blocked):
            await tracker.create(draft(stand), "01NEW")
        await tracker.close()


async def test_the_only_installation_is_meant_and_of_several_none(stand: AppStand) -> None:
    for expected in (True, False):
        tracker = stand.tracker(app=AppAccess(str(APP), PRIVATE))
        if expected:
            await tracker.schema(stand.project)
        else:
            with pytest.raises(Blocked):
                await tracker.schema(stand.project)
        await tracker.close()
        stand.app.installed[78] = set()


async def test_a_repository_that_the_app_is_not_installed_in_is_not_shown(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    stand.app.installed[INSTALLATION] = {72}
    with pytest.raises(Forbidden):
        await tracker.create(draft(stand), "01NEW")
    (finding,) = [one for one in await tracker.inspect(stand.project, "") if one.level == "fault"]
    assert finding.remedy


async def test_a_repository_of_another_installation_is_told_of(stand: AppStand) -> None:
    stand.app.installed |= {INSTALLATION: {72}, 78: {71}}
    tracker = stand.tracker(app=AppAccess(str(APP), PRIVATE, INSTALLATION))
    (finding,) = [one for one in await tracker.inspect(stand.project, "") if one.level == "fault"]
    await tracker.close()
    told = f"{stand.project} belongs to installation 78 of the GitHub App, and we act in"
    assert finding.says.startswith(f"{told} installation {INSTALLATION} alone")


async def test_a_permission_that_was_taken_away_is_named(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    stand.app.permissions["issues"] = "read"
    with pytest.raises(Forbidden):
        await tracker.move(issue.ref, Category.DONE)
    stand.ahead += timedelta(minutes=56)
    found = await tracker.inspect(stand.project, "")
    assert "the GitHub App lacks the permission issues: write" in says(found)


async def test_many_issues_are_sighted_with_the_apps_token(
    tracker: GitHubTracker, issue: Issue
) -> None:
    assert set(await tracker.sight([issue.ref.id])) == {issue.ref.id}


async def test_a_webhook_of_the_app_that_leads_elsewhere_is_not_taken_over(
    stand: AppStand, tracker: GitHubTracker
) -> None:
    with pytest.raises(Blocked):
        await tracker.register_webhook(stand.project, "https://bot.elsewhere.test/in/github")
    assert await stand.hooks() == [stand.hook_url]


async def test_a_delivery_that_failed_is_told(stand: AppStand, tracker: GitHubTracker) -> None:
    stand.server.deliveries.hooks[0].last = 401
    found = await tracker.inspect(stand.project, stand.hook_url)
    assert any("answered with 401" in one for one in says(found))


async def test_events_that_the_app_is_not_told_of_are_named(
    stand: AppStand, tracker: GitHubTracker
) -> None:
    stand.app.events.remove("issue_comment")
    found = await tracker.inspect(stand.project, stand.hook_url)
    assert "the webhook leaves out: issue_comment" in says(found)


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        ({"iat": 120}, KEY),
        ({"exp": -1}, KEY),
        ({"exp": 700}, KEY),
        ({"iat": -300, "exp": 400}, KEY),
        ({"iss": "1"}, KEY),
        ({}, OTHER_KEY),
    ],
    ids=["from the future", "over", "too long", "too long in all", "another's", "another key"],
)
async def test_the_local_github_takes_no_unsound_proof(
    stand: AppStand, claims: dict[str, object], key: rsa.RSAPrivateKey
) -> None:
    now = int(stand.now().timestamp())
    whole: dict[str, object] = {"iat": -60, "exp": 480, "iss": str(APP)} | claims
    told = {name: now + one if isinstance(one, int) else one for name, one in whole.items()}
    proof = jwt.encode(told, private(key), algorithm="RS256")
    headers = {"Authorization": f"Bearer {proof}"}
    async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
        answer = await client.get(f"{stand.github.url}/app")
    assert answer.status_code == 401


def revoke(stand: AppStand) -> None:
    """Let the tokens that there are be good for nothing, some time after they were made."""
    stand.ahead += timedelta(minutes=5)
    stand.server.expired |= set(stand.app.tokens)


def says(found: tuple[Finding, ...]) -> list[str]:
    return [one.says for one in found]


async def test_an_issue_of_ours_is_found_without_asking_for_a_bots_name(
    stand: AppStand, tracker: GitHubTracker, issue: Issue
) -> None:
    assert await tracker.find(stand.project, "01ISSUE", before(stand)) is not None
    assert not [one for one in stand.server.log if "creator" in one.query]
