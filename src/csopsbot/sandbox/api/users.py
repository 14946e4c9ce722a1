"""users.* and usergroups.*: who is who."""

from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.pages import page
from csopsbot.sandbox.workspace import User, UserGroup
from csopsbot.sandbox.world.people import user_json


def info(call: Call) -> Json:
    """Answer users.info."""
    user_id = call.person(call.args.text("user"))
    return ok(user=shown(call, call.world.people[user_id]))


def list_(call: Call) -> Json:
    """Answer users.list."""
    limit = call.args.number("limit", 200)
    people, metadata = page([*call.world.people.values()], call.args.optional("cursor"), limit)
    members = [shown(call, person) for person in people]
    return ok(members=members, cache_ts=int(call.world.now()), response_metadata=metadata)


def lookup_by_email(call: Call) -> Json:
    """Answer users.lookupByEmail."""
    email = call.args.text("email").lower()
    for user in call.world.people.values():
        if user.email.lower() == email and not user.is_bot and not user.is_stranger:
            return ok(user=shown(call, user))
    raise SlackError("users_not_found")


def profile_get(call: Call) -> Json:
    """Answer users.profile.get."""
    user_id = call.person(call.args.text("user") or call.caller.user_id)
    return ok(profile=shown(call, call.world.people[user_id])["profile"])


def shown(call: Call, user: User) -> Json:
    """Return a person as this caller may see them."""
    body = user_json(user, call.world.team, call.world.app, call.world.now())
    if call.args.flag("include_locale"):
        body["locale"] = user.locale
    if call.caller.may("users:read.email") and not user.is_bot:
        body["profile"]["email"] = user.email
    return body


def groups_list(call: Call) -> Json:
    """Answer usergroups.list."""
    groups = call.world.workspace.user_groups
    return ok(usergroups=[group_json(call, group) for group in groups])


def groups_users_list(call: Call) -> Json:
    """Answer usergroups.users.list."""
    wanted = call.args.text("usergroup")
    for group in call.world.workspace.user_groups:
        if group.id == wanted:
            return ok(users=member_ids(call, group))
    raise SlackError("no_such_subteam")


def member_ids(call: Call, group: UserGroup) -> list[str]:
    """Return the ids of a group's people."""
    return [call.world.workspace.user_id(name) for name in group.users]


def group_json(call: Call, group: UserGroup) -> Json:
    """Return a user group as `usergroups.list` does."""
    body: Json = {
        "id": group.id,
        "team_id": call.world.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "auto_type": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    if call.args.flag("include_users"):
        body["users"] = member_ids(call, group)
    return body
