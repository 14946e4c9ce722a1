"""The app under test, as its Slack manifest describes it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from csopsbot.sandbox.starting import read_file

Mode = Literal["http", "socket"]


class Part(BaseModel):
    """A part of the manifest; what the sandbox does not act on is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SlashCommand(Part):
    """A slash command."""

    command: str
    url: str = ""
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(Part):
    """A global or message shortcut."""

    callback_id: str
    type: Literal["global", "message"]
    name: str = ""
    description: str = ""


class BotUser(Part):
    """How the bot is called."""

    display_name: str = "bot"


class AppHome(Part):
    """Which tabs the app's Home has."""

    home_tab_enabled: bool = False
    messages_tab_enabled: bool = True
    messages_tab_read_only_enabled: bool = False


class Features(Part):
    """What the app shows people."""

    bot_user: BotUser = BotUser()
    app_home: AppHome = AppHome()
    slash_commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()


class Scopes(Part):
    """What the app may do."""

    bot: frozenset[str] = frozenset()


class OAuthConfig(Part):
    """The app's grants."""

    scopes: Scopes = Scopes()


class EventSubscriptions(Part):
    """Which events the app takes, and where."""

    request_url: str = ""
    bot_events: frozenset[str] = frozenset()


class Interactivity(Part):
    """Whether the app takes clicks and forms, and where."""

    is_enabled: bool = False
    request_url: str = ""
    message_menu_options_url: str = ""


class Settings(Part):
    """How the app is reached."""

    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity()
    socket_mode_enabled: bool = False


class DisplayInformation(Part):
    """The app's name, and what it says of itself."""

    name: str = "App"
    description: str = ""


class App(Part):
    """One installed app: its manifest, and the ids and secrets Slack gave it."""

    display_information: DisplayInformation = DisplayInformation()
    features: Features = Features()
    oauth_config: OAuthConfig = OAuthConfig()
    settings: Settings = Settings()

    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user_id: str = "U0BOT"
    bot_token: str = "xoxb-sandbox"
    app_token: str = "xapp-sandbox"
    signing_secret: str = "sandbox-signing-secret"
    verification_token: str = "sandbox-verification-token"
    request_url: str = Field(default="", description="takes the place of every URL of the manifest")

    @property
    def scopes(self) -> frozenset[str]:
        """The bot token's scopes."""
        return self.oauth_config.scopes.bot

    @property
    def mode(self) -> Mode:
        """How the manifest wants the app to be reached."""
        return "socket" if self.settings.socket_mode_enabled else "http"

    def command(self, name: str) -> SlashCommand | None:
        """Return the slash command called so."""
        return next((c for c in self.features.slash_commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with this callback id."""
        return next((s for s in self.features.shortcuts if s.callback_id == callback_id), None)


def app_from_manifest(manifest: Mapping[str, Any], **given: str) -> App:
    """Install the app a manifest describes; `given` sets its ids, tokens and secrets."""
    return App.model_validate({**manifest, **given})


def load_app(path: Path, **given: str) -> App:
    """Install the app of a manifest file; raises `BrokenFile`."""
    return read_file(path, App, **given)
