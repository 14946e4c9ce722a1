"""Points in time, shown by each reader's own client in that reader's zone and language."""

from datetime import UTC, datetime

# Slack begins a date with a capital, in mid-sentence too, unless its form begins with something else:
# https://metacpan.org/pod/Slack::BlockKit::Block::RichText::Date#format
_MID_SENTENCE = "\u200b"


def moment(at: datetime) -> str:
    """Return AT as a Slack date; where dates are not understood, in UTC."""
    return _date(at, "{date_short_pretty} {time}")


def distance(at: datetime) -> str:
    """Return how far AT is from the moment of reading, which the reader's client keeps up to date."""
    return _date(at, "{ago}")


def distance_and_moment(at: datetime) -> str:
    """Return how far AT is from the moment of reading, and when it is."""
    return _date(at, "{ago} ({date_short_pretty} {time})")


def _date(at: datetime, tokens: str) -> str:
    fallback = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{_MID_SENTENCE}{tokens}|{fallback}>"
