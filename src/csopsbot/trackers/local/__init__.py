"""The built-in tracker: issues in our own database, with a board page and signed webhooks."""
