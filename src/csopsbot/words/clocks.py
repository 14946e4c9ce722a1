"""What clocks, and what they wait for, are called."""

from collections.abc import Iterable

from csopsbot.words.catalogue import say


def metric_name(clock: str, language: str) -> str:
    """Return what the clock called CLOCK measures: `Resolution` for sla/resolution."""
    return say(f"clock.{clock.rpartition('/')[2]}", language)


def clock_name(clock: str, language: str) -> str:
    """Return the clock called CLOCK in words: `Resolution, promised to the customer`."""
    *adjectives, metric = clock.split("/")
    words = [say(f"clock.{metric}", language)]
    words += [say(f"clock.{one}", language) for one in reversed(adjectives)]
    return ", ".join(words)


def waits_for(reasons: Iterable[str], language: str) -> str:
    """Return what a paused clock waits for, in the order of the alphabet of REASONS."""
    return ", ".join(say(f"wait.{reason}", language) for reason in sorted(reasons))
