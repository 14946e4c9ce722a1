"""Who we are to GitHub, and how we are let in: with a token, or as an App."""

from typing import Protocol

from csopsbot.trackers.github.shapes import UserShape
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request


class Entry(Protocol):
    """How we are let in."""

    async def account(self, http: Http, /) -> UserShape:
        """Return the account that we act with, as proven by a call."""
        ...


class TokenEntry:
    """By the token of an account."""

    async def account(self, http: Http, /) -> UserShape:
        """Return the account that the token belongs to."""
        return await http.ask(UserShape, Request("GET", "user"))
