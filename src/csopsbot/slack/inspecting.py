"""Whether Slack lets us do our work: who we are, what we may, and where we are let in."""

from collections.abc import AsyncIterator, Collection

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Unavailable
from csopsbot.domain.desk import Desk
from csopsbot.slack.asking import SILENCE, No, ask
from csopsbot.slack.errors import code_of, from_connection
from csopsbot.slack.payload import branch, text

SCOPES: frozenset[str] = frozenset(
    {
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "reactions:read",
        "reactions:write",
        "users:read",
        "users:read.email",
    }
)
"""What the app's manifest asks for."""

_AGAIN = "install the app again from the manifest"


async def inspect(client: AsyncWebClient, desk: Desk) -> AsyncIterator[Finding]:
    """Yield who we are in Slack, which scopes are missing, and how each team's channel stands.

    Raises `Unavailable` or `Unanswered` where Slack cannot be asked.
    """
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        yield _refused(error)
        return
    except SILENCE as error:
        raise from_connection(error, "auth.test") from error
    yield Finding("fine", f"we are {text(answer.data, 'user')} in {text(answer.data, 'team')}")
    for finding in _scopes(str(answer.headers.get("x-oauth-scopes", ""))):
        yield finding
    for channel in dict.fromkeys(team.channel for team in desk.teams):
        yield await _channel(client, channel)


def _refused(error: SlackApiError) -> Finding:
    """Return why who we are was not told: Slack has a word for it, whatever else answers has none."""
    if code := code_of(error):
        says = f"Slack refuses the bot's token: {code}"
        return Finding("fault", says, f"{_AGAIN} and set its token")
    says = "what answers at the address of Slack's API is not Slack"
    return Finding("fault", says, "see to the proxy, or to CSOPSBOT_SLACK__API_URL if it is set")


def _scopes(granted: str) -> Collection[Finding]:
    """Return what is missing; empty where nothing is, or Slack does not tell."""
    have = {scope.strip() for scope in granted.split(",") if scope.strip()}
    missing = sorted(SCOPES - have) if have else []
    if not missing:
        return []
    return [Finding("fault", f"the bot lacks the scopes {', '.join(missing)}", _AGAIN)]


async def _channel(client: AsyncWebClient, channel: str) -> Finding:
    try:
        found = branch(await ask(client.conversations_info(channel=channel)), "channel")
    except No as no:
        return Finding(
            "fault", f"{channel}: {no.code}", "invite the bot, or put another in the desk file"
        )
    except Unavailable as failure:
        return Finding("doubt", f"{channel}: {failure}", "try again")
    name = f"#{text(found, 'name')}"
    if found.get("is_archived"):
        return Finding(
            "fault", f"{name} is archived", "unarchive it, or name another in the desk file"
        )
    if not found.get("is_member"):
        return Finding(
            "fault", f"the bot is not in {name}", "invite it there with /invite @csopsbot"
        )
    if found.get("is_ext_shared"):
        return Finding(
            "doubt", f"people from outside read {name}", "let the team have a channel of its own"
        )
    return Finding("fine", f"the bot is in {name}")
