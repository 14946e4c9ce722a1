"""The workspace a sandbox starts from: its team, people, channels and user groups."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from csopsbot.sandbox.ids import readable_id
from csopsbot.sandbox.starting import CannotStart, read_file


class UnknownUser(CannotStart, LookupError):
    """Somebody is a member of something, and nobody is called so."""


class Seed(BaseModel):
    """Something written in the workspace file; a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Team(Seed):
    """The workspace itself."""

    id: str = "T0SANDBOX"
    name: str = "Sandbox"
    domain: str = "sandbox"


class User(Seed):
    """A person; a stranger belongs to another organisation and is here by a shared channel."""

    name: str
    id: str = ""
    real_name: str = ""
    display_name: str = Field(default="", description="empty for who is shown by the real name")
    title: str = Field(default="", description="what they do here, as their profile says it")
    email: str = ""
    locale: str = "en-US"
    tz: str = "Europe/London"
    token: str = ""
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False

    def model_post_init(self, _context: object) -> None:
        """Fill in what follows from the name."""
        filled = {
            "id": self.id or readable_id("U", self.name),
            "real_name": self.real_name or self.name.title(),
            "email": self.email or f"{self.name}@example.com",
            "token": self.token or f"xoxp-{self.name}",
        }
        self.__dict__.update(filled)


class Channel(Seed):
    """A channel and who is in it, by name or id; the app is in it unless said otherwise."""

    name: str
    id: str = ""
    members: tuple[str, ...] = ()
    has_app: bool = True
    is_private: bool = False
    is_ext_shared: bool = False
    is_archived: bool = False
    topic: str = ""

    def model_post_init(self, _context: object) -> None:
        """Fill in what follows from the name."""
        self.__dict__["id"] = self.id or readable_id("C", self.name)


class UserGroup(Seed):
    """A user group such as @oncall."""

    handle: str
    id: str = ""
    name: str = ""
    users: tuple[str, ...] = ()

    def model_post_init(self, _context: object) -> None:
        """Fill in what follows from the handle."""
        self.__dict__["id"] = self.id or readable_id("S", self.handle)
        self.__dict__["name"] = self.name or self.handle


class Workspace(Seed):
    """All of it, as a file or a test writes it down."""

    team: Team = Team()
    users: tuple[User, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()
    user_groups: tuple[UserGroup, ...] = ()
    custom_emoji: tuple[str, ...] = ()

    def user_id(self, name_or_id: str) -> str:
        """Return the id of the person called so; a name nobody has is an error."""
        for user in self.users:
            if name_or_id in (user.name, user.id):
                return user.id
        raise UnknownUser(f"The workspace has no user {name_or_id!r}.")


def load_workspace(path: Path) -> Workspace:
    """Read a workspace from its YAML file; raises `BrokenFile`."""
    return read_file(path, Workspace)


def example_workspace() -> Workspace:
    """Return a small workspace for trying things out by hand."""
    return Workspace(
        team=Team(name="Example", domain="example"),
        users=(
            User(
                name="ana",
                real_name="Ana Ruiz",
                title="Support agent",
                locale="es-ES",
                tz="Europe/Madrid",
            ),
            User(name="dev", real_name="Dev Patel", title="Developer"),
            User(name="lee", real_name="Lee Chen", title="Engineering lead", is_admin=True),
        ),
        channels=(
            Channel(name="general", members=("ana", "dev", "lee")),
            Channel(name="support", members=("ana", "lee")),
            Channel(name="engineering", members=("dev", "lee")),
        ),
        user_groups=(UserGroup(handle="oncall", name="On call", users=("dev",)),),
    )
