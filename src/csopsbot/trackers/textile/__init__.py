"""Textile as Redmine shows it, written from the neutral document and read back into it.

https://www.redmine.org/projects/redmine/wiki/RedmineTextFormattingTextile
"""

from csopsbot.trackers.textile.read import read
from csopsbot.trackers.textile.write import write

__all__ = ["read", "write"]
