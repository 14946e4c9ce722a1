"""Who acts, and on whose side."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Side(StrEnum):
    """The three parties to an escalation; each second of it is one party's turn."""

    SUPPORT = "support"
    ENGINEERING = "engineering"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something, and in which system ID names them.

    Where nobody knows who moved an issue, it is the issue itself, by its key.
    """

    id: str
    name: str
    system: Literal["slack", "tracker", "issue", "csopsbot"] = "slack"


OURSELVES = Actor("csopsbot", "csopsbot", "csopsbot")


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the chat, as far as rights and words depend on them.

    TZ is the IANA name of their time zone, empty where it is not known.
    """

    id: str
    name: str
    language: str = "en"
    is_guest: bool = False
    is_outsider: bool = False
    is_bot: bool = False
    is_active: bool = True
    email: str | None = None
    tz: str = ""

    @property
    def actor(self) -> Actor:
        """The person as somebody who acts."""
        return Actor(self.id, self.name)
