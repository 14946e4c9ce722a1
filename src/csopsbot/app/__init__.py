"""Use cases: each loads, decides and saves in one unit of work. Knows only the domain."""
