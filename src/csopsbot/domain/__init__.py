"""Pure rules: what an escalation is and what may happen to it. Knows the standard library only."""
