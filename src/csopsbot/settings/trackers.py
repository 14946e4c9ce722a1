"""How we reach each tracker, and how each reaches us."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from csopsbot.settings.kinds import (
    Address,
    AnyCase,
    AsJson,
    PrivateKey,
    Secret,
    SigningToken,
    base_of,
)

_JIRA = base_of(
    *("/jira/software", "/jira/core", "/jira/servicedesk", "/jira/your-work"),
    *("/rest", "/browse", "/projects", "/secure", "/issues"),
)


class Jira(BaseModel):
    """How we reach Jira, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Annotated[Address, _JIRA] = Field(
        description="Jira's base address, such as `https://acme.atlassian.net`."
    )
    deployment: Literal["auto", "cloud", "data_center"] = Field(
        default="auto",
        description="Which kind of Jira it is: `cloud` or `data_center`; `auto` asks it.",
    )
    email: str = Field(
        default="",
        description="The e-mail address of the account the bot acts with; on Data Center its user "
        "name, or empty where the token is a personal access token.",
    )
    token: Secret = Field(
        description="That account's API token; on Data Center a personal access token, or the "
        "account's password."
    )
    webhook_secret: Secret | None = Field(
        default=None,
        description="The secret of the webhook in Jira; without it deliveries are refused.",
    )
    webhook_secret_previous: Secret | None = Field(
        default=None,
        description="The webhook secret before, still accepted while it is being changed.",
    )
    webhook_password: Secret | None = Field(
        default=None,
        description="What deliveries bring along that are not signed: the password of basic "
        "authentication, or `token` in the address. Only for Data Center before version 10.",
    )


class GitHub(BaseModel):
    """How we reach GitHub, and how its deliveries are verified."""

    model_config = ConfigDict(frozen=True)

    url: Address = Field(
        default="https://api.github.com",
        description="The base address of GitHub's REST API; on a server of your own "
        "`https://github.acme.example/api/v3`.",
    )
    token: Secret | None = Field(
        default=None,
        description="A personal access token of the account the bot acts with, fine-grained or "
        "classic; or else a GitHub App is set.",
    )
    app_id: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9.]{1,64}$",
        description="The id, or client id, of the GitHub App that the bot acts as, instead of a "
        "token.",
    )
    app_private_key: PrivateKey | None = Field(
        default=None,
        description="The private key of the GitHub App, in PEM as GitHub gives it.",
    )
    app_installation_id: int = Field(
        default=0,
        ge=0,
        description="The number of the GitHub App's installation; 0 finds the one that holds the "
        "first repository of the desk file.",
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
    priority_prefix: str = Field(
        default="",
        max_length=40,
        description="What the labels that stand for a priority begin with, such as `priority: `; "
        "without it there are no priorities in GitHub.",
    )


class GitLab(BaseModel):
    """How we reach GitLab, how its deliveries are verified, and what our issues are like there."""

    model_config = ConfigDict(frozen=True)

    url: Annotated[Address, base_of("/api/v4", "/api")] = Field(
        default="https://gitlab.com",
        description="GitLab's base address, such as `https://gitlab.acme.example`.",
    )
    token: Secret = Field(
        description="A personal, group or project access token of the account the bot acts with, "
        "with the scope `api`."
    )
    signing_token: SigningToken | None = Field(
        default=None,
        description="The signing token of the webhook in GitLab, `whsec_...`, where there are any.",
    )
    signing_token_previous: SigningToken | None = Field(
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

    url: Annotated[Address, base_of("/graphql")] = Field(
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

    url: Annotated[Address, base_of("/projects", "/issues")] = Field(
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
    largest_file_mb: int = Field(
        default=5,
        ge=1,
        le=30,
        description="The largest file that Redmine takes, in megabytes, as its settings say.",
    )
    statuses: Annotated[
        dict[str, Literal["open", "in_progress", "done", "rejected", "duplicate"]], AsJson
    ] = Field(
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
