"""Every method the sandbox answers: its handler, arguments, scopes, tier and tokens."""

from dataclasses import dataclass

from csopsbot.sandbox.api import (
    chat,
    conversations,
    files,
    history,
    identity,
    pins,
    reactions,
    schedule,
    users,
    validation,
    views,
)
from csopsbot.sandbox.call import Handler
from csopsbot.sandbox.caller import TokenKind
from csopsbot.sandbox.ratelimit import Tier


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method; any one of the scopes will do, and handlers may ask for more."""

    handler: Handler
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tokens: frozenset[TokenKind] = frozenset({"bot", "user"})
    takes_json: bool = False


NO_TOKEN: frozenset[TokenKind] = frozenset()
BOT: frozenset[TokenKind] = frozenset({"bot"})
APP: frozenset[TokenKind] = frozenset({"app"})

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
OPEN = ("im:write", "mpim:write", "channels:manage", "groups:write")
MANAGE = ("channels:manage", "channels:write", "groups:write", "im:write", "mpim:write")
INVITE = (*MANAGE, "channels:write.invites", "groups:write.invites")
PAGED = ("cursor", "limit")
SAID = ("text", "blocks", "attachments", "markdown_text", "metadata", "parse", "link_names")
LOOKS = ("username", "icon_emoji", "icon_url")
THREADED = ("thread_ts", "reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn", "as_user")
PERIOD = ("oldest", "latest", "inclusive", "include_all_metadata", *PAGED)

METHODS: dict[str, Method] = {
    "api.test": Method(
        identity.api_test, "tier4", (), ("error",), tokens=NO_TOKEN, takes_json=True
    ),
    "apps.connections.open": Method(
        identity.connections_open, "tier3", tokens=APP, takes_json=True
    ),
    "auth.test": Method(identity.auth_test, "many", takes_json=True),
    "blocks.validate": Method(
        validation.validate,
        "tier4",
        (),
        ("blocks", "message", "view"),
        tokens=NO_TOKEN,
        takes_json=True,
    ),
    "bookmarks.add": Method(
        pins.bookmarks_add,
        "tier2",
        ("title", "type"),
        ("channel_id", "link", "emoji", "entity_id", "access_level", "parent_id"),
        ("bookmarks:write",),
        takes_json=True,
    ),
    "bookmarks.list": Method(
        pins.bookmarks_list, "tier3", (), ("channel_id",), ("bookmarks:read",), takes_json=True
    ),
    "bots.info": Method(identity.bots_info, "tier3", (), ("bot", "team_id"), ("users:read",)),
    "chat.delete": Method(
        chat.delete, "tier3", ("channel", "ts"), ("as_user",), ("chat:write",), takes_json=True
    ),
    "chat.getPermalink": Method(chat.get_permalink, "many", ("channel", "message_ts")),
    "chat.postEphemeral": Method(
        chat.post_ephemeral,
        "tier4",
        ("channel", "user"),
        (*SAID, *LOOKS, "thread_ts", "as_user"),
        ("chat:write",),
        takes_json=True,
    ),
    "chat.postMessage": Method(
        chat.post_message,
        "messages",
        ("channel",),
        (*SAID, *LOOKS, *THREADED),
        ("chat:write",),
        takes_json=True,
    ),
    "chat.deleteScheduledMessage": Method(
        schedule.delete,
        "tier3",
        ("channel", "scheduled_message_id"),
        ("as_user",),
        ("chat:write",),
        takes_json=True,
    ),
    "chat.scheduleMessage": Method(
        schedule.schedule,
        "tier3",
        ("channel", "post_at"),
        (*SAID, "thread_ts", "reply_broadcast", "unfurl_links", "unfurl_media", "as_user"),
        ("chat:write",),
        takes_json=True,
    ),
    "chat.scheduledMessages.list": Method(
        schedule.list_,
        "tier3",
        (),
        ("channel", "oldest", "latest", "team_id", *PAGED),
        takes_json=True,
    ),
    "chat.update": Method(
        chat.update,
        "tier3",
        ("channel", "ts"),
        (*SAID, "as_user", "reply_broadcast", "file_ids"),
        ("chat:write",),
        takes_json=True,
    ),
    "conversations.archive": Method(
        conversations.archive, "tier2", ("channel",), (), MANAGE, takes_json=True
    ),
    "conversations.create": Method(
        conversations.create,
        "tier2",
        ("name",),
        ("is_private", "team_id"),
        MANAGE,
        takes_json=True,
    ),
    "conversations.history": Method(
        history.history, "tier3", ("channel",), PERIOD, HISTORY, takes_json=True
    ),
    "conversations.info": Method(
        conversations.info,
        "tier3",
        ("channel",),
        ("include_locale", "include_num_members"),
        READ,
    ),
    "conversations.invite": Method(
        conversations.invite, "tier3", ("channel", "users"), ("force",), INVITE, takes_json=True
    ),
    "conversations.join": Method(
        conversations.join_channel,
        "tier3",
        ("channel",),
        (),
        ("channels:join", "channels:write"),
        takes_json=True,
    ),
    "conversations.leave": Method(
        conversations.leave_channel, "tier3", ("channel",), (), MANAGE, takes_json=True
    ),
    "conversations.list": Method(
        conversations.list_, "tier2", (), ("types", "exclude_archived", "team_id", *PAGED), READ
    ),
    "conversations.members": Method(conversations.members, "tier4", ("channel",), PAGED, READ),
    "conversations.open": Method(
        conversations.open_,
        "tier3",
        (),
        ("channel", "users", "return_im", "prevent_creation"),
        OPEN,
        takes_json=True,
    ),
    "conversations.replies": Method(history.replies, "tier3", ("channel", "ts"), PERIOD, HISTORY),
    "emoji.list": Method(
        identity.emoji_list, "tier2", (), ("include_categories",), ("emoji:read",)
    ),
    "files.completeUploadExternal": Method(
        files.complete_upload,
        "tier4",
        ("files",),
        ("channel_id", "channels", "thread_ts", "initial_comment", "blocks", *LOOKS),
        ("files:write",),
        takes_json=True,
    ),
    "files.getUploadURLExternal": Method(
        files.get_upload_url,
        "tier4",
        ("filename", "length"),
        ("snippet_type", "alt_txt"),
        ("files:write",),
    ),
    "files.info": Method(
        files.info, "tier4", ("file",), ("count", "page", *PAGED), ("files:read",)
    ),
    "pins.add": Method(
        pins.add, "tier2", ("channel",), ("timestamp",), ("pins:write",), takes_json=True
    ),
    "pins.list": Method(pins.list_, "tier2", ("channel",), (), ("pins:read",)),
    "pins.remove": Method(
        pins.remove, "tier2", ("channel",), ("timestamp",), ("pins:write",), takes_json=True
    ),
    "reactions.add": Method(
        reactions.add,
        "tier3",
        ("channel", "timestamp", "name"),
        (),
        ("reactions:write",),
        takes_json=True,
    ),
    "reactions.get": Method(
        reactions.get,
        "tier3",
        (),
        ("channel", "timestamp", "file", "file_comment", "full"),
        ("reactions:read",),
    ),
    "reactions.remove": Method(
        reactions.remove,
        "tier2",
        ("name",),
        ("channel", "timestamp", "file", "file_comment"),
        ("reactions:write",),
        takes_json=True,
    ),
    "team.info": Method(
        identity.team_info, "tier3", (), ("team", "domain"), ("team:read",), takes_json=True
    ),
    "usergroups.list": Method(
        users.groups_list,
        "tier2",
        (),
        ("include_count", "include_disabled", "include_users", "team_id"),
        ("usergroups:read",),
    ),
    "usergroups.users.list": Method(
        users.groups_users_list,
        "tier2",
        ("usergroup",),
        ("include_disabled", "team_id"),
        ("usergroups:read",),
    ),
    "users.conversations": Method(
        conversations.of_user,
        "tier3",
        (),
        ("user", "types", "exclude_archived", "exclude_muted", "team_id", *PAGED),
        READ,
    ),
    "users.info": Method(users.info, "tier4", ("user",), ("include_locale",), ("users:read",)),
    "users.list": Method(
        users.list_, "tier2", (), ("include_locale", "team_id", *PAGED), ("users:read",)
    ),
    "users.lookupByEmail": Method(
        users.lookup_by_email, "tier3", ("email",), (), ("users:read.email",)
    ),
    "users.profile.get": Method(
        users.profile_get, "tier4", (), ("user", "include_labels"), ("users.profile:read",)
    ),
    "views.open": Method(
        views.open_,
        "tier4",
        ("view",),
        ("trigger_id", "interactivity_pointer"),
        tokens=BOT,
        takes_json=True,
    ),
    "views.publish": Method(
        views.publish,
        "tier4",
        ("user_id", "view"),
        ("hash", "interactivity_pointer"),
        tokens=BOT,
        takes_json=True,
    ),
    "views.push": Method(
        views.push,
        "tier4",
        ("view",),
        ("trigger_id", "interactivity_pointer"),
        tokens=BOT,
        takes_json=True,
    ),
    "views.update": Method(
        views.update,
        "tier4",
        ("view",),
        ("view_id", "external_id", "hash"),
        tokens=BOT,
        takes_json=True,
    ),
}
