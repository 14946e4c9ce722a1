"""Who has an account in the Redmine that tests use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and a key to the interface; ROLE is what they are in each project."""

    login: str
    first_name: str
    last_name: str
    email: str
    key: str
    role: str = ""
    admin: bool = False
    hides_email: bool = False


ADMIN = Person("root", "Ada", "Root", "root@example.test", "a" * 40, admin=True)
BOT = Person("csopsbot", "csops", "bot", "csopsbot@example.test", "b" * 40, "Bot")
DANA = Person("dana", "Dana", "Dev", "dana@example.test", "d" * 40, "Developer")
EVE = Person("eve", "Eve", "Hidden", "eve@example.test", "e" * 40, "Developer", hides_email=True)
MUTE = Person("mute", "Mute", "Bot", "mute@example.test", "c" * 40, "Mute")
