"""Slack: the only room that knows slack_bolt and slack_sdk."""
