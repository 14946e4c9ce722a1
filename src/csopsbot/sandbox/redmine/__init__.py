"""A real Redmine on loopback, from the Debian packages `redmine` and `redmine-sqlite`.

It has a database, folders and a port of its own, and leaves whatever else is on the machine alone.
"""

from csopsbot.sandbox.redmine.people import ADMIN, Person
from csopsbot.sandbox.redmine.server import RedmineServer, absent

__all__ = ["ADMIN", "Person", "RedmineServer", "absent"]
