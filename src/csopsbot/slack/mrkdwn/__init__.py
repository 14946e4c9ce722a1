"""Slack's mrkdwn, read into and written from the neutral document."""

from csopsbot.slack.mrkdwn.read import from_mrkdwn
from csopsbot.slack.mrkdwn.write import to_mrkdwn

__all__ = ["from_mrkdwn", "to_mrkdwn"]
