"""Slack's mrkdwn, read into and written from the neutral document."""

from csopsbot.slack.mrkdwn.pieces import in_pieces
from csopsbot.slack.mrkdwn.read import from_mrkdwn
from csopsbot.slack.mrkdwn.write import to_mrkdwn

__all__ = ["from_mrkdwn", "in_pieces", "to_mrkdwn"]
