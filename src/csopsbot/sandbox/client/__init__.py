"""A person's client: what people do that the Web API has no method for, and what they see."""
