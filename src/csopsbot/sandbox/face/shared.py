"""What all windows share: how far people have read, what was drawn, and the panels."""

import secrets
from collections.abc import Mapping, Sequence

from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.drawings import Drawings
from csopsbot.sandbox.face.panels.panel import Panel
from csopsbot.sandbox.face.panels.registry import PANELS
from csopsbot.sandbox.face.presence import Presence
from csopsbot.sandbox.face.reader import Reader, reader
from csopsbot.sandbox.face.reading import Reading
from csopsbot.sandbox.face.render.catalogue import MakeCatalogue
from csopsbot.sandbox.workspace import User
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.world import World


class Shared:
    """The page's own memory of one sandbox; when the sandbox begins anew, so does this."""

    def __init__(
        self,
        sandbox: Sandbox,
        panels: Sequence[Panel] = (),
        catalogue: MakeCatalogue | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.catalogue = catalogue
        self.presence = Presence(sandbox)
        self.panels: Mapping[str, Panel] = {}
        self.put_beside((*PANELS, *panels))
        self._begin()

    def put_beside(self, panels: Sequence[Panel]) -> None:
        """Let these panels stand beside the conversation, and no others; open windows load anew."""
        self.panels = {panel.name: panel for panel in panels}
        self._run = secrets.token_hex(4)

    @property
    def greeting(self) -> Panel | None:
        """The panel for whoever comes in."""
        return next((one for one in self.panels.values() if one.greets), None)

    def _begin(self) -> None:
        self._world: World = self.sandbox.world
        self._reading = Reading()
        self._drawings = Drawings()
        self._run = secrets.token_hex(4)

    @property
    def run(self) -> str:
        """What tells the windows of this world and these panels from those of what is gone."""
        self._follow_world()
        return self._run

    @property
    def reading(self) -> Reading:
        """How far people have read."""
        self._follow_world()
        return self._reading

    @property
    def drawings(self) -> Drawings:
        """What was drawn."""
        self._follow_world()
        return self._drawings

    def reader(self, name_or_id: str, language: str) -> Reader:
        """Return the person called so, who is no bot and still works here."""
        world = self.sandbox.world
        for user in world.people.values():
            if name_or_id in (user.id, user.name) and _can_look(world, user):
                return reader(world, user, language)
        raise SlackError("user_not_found")

    def _follow_world(self) -> None:
        if self._world is not self.sandbox.world:
            self._begin()


def conversation_for(reader: Reader, name_or_id: str) -> Conversation:
    """Return the conversation called so, if this reader may look."""
    for conversation in reader.world.conversations.values():
        called_so = name_or_id in (conversation.id, conversation.name) and name_or_id
        if called_so and reader.may_see(conversation):
            return conversation
    raise SlackError("channel_not_found")


def somebody_for(reader: Reader, name_or_id: str) -> User:
    """Return the person or bot called so, with whom this reader would talk."""
    for user in reader.world.people.values():
        if name_or_id in (user.id, user.name):
            return user
    raise SlackError("user_not_found")


def people(world: World) -> list[User]:
    """Return everyone a window can be somebody's."""
    return [user for user in world.people.values() if _can_look(world, user)]


def _can_look(world: World, user: User) -> bool:
    return user.id != world.app.bot_user_id and not user.is_bot and not user.deleted
