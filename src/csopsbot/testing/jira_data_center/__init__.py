"""A strict local Jira Data Center: what differs from Jira Cloud's double, which holds the rest.

Atlassian publishes no OpenAPI document that fits it, so that requests are held to a table of its
reference's parameters and body fields.
https://docs.atlassian.com/software/jira/docs/api/REST/latest/
"""

from csopsbot.testing.jira_data_center.server import JiraDataCenter

__all__ = ["JiraDataCenter"]
