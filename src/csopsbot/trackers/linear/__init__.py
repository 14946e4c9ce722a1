"""Linear, through its GraphQL API and its signed webhooks."""
