"""A strict local Jira Cloud, to test with and to try things against; it knows nothing of csopsbot.

It speaks the part of REST version 3 that an issue's life needs, keeps a workflow, signs and sends
webhooks, and misbehaves on demand.
"""

from csopsbot.testing.jira_cloud.faults import Fault
from csopsbot.testing.jira_cloud.server import JiraCloud
from csopsbot.testing.jira_cloud.site import Site

__all__ = ["Fault", "JiraCloud", "Site"]
