"""Who has an account in a local Redmine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and a key to the interface; ROLE is what they are in each project.

    Besides Redmine's own roles there are `Bot`, and `Mute`, who may edit but neither speak nor move.
    """

    login: str
    first_name: str
    last_name: str
    email: str
    key: str
    role: str = ""
    admin: bool = False
    hides_email: bool = False


ADMIN = Person("root", "Ada", "Root", "root@example.test", "a" * 40, admin=True)
