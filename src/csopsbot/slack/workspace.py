"""The workspace the bot is installed in, and who the bot is there."""

from dataclasses import dataclass, replace

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.failures import AuthError
from csopsbot.slack.asking import PATIENCE_S, No, ask
from csopsbot.slack.payload import Payload, branch, text


@dataclass(frozen=True, slots=True)
class Installation:
    """Where we are, and our own ids; ADDRESS is the workspace's, ending in a slash."""

    team: str
    enterprise: str
    bot_user: str
    bot: str
    address: str = ""

    def wrote(self, message: Payload) -> bool:
        """Return whether MESSAGE is ours; of what a bot says, some servers tell one id only."""
        by_user = bool(self.bot_user) and text(message, "user") == self.bot_user
        return by_user or (bool(self.bot) and text(message, "bot_id") == self.bot)


class Workspace(AsyncAuthorize):
    """Asks Slack once who we are, and answers Bolt from then on.

    Bolt's own authorization answers 200 while Slack cannot be asked, and what came in is lost; this
    one raises, so that Slack sends it again.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._found: Installation | None = None
        self._described: Installation | None = None

    async def installation(self, patience_s: float = PATIENCE_S) -> Installation:
        """Return who and where we are; raises `AuthError` and `Unavailable`."""
        if self._found is None:
            self._found = await self._ask(patience_s)
        return self._found

    async def described(self) -> Installation:
        """Return who and where we are as users.info tells it, which is how it tells of people.

        Some servers call the workspace differently there. Raises as `installation` does.
        """
        if self._described is None:
            self._described = await self._describe(await self.installation())
        return self._described

    def permalink(self, channel: str, ts: str, thread: str | None = None) -> str | None:
        """Return where people open a message; None until Slack has told us its address.

        A reply is found by its THREAD alone: without it, Slack opens a place in the channel.
        """
        address = self._found.address if self._found else ""
        if not address:
            return None
        within = f"?thread_ts={thread}&cid={channel}" if thread else ""
        return f"{address}archives/{channel}/p{ts.replace('.', '')}{within}"

    async def _ask(self, patience_s: float) -> Installation:
        try:
            answer = await ask(self._client.auth_test(), patience_s)
        except No as no:
            raise AuthError(_why_unknown(no.code)) from no
        return Installation(
            team=text(answer, "team_id"),
            enterprise=text(answer, "enterprise_id"),
            bot_user=text(answer, "user_id"),
            bot=text(answer, "bot_id"),
            address=text(answer, "url"),
        )

    async def _describe(self, us: Installation) -> Installation:
        try:
            user = branch(await ask(self._client.users_info(user=us.bot_user)), "user")
        except No:
            return us
        team = text(user, "team_id") or us.team
        organisation = text(user, "enterprise_user", "enterprise_id")
        return replace(us, team=team, enterprise=us.enterprise or organisation)

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002  # Bolt's signature
        enterprise_id: str | None,  # noqa: ARG002  # likewise
        team_id: str | None,  # noqa: ARG002  # likewise
        user_id: str | None,
        actor_enterprise_id: str | None = None,  # noqa: ARG002  # likewise
        actor_team_id: str | None = None,  # noqa: ARG002  # likewise
        actor_user_id: str | None = None,  # noqa: ARG002  # likewise
    ) -> AuthorizeResult:
        """Return our installation to Bolt, which recognises by it what we sent ourselves."""
        us = await self.installation()
        return AuthorizeResult(
            enterprise_id=us.enterprise or None,
            team_id=us.team,
            bot_user_id=us.bot_user,
            bot_id=us.bot,
            bot_token=self._client.token,
            user_id=user_id,
        )


def _why_unknown(code: str) -> str:
    """Return for the operator why we were not told who we are."""
    if code == "unknown_method":
        return "auth.test is not known there. The address is probably not that of Slack's Web API."
    return f"Slack refuses the bot token: {code}"
