"""The local Slack in a browser: who is there, what is said, and what people can do about it."""
