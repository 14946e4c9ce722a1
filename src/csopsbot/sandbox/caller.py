"""Who calls: the app's bot, a person, or the app itself for Socket Mode."""

from dataclasses import dataclass
from typing import Literal

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.world.world import World

TokenKind = Literal["bot", "user", "app"]


@dataclass(frozen=True, slots=True)
class Caller:
    """The owner of a token and what it is good for."""

    kind: TokenKind
    user_id: str
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        """Tell whether the token has a scope; a person's own client has them all."""
        return self.kind == "user" or scope in self.scopes

    def need(self, *any_of: str) -> None:
        """Refuse unless the token has one of these scopes."""
        if any_of and not any(self.may(scope) for scope in any_of):
            provided = ",".join(sorted(self.scopes))
            raise SlackError("missing_scope", needed=",".join(any_of), provided=provided)


def identify(world: World, token: str | None) -> Caller:
    """Return whose token this is, or refuse it as Slack does."""
    if not token:
        raise SlackError("not_authed")
    if token in world.revoked:
        raise SlackError("token_revoked")
    if token == world.app.app_token:
        return Caller("app", world.app.bot_user_id, frozenset({"connections:write"}))
    if token == world.app.bot_token:
        return Caller("bot", world.app.bot_user_id, world.app.scopes)
    person = next((u for u in world.people.values() if u.token == token), None)
    if person is None:
        raise SlackError("invalid_auth")
    if person.deleted:
        raise SlackError("account_inactive")
    return Caller("user", person.id, frozenset({"identify"}))
