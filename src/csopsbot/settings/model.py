"""Every setting there is, with what it means and what it is when nobody sets it."""

import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

from csopsbot.settings.kinds import Address, AnyCase, DatabaseAddress, FolderAddress, Secret

_REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, never bound


class Slack(BaseModel):
    """How we reach Slack, and how Slack reaches us."""

    model_config = ConfigDict(frozen=True)

    mode: Annotated[Literal["http", "socket"], AnyCase] = Field(
        default="http",
        description="How Slack reaches us: `http` (Slack posts to our address) or `socket` "
        "(we hold a connection to Slack and need no public address).",
    )
    bot_token: Secret | None = Field(default=None, description="The bot's token, `xoxb-...`.")
    app_token: Secret | None = Field(
        default=None,
        description="The app-level token, `xapp-...`; needed when the mode is `socket`.",
    )
    signing_secret: Secret | None = Field(
        default=None,
        description="What Slack signs its requests with; needed when the mode is `http`.",
    )
    signing_secret_previous: Secret | None = Field(
        default=None,
        description="The signing secret before, still accepted while it is being changed.",
    )
    api_url: FolderAddress = Field(
        default="https://slack.com/api/",
        description="The base address of Slack's Web API, or of a server that speaks it.",
    )


class Jira(BaseModel):
    """How we reach Jira, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(description="Jira's base address, such as `https://acme.atlassian.net`.")
    email: str = Field(description="The e-mail address of the account the bot acts with.")
    token: Secret = Field(description="That account's API token.")
    webhook_secret: Secret | None = Field(
        default=None,
        description="The secret of the webhook in Jira; without it deliveries are refused.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The webhook secret before, still accepted while it is being changed.",
    )


class GitHub(BaseModel):
    """How we reach GitHub, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(
        default="https://api.github.com",
        description="The base address of GitHub's REST API; on a server of your own "
        "`https://github.acme.example/api/v3`.",
    )
    token: Secret = Field(
        description="A personal access token of the account the bot acts with, fine-grained or "
        "classic."
    )
    webhook_secret: Secret | None = Field(
        default=None,
        description="The secret of the webhook in GitHub; without it deliveries are refused.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The webhook secret before, still accepted while it is being changed.",
    )
    in_progress_label: str = Field(
        default="in progress",
        min_length=1,
        max_length=50,
        description="The label that says that somebody works on an open issue.",
    )


class GitLab(BaseModel):
    """How we reach GitLab, how its deliveries are verified, and what our issues are like there."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(
        default="https://gitlab.com",
        description="GitLab's base address, such as `https://gitlab.acme.example`.",
    )
    token: Secret = Field(
        description="A personal, group or project access token of the account the bot acts with, "
        "with the scope `api`."
    )
    signing_token: Secret | None = Field(
        default=None,
        description="The signing token of the webhook in GitLab, `whsec_...`, where there are any.",
    )
    signing_token_previous: Secret | None = Field(
        default=None,
        description="The signing token before, still accepted while it is being changed.",
    )
    webhook_secret: Secret | None = Field(
        default=None,
        description="The secret token of the webhook in GitLab, for deliveries that are not signed.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The secret token before, still accepted while it is being changed.",
    )
    label: str = Field(
        default="csopsbot",
        min_length=1,
        max_length=255,
        description="The label that every issue of ours gets.",
    )
    in_progress_label: str = Field(
        default="in progress",
        min_length=1,
        max_length=255,
        description="The label that says that somebody works on an open issue; it may be scoped, "
        "such as `workflow::in dev`.",
    )
    rejected_label: str = Field(
        default="rejected",
        min_length=1,
        max_length=255,
        description="The label that says that a closed issue was not mended.",
    )
    duplicate_label: str = Field(
        default="duplicate",
        min_length=1,
        max_length=255,
        description="The label that says that a closed issue was a duplicate.",
    )
    confidential: bool = Field(
        default=False,
        description="Whether the issues we make are confidential: wanted in a public project.",
    )
    internal_notes: bool = Field(
        default=True,
        description="Whether our comments are internal notes, which guests do not see.",
    )

    @field_validator("label", "in_progress_label", "rejected_label", "duplicate_label")
    @classmethod
    def _one_label(cls, name: str) -> str:
        if "," in name or name != name.strip():
            raise ValueError("a label has no comma in it, and no blank at its ends")
        return name


class Linear(BaseModel):
    """How we reach Linear, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(
        default="https://api.linear.app",
        description="The base address of Linear's API; `/graphql` is below it.",
    )
    token: Secret = Field(
        description="The API key of the account the bot acts with, `lin_api_...`, or an OAuth "
        "access token."
    )
    webhook_secret: Secret | None = Field(
        default=None,
        description="The signing secret of the webhook in Linear; without it deliveries are "
        "refused.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The webhook secret before, still accepted while it is being changed.",
    )
    open_state: str = Field(
        default="",
        description="The name of the state that an issue goes back to; a team's default state, or "
        "the first of its kind, where the team has none of that name.",
    )
    in_progress_state: str = Field(
        default="",
        description="The name of the state that an issue goes to when work begins; a team's first "
        "of the kind `started` where it has none of that name.",
    )
    done_state: str = Field(
        default="",
        description="The name of the state that a resolved issue goes to; a team's first of the "
        "kind `completed` where it has none of that name.",
    )
    rejected_state: str = Field(
        default="",
        description="The name of the state that a declined issue goes to; a team's first of the "
        "kind `canceled` where it has none of that name.",
    )


class Redmine(BaseModel):
    """How we reach Redmine, how it reads text, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(
        description="Redmine's base address, such as `https://redmine.acme.example`."
    )
    api_key: Secret = Field(description="The API access key of the account the bot acts with.")
    formatting: Annotated[Literal["textile", "markdown"], AnyCase] = Field(
        default="textile",
        description="How Redmine reads text, as its settings say: `textile` or `markdown`, "
        "either of the two kinds it may offer.",
    )
    ref_field: int | None = Field(
        default=None,
        ge=1,
        description="The number of the custom field `csops_ref`; found by its name once there is an "
        "issue that has it.",
    )
    statuses: dict[str, Literal["open", "in_progress", "done", "rejected", "duplicate"]] = Field(
        default={},
        description="What statuses mean whose names do not tell it, such as "
        '`{"Waiting for release": "done"}`.',
    )
    webhook_secret: Secret | None = Field(
        default=None,
        description="The secret of the webhook in Redmine, from version 7 on; without it "
        "deliveries are refused.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The webhook secret before, still accepted while it is being changed.",
    )


class Local(BaseModel):
    """The built-in tracker."""

    model_config = ConfigDict(frozen=True)

    webhook_secret: Secret | None = Field(
        default=None,
        description="What the built-in tracker signs its deliveries to ourselves with; "
        "derived from the bot's token when it is not set.",
    )
    board_password: Secret | None = Field(
        default=None,
        description="The password of the board; without it the board only opens on the machine "
        "it runs on.",
    )


class Trackers(BaseModel):
    """The trackers that can be configured, under the names the desk file calls them by."""

    model_config = ConfigDict(frozen=True)

    local: Local = Local()
    jira: Jira | None = None
    github: GitHub | None = None
    gitlab: GitLab | None = None
    linear: Linear | None = None
    redmine: Redmine | None = None


class Delivery(BaseModel):
    """How patient the relay is."""

    model_config = ConfigDict(frozen=True)

    settle_s: float = Field(
        default=15.0,
        gt=0,
        le=600,
        description="For how many seconds a call whose answer was lost may still take effect; "
        "only after that it is looked for, and made again if it is not there.",
    )
    lease_s: float = Field(
        default=9.0,
        ge=3,
        le=60,
        description="After how many seconds without a sign of life a worker's deliveries are "
        "taken over by another.",
    )


class Settings(BaseModel):
    """Everything the operator can set, each value checked; `load` makes it of the environment."""

    model_config = ConfigDict(frozen=True)

    database_url: DatabaseAddress = Field(
        default=SecretStr("sqlite:///csopsbot.sqlite3"),
        description="The database: SQLite in a file, or PostgreSQL.",
    )
    host: str = Field(default="127.0.0.1", description="The address the web server listens on.")
    port: int = Field(
        default=8080, ge=1, le=65_535, description="The port the web server listens on."
    )
    public_url: Address = Field(
        default="",
        description="Where our web server is reached; made of host and port when it is not set.",
        validate_default=True,
    )
    desk: Path = Field(default=Path("csopsbot.yaml"), description="The desk file.")
    log_level: Annotated[Literal["debug", "info", "warning", "error"], AnyCase] = Field(
        default="info", description="From what weight on something is logged."
    )
    log_format: Annotated[Literal["json", "console"], AnyCase] = Field(
        default="console",
        description="How it is logged: `json` for machines, `console` for people.",
    )
    slack: Slack = Slack()
    delivery: Delivery = Delivery()
    trackers: Trackers = Trackers()

    @field_validator("public_url", mode="before")
    @classmethod
    def _own_address(cls, value: object, info: ValidationInfo) -> object:
        if value:
            return value
        host, port = info.data.get("host", "127.0.0.1"), info.data.get("port", 8080)
        host = _REACHED_AT.get(host, host)
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def local_webhook_secret(self) -> str:
        """The built-in tracker's secret, the same in every process that has these settings."""
        if secret := self.trackers.local.webhook_secret:
            return secret.get_secret_value()
        token = self.slack.bot_token.get_secret_value() if self.slack.bot_token else ""
        purpose = b"webhooks of the local tracker"
        return hmac.new(token.encode(), purpose, hashlib.sha256).hexdigest()
