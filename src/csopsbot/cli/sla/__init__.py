"""`csopsbot sla`."""


def group() -> None:
    """Count open time, and show what was counted."""
