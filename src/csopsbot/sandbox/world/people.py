"""People and bots as Slack shows them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.manifest import App
from csopsbot.sandbox.workspace import Team, User

STRANGERS_TEAM = "T0STRANGER"


def bot_user(app: App) -> User:
    """Return the app's bot as a user."""
    name = app.features.bot_user.display_name
    return User(
        id=app.bot_user_id,
        name=name.lower().replace(" ", "_"),
        real_name=name,
        tz="America/Los_Angeles",
        is_bot=True,
        token=app.bot_token,
    )


def team_of(user: User, team: Team) -> str:
    """Return the id of the workspace a person belongs to."""
    return STRANGERS_TEAM if user.is_stranger else team.id


def user_json(user: User, team: Team, app: App, now: float) -> Json:
    """Return a person as `users.info` does, without what needs a further scope or argument."""
    zone = ZoneInfo(user.tz)
    local = datetime.fromtimestamp(now, UTC).astimezone(zone)
    offset = local.utcoffset()
    profile: Json = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "status_text": "",
        "status_emoji": "",
        "team": team_of(user, team),
    }
    if user.id == app.bot_user_id:
        profile |= {"api_app_id": app.app_id, "bot_id": app.bot_id, "always_active": False}
    return {
        "id": user.id,
        "team_id": team_of(user, team),
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_stranger": user.is_stranger,
        "updated": int(now),
    }


def bot_profile(app: App, team: Team, now: float) -> Json:
    """Return the profile that stands on a bot's messages."""
    return {
        "id": app.bot_id,
        "app_id": app.app_id,
        "user_id": app.bot_user_id,
        "name": app.features.bot_user.display_name,
        "icons": {},
        "deleted": False,
        "updated": int(now),
        "team_id": team.id,
    }
