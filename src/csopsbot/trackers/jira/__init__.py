"""Jira Cloud, through its REST API version 3 and its signed webhooks."""
