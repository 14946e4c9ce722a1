"""How well we are in step with trackers, and what waits, as figures of the moment of asking."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge

from csopsbot.app.freshness import Freshness

ALL_ISSUES = "*"
"""Stands where a tracker's followed issues are meant, of whatever project."""


class Gauges:
    """Shows what was read of the database; nothing once that cannot be read."""

    def __init__(self, registry: CollectorRegistry) -> None:
        of = ["tracker", "project"]
        self._fresh = Gauge(
            "csopsbot_tracker_freshness_seconds",
            "For how long it was not known to be in step.",
            of,
            registry=registry,
        )
        self._failing = Gauge(
            "csopsbot_tracker_failing_seconds",
            "For how long it could not be looked at; 0 while it can.",
            of,
            registry=registry,
        )
        self._waiting = Gauge(
            "csopsbot_outbox_waiting_seconds",
            "For how long what waits longest has been waiting.",
            ["target"],
            registry=registry,
        )

    def show(
        self, fresh: Iterable[Freshness], oldest: Mapping[str, datetime], now: datetime
    ) -> None:
        """Show how it stands at NOW."""
        self.clear()
        for one in fresh:
            labels = one.tracker, one.project or ALL_ISSUES
            if one.in_step_at:
                self._fresh.labels(*labels).set(_seconds(one.in_step_at, now))
            self._failing.labels(*labels).set(_seconds(one.failed_since or now, now))
        for target, since in oldest.items():
            self._waiting.labels(target).set(_seconds(since, now))

    def clear(self) -> None:
        """Show nothing."""
        for gauge in (self._fresh, self._failing, self._waiting):
            gauge.clear()


def _seconds(since: datetime, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0)
