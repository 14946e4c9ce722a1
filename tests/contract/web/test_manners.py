"""How each tracker's deliveries are answered, so that none repeats them for nothing or gives up."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from prometheus_client import CollectorRegistry

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.webhooks import Hint, Webhooks
from csopsbot.trackers.github.webhook import GitHubWebhooks
from csopsbot.trackers.gitlab.webhook import GitLabWebhooks
from csopsbot.trackers.jira.webhook import JiraWebhooks
from csopsbot.trackers.linear.webhook import LinearWebhooks
from csopsbot.trackers.local.webhook import LocalWebhooks
from csopsbot.trackers.local.webhook import sign as sign_ours
from csopsbot.trackers.redmine.webhook import RedmineWebhooks
from csopsbot.web.app import Web, build
from csopsbot.web.ingress import Store

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECRET = "It's a Secret to Everybody"
KNOWN = "0f1e9a52-9c2b-4b57-8f0e-3a1d5c7b9e10"

Sign = Callable[[bytes], dict[str, str]]


def signed(header: str, prefix: str = "", **more: str) -> Sign:
    def sign(body: bytes) -> dict[str, str]:
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        return {header: prefix + digest, **{key.replace("_", "-"): more[key] for key in more}}

    return sign


TRACKERS: dict[str, tuple[Webhooks, Sign]] = {
    "github": (
        GitHubWebhooks((SECRET,)),
        signed("x-hub-signature-256", "sha256=", x_github_event="issues", x_github_delivery="d1"),
    ),
    "gitlab": (GitLabWebhooks((SECRET,)), lambda _: {"x-gitlab-token": SECRET}),
    "jira": (JiraWebhooks((SECRET,)), signed("x-hub-signature", "sha256=")),
    "linear": (LinearWebhooks((SECRET,)), signed("linear-signature")),
    "local": (LocalWebhooks(SECRET), lambda body: sign_ours(SECRET, "d1", body, NOW)),
    "redmine": (RedmineWebhooks((SECRET,)), signed("x-redmine-signature-256", "sha256=")),
}
GITLABS = {"id": 700, "iid": 7, "project_id": 70}
ABOUT_AN_ISSUE: dict[str, dict[str, object]] = {
    "github": {"issue": {"number": 7}, "repository": {"id": 70}},
    "gitlab": {"object_kind": "issue", "object_attributes": GITLABS},
    "jira": {"webhookEvent": "jira:issue_updated", "issue": {"id": "7"}},
    "linear": {"type": "Issue", "data": {"id": KNOWN}},
    "local": {"event": "issue_changed", "issue_id": "7"},
    "redmine": {"type": "issue.updated", "data": {"issue": {"id": 7}}},
}
OF_TODAY: dict[str, object] = {"webhookTimestamp": int(NOW.timestamp() * 1000)}


async def keep(_: str, __: Hint) -> None:
    """Keep it."""


async def fail(_: str, __: Hint) -> None:
    raise StorageUnavailable


async def answered(
    tracker: str, body: bytes, headers: dict[str, str], *, store: Store = keep
) -> tuple[int, str]:
    """Return the answer to a delivery, and what was counted."""
    registry, webhooks = CollectorRegistry(), TRACKERS[tracker][0]
    web = Web(
        slack=None,
        trackers={tracker: webhooks},
        store=store,
        checks={},
        registry=registry,
        clock=lambda: NOW,
        mounts={},
    )
    transport = httpx.ASGITransport(build(web))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.post(f"/in/{tracker}", content=body, headers=headers)
        counted = (await client.get("/metrics")).text
    outcomes = [line for line in counted.splitlines() if line.startswith("csopsbot_webhooks_total")]
    (line,) = outcomes
    return answer.status_code, line.partition('outcome="')[2].partition('"')[0]


def delivery(tracker: str) -> bytes:
    return json.dumps(ABOUT_AN_ISSUE[tracker] | OF_TODAY).encode()


@pytest.mark.parametrize("tracker", TRACKERS)
async def test_a_delivery_about_an_issue_is_answered_as_its_tracker_wants(tracker: str) -> None:
    body = delivery(tracker)
    answer = await answered(tracker, body, TRACKERS[tracker][1](body))
    assert answer == (200 if tracker == "linear" else 202, "kept")


@pytest.mark.parametrize("tracker", TRACKERS)
async def test_what_cannot_be_kept_now_is_asked_for_again(tracker: str) -> None:
    body = delivery(tracker)
    answer = await answered(tracker, body, TRACKERS[tracker][1](body), store=fail)
    assert answer == (503, "not_kept")


@pytest.mark.parametrize(
    ("tracker", "status"),
    [("github", 400), ("gitlab", 202), ("jira", 400), ("linear", 200), ("redmine", 400)],
)
async def test_junk_that_was_signed_is_refused_only_where_that_does_no_harm(
    tracker: str, status: int
) -> None:
    body = json.dumps({"nothing": "we know", **OF_TODAY}).encode()
    assert await answered(tracker, body, TRACKERS[tracker][1](body)) == (status, "malformed")


@pytest.mark.parametrize("tracker", TRACKERS)
async def test_what_was_not_signed_is_refused_whosever_name_it_bears(tracker: str) -> None:
    assert await answered(tracker, delivery(tracker), {}) == (401, "unsigned")


@pytest.mark.parametrize(
    ("tracker", "status"), [("github", 413), ("gitlab", 202), ("jira", 413), ("linear", 413)]
)
async def test_what_is_too_large_is_not_read_and_counted(tracker: str, status: int) -> None:
    body = b" " * (TRACKERS[tracker][0].manners.largest + 1)
    assert await answered(tracker, body, TRACKERS[tracker][1](body)) == (status, "too_large")


async def test_a_note_on_a_long_issue_is_taken_from_gitlab() -> None:
    about = {"noteable_type": "Issue", "note": "x" * 2_000_000}
    note = {"object_kind": "note", "object_attributes": about, "issue": GITLABS}
    body = json.dumps(note).encode()
    assert await answered("gitlab", body, TRACKERS["gitlab"][1](body)) == (202, "kept")
