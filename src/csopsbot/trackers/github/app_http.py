"""Calls to GitHub; those of an App get another token where one ran out before its time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.failures import AuthError, Unavailable
from csopsbot.trackers.github.app import AppEntry
from csopsbot.trackers.github.verdict import VENDOR
from csopsbot.trackers.http import Credentials, Http, Patience
from csopsbot.trackers.outcome import Answer, Judge, Request


@dataclass(frozen=True, slots=True)
class Terms:
    """What all our calls have in common."""

    clock: Callable[[], datetime]
    headers: Mapping[str, str]
    judge: Judge
    patience: Patience | None


def http(base: str, credentials: Credentials, terms: Terms) -> Http:
    """Return a connection to what is below BASE."""
    return Http(
        VENDOR,
        base,
        credentials,
        clock=terms.clock,
        headers=terms.headers,
        judge=terms.judge,
        patience=terms.patience,
    )


class AppHttp(Http):
    """Asks again with another token where a read was refused; a write is left to its caller."""

    def __init__(self, base: str, entry: AppEntry, terms: Terms) -> None:
        super().__init__(
            VENDOR,
            base,
            entry.headers,
            clock=terms.clock,
            headers=terms.headers,
            judge=terms.judge,
            patience=terms.patience,
        )
        self._entry = entry

    async def tell(self, request: Request) -> Answer:
        """Send REQUEST and return its answer, a yes; raises a `Failure`."""
        renewals = self._entry.renewals
        try:
            return await super().tell(request)
        except AuthError:
            if not self._entry.refused(renewals):
                raise
            if request.writes:
                why = "GitHub refused the App's token, and did nothing: another will be asked for"
                raise Unavailable(why) from None
        return await super().tell(request)
