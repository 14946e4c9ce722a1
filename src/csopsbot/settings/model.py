"""Every setting there is, with what it means and what it is when nobody sets it."""

import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

from csopsbot.settings.kinds import Address, AnyCase, DatabaseAddress, FolderAddress, Secret
from csopsbot.settings.trackers import Trackers

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


class Reconciliation(BaseModel):
    """How often trackers are asked for what their webhooks may not have told.

    No tracker is asked more often than it can bear.
    """

    model_config = ConfigDict(frozen=True)

    changes_every_s: int = Field(
        default=600,
        ge=10,
        le=86_400,
        description="After how many seconds a project is asked again what changed in it.",
    )
    unheard_every_s: int = Field(
        default=120,
        ge=10,
        le=86_400,
        description="The same for a tracker without webhooks, or from which none came for a day.",
    )
    issues_every_s: int = Field(
        default=900,
        ge=10,
        le=86_400,
        description="After how many seconds it is asked of every issue that is waited for whether "
        "it is still there; a tracker that is not heard from is asked every five minutes.",
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
    reconciliation: Reconciliation = Reconciliation()
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
