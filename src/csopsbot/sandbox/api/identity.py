"""Who am I, where am I: api.test, auth.test, apps.connections.open, bots.info, team.info."""

from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json


def api_test(call: Call) -> Json:
    """Answer api.test, with the error one asks for."""
    if error := call.args.optional("error"):
        raise SlackError(error, args={"error": error})
    return ok(args={})


def auth_test(call: Call) -> Json:
    """Answer auth.test."""
    world = call.world
    user = world.people[call.caller.user_id]
    bot = {"bot_id": world.app.bot_id} if call.caller.kind == "bot" else {}
    return ok(
        url=f"https://{world.team.domain}.slack.com/",
        team=world.team.name,
        user=user.name,
        team_id=world.team.id,
        user_id=user.id,
        **bot,
        is_enterprise_install=False,
    )


def connections_open(call: Call) -> Json:
    """Answer apps.connections.open."""
    call.caller.need("connections:write")
    return ok(url=call.open_socket())


def bots_info(call: Call) -> Json:
    """Answer bots.info."""
    app = call.world.app
    if call.args.text("bot") not in ("", app.bot_id):
        raise SlackError("bot_not_found")
    bot = {
        "id": app.bot_id,
        "deleted": False,
        "name": app.features.bot_user.display_name,
        "updated": 0,
        "app_id": app.app_id,
        "user_id": app.bot_user_id,
        "icons": {},
    }
    return ok(bot=bot)


def team_info(call: Call) -> Json:
    """Answer team.info."""
    team = call.world.team
    if call.args.text("team") not in ("", team.id):
        raise SlackError("team_not_found")
    url = f"https://{team.domain}.slack.com/"
    shown = {"id": team.id, "name": team.name, "domain": team.domain, "url": url}
    return ok(team={**shown, "email_domain": "", "icon": {"image_default": True}})


def emoji_list(call: Call) -> Json:
    """Answer emoji.list: the workspace's own emoji."""
    custom = call.world.workspace.custom_emoji
    return ok(
        emoji={name: f"{call.base_url}/emoji/{name}.png" for name in custom},
        cache_ts=str(call.world.now()),
    )
