"""Jira's wiki text, written from the neutral document and read back into it.

https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
"""

from csopsbot.trackers.jira.wiki.read import read
from csopsbot.trackers.jira.wiki.write import write

__all__ = ["read", "write"]
