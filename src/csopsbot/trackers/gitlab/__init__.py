"""GitLab, through its REST API version 4 and its webhooks."""
