"""GitHub, through its REST API and its signed webhooks."""
