"""Points in time, shown by each reader's own client in that reader's zone and language."""

from datetime import UTC, datetime


def moment(at: datetime) -> str:
    """Return AT as a Slack date; where dates are not understood, in UTC."""
    fallback = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
