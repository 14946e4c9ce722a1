"""Atlassian Document Format, written from the neutral document and read back into it.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from csopsbot.trackers.jira.adf.read import read
from csopsbot.trackers.jira.adf.write import storable, write

__all__ = ["read", "storable", "write"]
