"""A real Redmine on loopback, from the Debian packages `redmine` and `redmine-sqlite`.

It has a database, folders and a port of its own, and leaves whatever else is on the machine alone.
"""

from csopsbot.testing.loopback import Fault
from csopsbot.testing.redmine.people import ADMIN, BOT, DANA, EVE, MUTE, Person
from csopsbot.testing.redmine.proxy import LostWrite, Proxy
from csopsbot.testing.redmine.server import HOME, RedmineServer, absent

__all__ = [
    "ADMIN",
    "BOT",
    "DANA",
    "EVE",
    "HOME",
    "MUTE",
    "Fault",
    "LostWrite",
    "Person",
    "Proxy",
    "RedmineServer",
    "absent",
]
