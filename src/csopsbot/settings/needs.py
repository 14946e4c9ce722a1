"""What has to be set before the bot can serve, which other commands do not need."""

from collections.abc import Collection, Iterator
from typing import get_args

from csopsbot.settings.model import Settings, Slack
from csopsbot.settings.problems import Problem
from csopsbot.settings.trackers import GitHub, GitLab, Jira, Trackers
from csopsbot.settings.variables import PREFIX


def why_not_serve(settings: Settings, trackers: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return what is missing to serve a desk whose teams use these TRACKERS."""
    return (
        *_bot_token(settings.slack),
        *_app_token(settings.slack),
        *_signing_secret(settings.slack),
        *_trackers(settings.trackers, trackers),
    )


def beyond_the_app(settings: Settings, repositories: Collection[str]) -> tuple[Problem, ...]:
    """Return that a GitHub App cannot act in all REPOSITORIES, which are of several owners."""
    github = settings.trackers.github
    owners = sorted({one.partition("/")[0].casefold() for one in repositories})
    if github is None or not github.app_id or len(owners) < 2:
        return ()
    why = (
        f"is set, and the desk file has repositories of {' and '.join(owners)}, but an App acts for "
        "one owner. Set TOKEN of an account that sees them all instead, or keep to one owner."
    )
    return (Problem(f"{PREFIX}TRACKERS__GITHUB__APP_ID", why),)


def _bot_token(slack: Slack) -> Iterator[Problem]:
    if not slack.bot_token:
        where = "OAuth & Permissions, Bot User OAuth Token"
        yield _slack("BOT_TOKEN", f"is needed to speak to Slack. Copy it from {where}.")
    elif slack.bot_token.get_secret_value().startswith("xapp-"):
        yield _slack("BOT_TOKEN", "is an app-level token. The bot's token begins with xoxb-.")


def _app_token(slack: Slack) -> Iterator[Problem]:
    if slack.app_token and slack.app_token.get_secret_value().startswith("xoxb-"):
        yield _slack("APP_TOKEN", "is a bot's token. The app-level token begins with xapp-.")
    elif slack.mode == "socket" and not slack.app_token:
        where = "Basic Information, App-Level Tokens, scope connections:write"
        yield _slack("APP_TOKEN", f"is needed {_because(slack)}. Create it under {where}.")


def _signing_secret(slack: Slack) -> Iterator[Problem]:
    if slack.mode == "http" and not slack.signing_secret:
        where = "Basic Information, App Credentials"
        yield _slack("SIGNING_SECRET", f"is needed {_because(slack)}. Copy it from {where}.")


def _because(slack: Slack) -> str:
    return f"because {PREFIX}SLACK__MODE is {slack.mode}"


def _slack(name: str, message: str) -> Problem:
    return Problem(f"{PREFIX}SLACK__{name}", message)


def _trackers(configured: Trackers, wanted: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each tracker the desk file names that nothing is known about."""
    for name in sorted(set(wanted)):
        if getattr(configured, name, None) is None:
            group = f"{PREFIX}TRACKERS__{name.upper()}__"
            why = f"is needed because a team of the desk file makes its issues in {name}."
            first = _first_needed(name)
            yield Problem(f"{group}{first}", f"{why} Set the other {group} settings as well.")
    if configured.github is not None and "github" in wanted:
        yield from _ways_into_github(configured.github)
    if configured.jira is not None and "jira" in wanted:
        yield from _ways_into_jira(configured.jira)
    if configured.gitlab is not None and "gitlab" in wanted:
        yield from _labels_in_gitlab(configured.gitlab)


def _ways_into_github(github: GitHub) -> Iterator[Problem]:
    """Yield what is wrong unless there is a token or else a whole App."""
    group = f"{PREFIX}TRACKERS__GITHUB__"
    if github.app_id and not github.app_private_key:
        yield Problem(f"{group}APP_PRIVATE_KEY", "is needed beside APP_ID: the key signs for it.")
    elif github.app_private_key and not github.app_id:
        yield Problem(f"{group}APP_ID", "is needed beside APP_PRIVATE_KEY: the key is that App's.")
    elif github.app_id and github.token:
        yield Problem(f"{group}TOKEN", "is set, and so is a GitHub App. Keep one of the two.")
    elif not (github.app_id or github.token):
        yield Problem(f"{group}TOKEN", "is needed, or else APP_ID and APP_PRIVATE_KEY of an App.")


def _ways_into_jira(jira: Jira) -> Iterator[Problem]:
    """Yield what is wrong where Jira Cloud would not know whose token it is."""
    cloud = jira.deployment == "cloud" or ".atlassian.net" in jira.url
    if cloud and not jira.email:
        why = "is needed: Jira Cloud takes an API token only beside its account's address."
        yield Problem(f"{PREFIX}TRACKERS__JIRA__EMAIL", why)


def _labels_in_gitlab(gitlab: GitLab) -> Iterator[Problem]:
    """Yield which labels already say something else."""
    said: dict[str, str] = {}
    for name in ("label", "in_progress_label", "rejected_label", "duplicate_label"):
        other = said.setdefault(getattr(gitlab, name).casefold(), name)
        if other != name:
            why = f"is the same as {other.upper()}. Give each a label of its own."
            yield Problem(f"{PREFIX}TRACKERS__GITLAB__{name.upper()}", why)


def _first_needed(tracker: str) -> str:
    """Return the first setting of TRACKER that has no default."""
    field = Trackers.model_fields.get(tracker)
    models = [one for one in get_args(field.annotation) if one is not type(None)] if field else []
    needed = (
        name for one in models for name, part in one.model_fields.items() if part.is_required()
    )
    return next(needed, "token").upper()
