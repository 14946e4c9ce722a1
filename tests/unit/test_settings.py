import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from csopsbot import settings
from csopsbot.settings import GitLab, Jira, Settings, SettingsError, Slack, Trackers, why_not_serve

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTED, REDMINES_GUIDE = DOCS / "settings.md", DOCS / "redmine.md"
BOT = "CSOPSBOT_SLACK__BOT_TOKEN"
REDMINE = "CSOPSBOT_TRACKERS__REDMINE"
GITHUB, GITLAB = "CSOPSBOT_TRACKERS__GITHUB", "CSOPSBOT_TRACKERS__GITLAB"
PEM = "-----BEGIN RSA PRIVATE KEY-----\naHVzaA==\n-----END RSA PRIVATE KEY-----"
OF_A_FORM = {
    f"{GITHUB}__APP_PRIVATE_KEY": PEM,
    f"{GITLAB}__SIGNING_TOKEN": "whsec_aHVzaA==",
    f"{GITLAB}__SIGNING_TOKEN_PREVIOUS": "whsec_aHVzaA==",
}
NEEDED_TOGETHER = {
    "CSOPSBOT_TRACKERS__JIRA__URL": "https://acme.atlassian.net",
    "CSOPSBOT_TRACKERS__JIRA__EMAIL": "bot@acme.example",
    "CSOPSBOT_TRACKERS__JIRA__TOKEN": "t0ken",
    "CSOPSBOT_TRACKERS__GITHUB__TOKEN": "t0ken",
    "CSOPSBOT_TRACKERS__GITLAB__TOKEN": "t0ken",
    "CSOPSBOT_TRACKERS__LINEAR__TOKEN": "t0ken",
    "CSOPSBOT_TRACKERS__REDMINE__URL": "https://redmine.acme.example",
    "CSOPSBOT_TRACKERS__REDMINE__API_KEY": "k3y",
}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the settings of whoever runs the tests."""
    for one in settings.variables():
        monkeypatch.delenv(one.name, raising=False)
        monkeypatch.delenv(f"{one.name}_FILE", raising=False)
    for problem in settings.unknown():
        monkeypatch.delenv(problem.variable, raising=False)


def said_of(problems: tuple[settings.Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def complaints() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings.load()
    return said_of(caught.value.problems)


def test_without_any_variable_the_defaults_hold() -> None:
    loaded = settings.load()
    assert loaded == Settings()
    assert loaded.database_url.get_secret_value() == "sqlite:///csopsbot.sqlite3"
    assert (loaded.host, loaded.port, loaded.desk) == ("127.0.0.1", 8080, Path("csopsbot.yaml"))


def test_a_nested_setting_is_spelt_with_two_underscores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_TRACKERS__JIRA__URL", "https://acme.atlassian.net")
    monkeypatch.setenv("CSOPSBOT_TRACKERS__JIRA__EMAIL", "bot@acme.example")
    monkeypatch.setenv("CSOPSBOT_TRACKERS__JIRA__TOKEN", "t0ken")
    jira = settings.load().trackers.jira
    assert jira is not None
    assert jira.token.get_secret_value() == "t0ken"


def test_a_settings_object_made_in_code_does_not_read_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CSOPSBOT_PORT", "9999")
    assert Settings().port == 8080


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_PORT", "")
    assert settings.load().port == 8080


@pytest.mark.parametrize("name", [one.name for one in settings.variables() if one.secret])
def test_each_secret_can_come_from_a_file(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = OF_A_FORM.get(name, "sqlite:///s3cret")
    (tmp_path / "secret").write_text(f" {secret} \n")
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))
    for other, needed in NEEDED_TOGETHER.items():
        if other != name and other.rpartition("__")[0] == name.rpartition("__")[0]:
            monkeypatch.setenv(other, needed)
    value: object = settings.load()
    for part in name.removeprefix("CSOPSBOT_").lower().split("__"):
        value = getattr(value, part)
    assert value == SecretStr(secret)


def test_secrets_are_hidden_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BOT, "xoxb-very-secret")
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", "postgresql://me:pa55@host/db")
    assert not re.search("very-secret|pa55", repr(settings.load()))


def test_the_public_address_is_made_of_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_PORT", "9000")
    assert settings.load().public_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("host", "reached_at"),
    [("0.0.0.0", "http://127.0.0.1:8080"), ("::", "http://[::1]:8080")],  # noqa: S104 - not bound
)
def test_a_server_on_all_interfaces_reaches_itself_on_loopback(host: str, reached_at: str) -> None:
    assert Settings(host=host).public_url == reached_at


def test_an_api_address_may_lack_its_last_slash() -> None:
    assert Slack(api_url="http://127.0.0.1:9/api").api_url == "http://127.0.0.1:9/api/"


BAD = {
    "port is a word": ("CSOPSBOT_PORT", "eighty", r"is 'eighty', but should be a whole number"),
    "port is zero": ("CSOPSBOT_PORT", "0", "from 1 to 65535"),
    "port is huge": ("CSOPSBOT_PORT", "9" * 5_000, r"is '9+\.\.\., but .* from 1 to 65535"),
    "port comes from Kubernetes": ("CSOPSBOT_PORT", "tcp://10.0.0.1:80", "enableServiceLinks"),
    "mode is unknown": ("CSOPSBOT_SLACK__MODE", "rtm", "should be 'http' or 'socket'"),
    "log level is unknown": ("CSOPSBOT_LOG_LEVEL", "loud", "is 'loud', but should be 'debug'"),
    "address has no scheme": ("CSOPSBOT_PUBLIC_URL", "acme.example", "begins with http://"),
    "address has a bad port": ("CSOPSBOT_SLACK__API_URL", "http://x:abc/", "begins with http://"),
    "address is broken": ("CSOPSBOT_SLACK__API_URL", "http://[::1", "begins with http://"),
    "address has a space": ("CSOPSBOT_SLACK__API_URL", "http://a b/", "begins with http://"),
    "database is unknown": ("CSOPSBOT_DATABASE_URL", "mysql://x/y", "should be an address such as"),
    "files are too large": (
        f"{REDMINE}__LARGEST_FILE_MB",
        "50",
        "is '50', but should be at most 30",
    ),
    "GitLab's address is its API's": (
        f"{GITLAB}__URL",
        "https://gitlab.com/api/v4/",
        "should be the base address alone, without /api/v4 ",
    ),
    "Redmine's address is a project's": (
        f"{REDMINE}__URL",
        "https://redmine.acme.example/redmine/projects/pay",
        "without /projects ",
    ),
    "statuses are no JSON": (f"{REDMINE}__STATUSES", "Triage: open", "should be JSON such as"),
    "statuses are a list": (f"{REDMINE}__STATUSES", "[1]", "should be JSON such as"),
    "a status means nothing": (
        f"{REDMINE}__STATUSES",
        '{"Triage": "later"}',
        "says of 'Triage': it is 'later', but should be 'open'",
    ),
    "a signing token has no prefix": (f"{GITLAB}__SIGNING_TOKEN", "nonsense", "should be whsec_"),
    "a signing token is no Base64": (f"{GITLAB}__SIGNING_TOKEN", "whsec_!!", "in Base64"),
    "a signing token is empty": (f"{GITLAB}__SIGNING_TOKEN_PREVIOUS", "whsec_", "should be whsec_"),
    "a private key is none": (f"{GITHUB}__APP_PRIVATE_KEY", "nonsense", "should be a private key"),
    "a private key has no end": (f"{GITHUB}__APP_PRIVATE_KEY", PEM[:-5], "in PEM"),
    "a private key lost its lines": (
        f"{GITHUB}__APP_PRIVATE_KEY",
        PEM.replace("\n", "\\n"),
        "with its lines",
    ),
    "a group is set": ("CSOPSBOT_SLACK", "{}", "is a group of settings"),
}


@pytest.mark.parametrize(("name", "value", "said"), BAD.values(), ids=list(BAD))
def test_a_bad_value_is_named_with_what_is_expected(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name.startswith(REDMINE):
        monkeypatch.setenv(f"{REDMINE}__URL", "https://redmine.acme.example")
        monkeypatch.setenv(f"{REDMINE}__API_KEY", "k3y")
    if name.startswith(GITLAB):
        monkeypatch.setenv(f"{GITLAB}__TOKEN", "t0ken")
    monkeypatch.setenv(name, value)
    (complaint,) = complaints()
    assert complaint.startswith(f"{name} ")
    assert re.search(said, complaint)
    assert len(complaint) < 300


def test_what_redmines_statuses_mean_is_read_as_it_is_documented(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(f"{REDMINE}__URL", "https://redmine.acme.example")
    monkeypatch.setenv(f"{REDMINE}__API_KEY", "k3y")
    (line,) = re.findall(rf"{REDMINE}__STATUSES='(.*)'", REDMINES_GUIDE.read_text("utf-8"))
    monkeypatch.setenv(f"{REDMINE}__STATUSES", line)
    redmine = settings.load().trackers.redmine
    assert redmine is not None
    assert redmine.statuses == {"Waiting for release": "done", "Triage": "in_progress"}


def test_several_problems_are_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_PORT", "x")
    monkeypatch.setenv("CSOPSBOT_LOG_FORMAT", "y")
    assert len(complaints()) == 2


def test_a_bad_database_address_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", "mysql://me:pa55@host/db")
    assert "pa55" not in "".join(complaints())


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.atlassian.net/jira/software/projects/PAY",
        "https://acme.atlassian.net/browse/PAY-1",
        "https://jira.acme.example/jira/rest/api/2",
    ],
)
def test_jiras_address_is_not_that_of_a_page(url: str) -> None:
    with pytest.raises(ValidationError, match="the base address alone"):
        Jira.model_validate({"url": url, "token": "t"})


def test_jira_may_be_below_a_path() -> None:
    assert Jira.model_validate({"url": "https://acme.example/jira", "token": "t"}).url


def test_half_a_tracker_is_refused_with_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_TRACKERS__JIRA__URL", "https://acme.atlassian.net")
    (token,) = complaints()
    assert token.startswith("CSOPSBOT_TRACKERS__JIRA__TOKEN is needed")


BAD_FILES = {
    "it is not there": (None, "cannot be read: no such file"),
    "it is empty": (b" \n", "is empty"),
    "it is binary": (b"\xff\xfe\x00", "is not a text file"),
    "it is huge": (b"a" * 20_000, "too large to be a secret"),
}


@pytest.mark.parametrize(("content", "said"), BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_secret_file_is_refused_when(
    content: bytes | None, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    monkeypatch.setenv(f"{BOT}_FILE", str(tmp_path / "secret"))
    (complaint,) = complaints()
    assert complaint.startswith(f"{BOT}_FILE names {tmp_path}/secret")
    assert said in complaint


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("one")
    monkeypatch.setenv(BOT, "two")
    monkeypatch.setenv(f"{BOT}_FILE", str(tmp_path / "secret"))
    assert "Keep one of the two." in complaints()[0]


def test_a_misspelt_variable_gets_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_SLACK__BOT_TOKN", "xoxb-1")
    assert said_of(settings.unknown()) == [
        "CSOPSBOT_SLACK__BOT_TOKN is not a setting. Did you mean CSOPSBOT_SLACK__BOT_TOKEN?"
    ]


def test_what_kubernetes_adds_for_a_service_is_not_misspelt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CSOPSBOT_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("CSOPSBOT_PORT_8080_TCP_ADDR", "10.0.0.1")
    assert settings.unknown() == ()


NEEDS = {
    "no bot token": (Slack(signing_secret=SecretStr("s")), "BOT_TOKEN is needed to speak to Slack"),
    "the app-level token as bot token": (
        Slack(bot_token=SecretStr("xapp-1"), signing_secret=SecretStr("s")),
        "BOT_TOKEN is an app-level token",
    ),
    "socket mode without its token": (
        Slack(bot_token=SecretStr("xoxb-1"), mode="socket"),
        "APP_TOKEN is needed because CSOPSBOT_SLACK__MODE is socket. Create it under Basic "
        "Information, App-Level Tokens, scope connections:write.",
    ),
    "the bot token as app-level token": (
        Slack(bot_token=SecretStr("xoxb-1"), mode="socket", app_token=SecretStr("xoxb-1")),
        "APP_TOKEN is a bot's token",
    ),
    "http mode without the signing secret": (
        Slack(bot_token=SecretStr("xoxb-1")),
        "SIGNING_SECRET is needed because CSOPSBOT_SLACK__MODE is http",
    ),
}


@pytest.mark.parametrize(("slack", "said"), NEEDS.values(), ids=list(NEEDS))
def test_nothing_is_served_with(slack: Slack, said: str) -> None:
    (problem,) = why_not_serve(Settings(slack=slack))
    assert str(problem).startswith(f"CSOPSBOT_SLACK__{said}")


def test_a_tracker_of_the_desk_file_has_to_be_configured() -> None:
    slack = Slack(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
    (problem,) = why_not_serve(Settings(slack=slack), ["local", "jira"])
    assert problem.variable == "CSOPSBOT_TRACKERS__JIRA__URL"


def test_a_configured_desk_may_be_served() -> None:
    slack = Slack(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
    jira = Jira(url="https://acme.atlassian.net", email="bot@acme", token=SecretStr("t"))
    settings_ = Settings(slack=slack, trackers=Trackers(jira=jira))
    assert why_not_serve(settings_, ["local", "jira"]) == ()


def test_processes_with_the_same_settings_share_the_local_trackers_secret() -> None:
    one, two = (Settings(slack=Slack(bot_token=SecretStr("xoxb-1"))) for _ in range(2))
    other = Settings(slack=Slack(bot_token=SecretStr("xoxb-2")))
    assert one.local_webhook_secret == two.local_webhook_secret != other.local_webhook_secret


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.*?)`)? ?\| (.*) \|$", DOCUMENTED.read_text(), re.M)
    documented = {name: (default, meaning) for name, default, meaning in rows}
    assert list(documented) == [one.name for one in settings.variables()]
    for one in settings.variables():
        default, meaning = documented[one.name]
        assert default == one.default
        assert meaning.startswith(one.description.rstrip("."))
        assert meaning.endswith("Secret.") is one.secret


def test_what_a_tracker_cannot_do_without_is_named_first() -> None:
    (problem,) = [one for one in why_not_serve(Settings(), ["github"]) if "TRACKERS" in str(one)]
    assert problem.variable == "CSOPSBOT_TRACKERS__GITHUB__TOKEN"


@pytest.mark.parametrize(
    ("given", "variable"),
    [
        ({"url": "https://api.github.com"}, "TOKEN"),
        ({"app_id": "7"}, "APP_PRIVATE_KEY"),
        ({"app_private_key": PEM}, "APP_ID"),
        ({"app_id": "7", "app_private_key": PEM, "token": "t0ken"}, "TOKEN"),
    ],
)
def test_github_wants_one_whole_way_in(given: dict[str, str], variable: str) -> None:
    wanted = Settings.model_validate({"trackers": {"github": given}})
    found = [one.variable for one in why_not_serve(wanted, ["github"])]
    assert f"CSOPSBOT_TRACKERS__GITHUB__{variable}" in found


def test_a_github_app_needs_no_token() -> None:
    given = {"app_id": "7", "app_private_key": PEM}
    wanted = Settings.model_validate({"trackers": {"github": given}})
    assert not [one for one in why_not_serve(wanted, ["github"]) if "GITHUB" in one.variable]


@pytest.mark.parametrize(
    ("url", "deployment", "missing"),
    [
        ("https://acme.atlassian.net", "auto", ["CSOPSBOT_TRACKERS__JIRA__EMAIL"]),
        ("https://jira.acme.example", "cloud", ["CSOPSBOT_TRACKERS__JIRA__EMAIL"]),
        ("https://jira.acme.example", "auto", []),
        ("https://jira.acme.example/jira", "data_center", []),
    ],
)
def test_a_token_alone_is_enough_for_a_data_center_only(
    url: str, deployment: str, missing: list[str]
) -> None:
    slack = Slack(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
    jira = Jira.model_validate({"url": url, "deployment": deployment, "token": "t"})
    problems = why_not_serve(Settings(slack=slack, trackers=Trackers(jira=jira)), ["jira"])
    assert [one.variable for one in problems] == missing


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({}, []),
        ({"label": "Rejected"}, ["CSOPSBOT_TRACKERS__GITLAB__REJECTED_LABEL"]),
        ({"duplicate_label": "rejected"}, ["CSOPSBOT_TRACKERS__GITLAB__DUPLICATE_LABEL"]),
    ],
)
def test_no_label_in_gitlab_says_two_things(labels: dict[str, str], said: list[str]) -> None:
    slack = Slack(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
    gitlab = GitLab.model_validate({"token": "t", **labels})
    problems = why_not_serve(Settings(slack=slack, trackers=Trackers(gitlab=gitlab)), ["gitlab"])
    assert [one.variable for one in problems] == said
