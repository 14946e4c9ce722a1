"""Who looks at the page, and what everything is called for them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.workspace import User
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.world import World

HUES = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone at their window: the world, who they are, and how it is drawn for them.

    Dates and what is Slack's own speak the window's language, as the page does: a person's locale
    is what apps are told of them.
    """

    world: World
    user: User
    sight: Sight

    @property
    def language(self) -> str:
        """The language of their window."""
        return self.sight.locale

    @property
    def path(self) -> str:
        """Where everything of theirs is."""
        return f"/app/{self.user.id}"

    def is_in(self, conversation: Conversation) -> bool:
        """Tell whether they are a member."""
        return self.user.id in conversation.members

    def may_see(self, conversation: Conversation) -> bool:
        """Tell whether they may look: at what is public, and at what they are in."""
        return not conversation.is_private or self.is_in(conversation)

    def name_of(self, user_id: str) -> str:
        """Return what somebody is called."""
        return self.sight.user_names.get(user_id) or say("line.nobody", self.language)

    def title_of(self, conversation: Conversation) -> str:
        """Return what a conversation is called: by its name, or by who else is in it."""
        if conversation.kind in ("channel", "group"):
            return conversation.name
        others = [m for m in conversation.members if m != self.user.id] or [self.user.id]
        return ", ".join(map(self.name_of, others))


def reader(world: World, user: User, language: str) -> Reader:
    """Return someone as a reader of what is there now."""
    return Reader(world, user, _sight(world, user, language))


def shown_name(user: User) -> str:
    """Return what somebody is called on screens."""
    return user.display_name or user.real_name


def initials(name: str) -> str:
    """Return the letters that stand for a picture of somebody."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"


def hue(user_id: str) -> int:
    """Return which of the colours is somebody's, always the same one."""
    return sum(user_id.encode()) % HUES


def _sight(world: World, user: User, language: str) -> Sight:
    return Sight(
        now=datetime.fromtimestamp(world.now(), UTC),
        reader=user.id,
        user_names={one.id: shown_name(one) for one in world.people.values()},
        channel_names={one.id: one.name for one in world.conversations.values()},
        group_names={one.id: one.handle for one in world.workspace.user_groups},
        file_urls={
            one.id: f"/app/{user.id}/files/{one.id}/{one.filename}" for one in world.files.values()
        },
        tz=user.tz,
        locale=language,
    )
