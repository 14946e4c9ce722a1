"""What the doctor finds, with a local Slack and the built-in tracker."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from csopsbot.app.abilities import Finding
from csopsbot.app.freshness import Freshness
from csopsbot.bootstrap.examining import Section, examine, fresh
from csopsbot.cli.doctor import as_text
from csopsbot.sandbox import App, Channel, User, Workspace, app_from_manifest, create_app, running
from csopsbot.settings import Settings, load
from csopsbot.slack.inspecting import SCOPES
from csopsbot.storage.migrate import upgrade
from csopsbot.testing.gitlab_server import GitLabServer

MANIFEST = Path(__file__).parents[2] / "manifests" / "slack-app.yaml"
DESK = """\
teams:
  - key: core
    name: Core
    channel: C0ENG
    tracker: {name: local, project: CORE}
"""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Find = Callable[..., Awaitable[list[tuple[str, str]]]]


def app(*, without: str = "") -> App:
    """Return the app as its manifest has it, but for one scope."""
    manifest = YAML(typ="safe").load(MANIFEST)
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    manifest["oauth_config"]["scopes"]["bot"] = [one for one in scopes if one != without]
    return app_from_manifest(manifest)


def channel(**how: Any) -> Workspace:
    """Return a workspace whose team's channel is so."""
    return Workspace(
        users=(User(name="dev", id="U0DEV"),),
        channels=(Channel(name="engineering", id="C0ENG", members=("dev",), **how),),
    )


@pytest.fixture
def found(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Find:
    """Give what finds everything that is not fine, in such a workspace, with such an app."""

    async def find(
        workspace: Workspace, app: App, token: str = "", *, register: bool = False
    ) -> list[tuple[str, str]]:
        starlette = create_app(workspace, app)
        async with running(starlette) as address:
            settings = house(address, token or starlette.state.sandbox.app.bot_token)
            sections = [one async for one in examine(settings, register=register)]
        every = [(section.about, one) for section in sections for one in section.findings]
        assert {about for about, _ in every} == {
            "database",
            "slack",
            "local, how fresh",
            "local CORE",
        }
        return [(about, one.says) for about, one in every if one.level != "fine"]

    def house(address: str, token: str) -> Settings:
        desk = tmp_path / "desk.yaml"
        desk.write_text(DESK, encoding="utf-8")
        given = {
            "DATABASE_URL": database_url,
            "DESK": str(desk),
            "PUBLIC_URL": "http://127.0.0.1:9",
            "SLACK__API_URL": f"{address}/api/",
            "SLACK__BOT_TOKEN": token,
            "SLACK__SIGNING_SECRET": "secret",
        }
        for name, value in given.items():
            monkeypatch.setenv(f"CSOPSBOT_{name}", value)
        return load()

    return find


async def test_a_sound_house_has_no_faults(found: Find) -> None:
    assert await found(channel(), app()) == []


async def test_that_nothing_can_be_registered_is_no_doubt_where_nothing_has_to_be(
    found: Find,
) -> None:
    assert await found(channel(), app(), register=True) == []


async def test_a_refused_token_is_found(found: Find) -> None:
    assert ("slack", "Slack refuses the bot's token: invalid_auth") in await found(
        channel(), app(), token="xoxb-nobody"
    )


async def test_a_missing_scope_is_named(found: Find) -> None:
    says = await found(channel(), app(without="files:read"))
    assert says == [("slack", "the bot lacks the scopes files:read")]


async def test_a_channel_the_bot_is_not_in_is_found(found: Find) -> None:
    assert await found(channel(has_app=False), app()) == [
        ("slack", "the bot is not in #engineering")
    ]


async def test_a_channel_that_outsiders_read_is_a_doubt(found: Find) -> None:
    assert await found(channel(is_ext_shared=True), app()) == [
        ("slack", "people from outside read #engineering")
    ]


def test_the_scopes_are_those_of_the_manifest() -> None:
    manifest = YAML(typ="safe").load(MANIFEST)
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES


@pytest.mark.parametrize(
    ("row", "level", "says"),
    [
        ({}, "fine", "CORE: not looked at yet"),
        ({"in_step_at": NOW - 5 * MINUTE}, "fine", "CORE: in step 5 min ago"),
        ({"in_step_at": NOW - 90 * MINUTE}, "doubt", "CORE: last looked at 90 min ago"),
        (
            {"failed_since": NOW - 7 * MINUTE, "problem": "refused"},
            "doubt",
            "CORE: looking has failed for 7 min: refused",
        ),
    ],
)
def test_how_fresh_a_project_is(row: dict[str, Any], level: str, says: str) -> None:
    usual = {"in_step_at": None, "heard_at": None, "failed_since": None, "problem": ""}
    every = {"tracker": "local", "project": "CORE", "every": 10 * MINUTE}
    finding = fresh(Freshness(**{**usual, **every, **row}), NOW)
    assert (finding.level, finding.says) == (level, says)


async def asked(token: str, tmp_path: Path, **how: Any) -> list[Finding]:
    """Return what is found of a project in GitLab, which knows us by `glpat-bot`."""
    return list((await sections(token, tmp_path, **how))[-1].findings)


async def sections(
    token: str,
    tmp_path: Path,
    *,
    register: bool = False,
    project: str = "acme/shop",
    signing: str = "secret",
    slack: str = "",
    below: str = "",
) -> list[Section]:
    """Return all that is found where SLACK is the address of Slack's API."""
    desk = tmp_path / "desk.yaml"
    desk.write_text(DESK.replace("local, project: CORE", f"gitlab, project: {project}"))
    database = f"sqlite:///{tmp_path / 'doctor.db'}"
    upgrade(database)
    with GitLabServer() as gitlab:
        settings = Settings.model_validate(
            {
                "database_url": database,
                "desk": desk,
                "public_url": "https://csopsbot.example.test",
                "slack": {
                    "bot_token": "xoxb-1",
                    "signing_secret": "s",
                    "api_url": slack or gitlab.url,
                },
                "trackers": {
                    "gitlab": {
                        "url": gitlab.url + below,
                        "token": token,
                        "webhook_secret": signing,
                    }
                },
            }
        )
        return [one async for one in examine(settings, register=register)]


@pytest.mark.parametrize(
    ("slack", "says", "remedy"),
    [
        ("http://127.0.0.1:9/api/", "Slack cannot be reached", "can be reached from here"),
        ("", "is not Slack", "CSOPSBOT_SLACK__API_URL"),
    ],
    ids=["nobody", "somebody else"],
)
async def test_trackers_are_looked_at_where_slack_does_not_answer(
    tmp_path: Path, slack: str, says: str, remedy: str
) -> None:
    found = await sections("glpat-bot", tmp_path, slack=slack)
    (fault,) = found[1].findings
    assert fault.level == "fault"
    assert says in fault.says
    assert remedy in fault.remedy
    assert [one.about for one in found] == [
        "database",
        "slack",
        "gitlab, how fresh",
        "gitlab acme/shop",
    ]


async def test_of_a_token_that_a_tracker_refuses_it_is_said_what_to_do(tmp_path: Path) -> None:
    (finding,) = await asked("glpat-revoked", tmp_path, register=True)
    assert finding.level == "fault"
    assert finding.says.startswith("GitLab does not accept our token")
    assert finding.remedy == "see docs/gitlab.md, step 1"


async def test_of_an_address_where_the_tracker_is_not_it_is_said_that_it_is_that(
    tmp_path: Path,
) -> None:
    (finding,) = await asked("glpat-bot", tmp_path, below="/not-here")
    assert finding.level == "fault"
    assert finding.remedy == "see to the address in CSOPSBOT_TRACKERS__GITLAB__URL"


async def test_what_the_desk_file_says_and_a_project_does_not_have_is_found(tmp_path: Path) -> None:
    nonsense = "acme/shop, statuses: {done: Nonsense}, issue_type: Incidnet"
    found = await asked("glpat-bot", tmp_path, project=nonsense)
    says = [(one.level, one.says.partition(" is ")[0]) for one in found]
    assert ("fault", "core: tracker.statuses.done") in says
    assert ("doubt", "core: tracker.issue_type") in says


async def test_that_the_desk_file_fits_is_said(tmp_path: Path) -> None:
    found = await asked("glpat-bot", tmp_path)
    assert found[-1] == Finding("fine", "what the desk file says of it fits")


async def test_who_may_register_no_webhook_is_told_how_it_is_done_by_hand(tmp_path: Path) -> None:
    found = await asked("glpat-bot", tmp_path, register=True)
    (refused,) = (one for one in found if "could not be asked for" in one.says)
    assert refused.remedy == "register the webhook by hand, as docs/gitlab.md says"


async def test_who_registers_before_there_is_a_secret_is_told_in_which_order(
    tmp_path: Path,
) -> None:
    found = await asked("glpat-bot", tmp_path, register=True, signing="")
    refused, missing = (one for one in found if "ecret is set" in one.says)
    assert refused.remedy.startswith("set one, as is said below")
    assert "WEBHOOK_SECRET" in missing.remedy


def test_what_to_do_stands_below_what_was_found() -> None:
    section = Section("slack", (Finding("doubt", "It is so.", "Mend it."), Finding("fine", "Well")))
    assert as_text(section) == ["slack", "  doubt It is so.", "        -> Mend it.", "  ok    Well"]
