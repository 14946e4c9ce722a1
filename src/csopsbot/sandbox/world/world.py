"""Everything a sandbox holds between two requests."""

from collections.abc import Callable
from random import Random

from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.ids import Ids, Timestamps
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.manifest import App
from csopsbot.sandbox.workspace import Channel, User, Workspace
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.feed import Feed
from csopsbot.sandbox.world.files import File
from csopsbot.sandbox.world.hooks import Hooks
from csopsbot.sandbox.world.people import bot_user
from csopsbot.sandbox.world.triggers import Triggers
from csopsbot.sandbox.world.views import Views


class World:
    """One workspace at work: who is there, what was said, which modals are open."""

    def __init__(
        self,
        workspace: Workspace,
        app: App,
        clock: Clock,
        feed: Feed,
        deliver: Callable[[Json], None],
        later: Callable[[float, Callable[[], None]], None],
        chance: Random,
    ) -> None:
        self.workspace = workspace
        self.team = workspace.team
        self.app = app
        self.clock = clock
        self.feed = feed
        self.deliver = deliver
        self.later = later
        self.ids = Ids(chance)
        self.timestamps = Timestamps()
        self.people: dict[str, User] = {u.id: u for u in (*workspace.users, bot_user(app))}
        self.revoked: set[str] = set()
        self.triggers = Triggers(self.team.id)
        self.views = Views()
        self.hooks = Hooks()
        self.files: dict[str, File] = {}
        self.scheduled: dict[str, Json] = {}
        self.conversations: dict[str, Conversation] = {
            seed.id: self._conversation(seed) for seed in workspace.channels
        }

    def now(self) -> float:
        """Return the sandbox's time."""
        return self.clock.now()

    def next_ts(self) -> str:
        """Return a timestamp no other message has."""
        return self.timestamps.at(self.now())

    def direct_messages(self, members: list[str]) -> Conversation:
        """Return the conversation of exactly these people, which is made when there is none."""
        wanted = sorted(set(members))
        for conversation in self.conversations.values():
            if conversation.kind in ("im", "mpim") and sorted(conversation.members) == wanted:
                return conversation
        kind = "im" if len(wanted) <= 2 else "mpim"
        conversation = Conversation(
            id=self.ids.next("D" if kind == "im" else "G"),
            name="" if kind == "im" else "mpdm-" + "--".join(wanted).lower() + "-1",
            kind="im" if kind == "im" else "mpim",
            creator=members[0],
            created=int(self.now()),
            members=wanted,
        )
        self.conversations[conversation.id] = conversation
        return conversation

    def _conversation(self, seed: Channel) -> Conversation:
        members = [self.workspace.user_id(name) for name in seed.members]
        if seed.has_app:
            members.append(self.app.bot_user_id)
        return Conversation(
            id=seed.id,
            name=seed.name,
            kind="group" if seed.is_private else "channel",
            creator=members[0] if members else self.workspace.users[0].id,
            created=int(self.now()),
            members=members,
            is_archived=seed.is_archived,
            is_ext_shared=seed.is_ext_shared,
            topic=seed.topic,
        )
