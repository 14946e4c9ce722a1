"""The account we act with, as far as it is known."""

from dataclasses import dataclass

from csopsbot.trackers.jira.shapes import UserShape


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of our own account: its address, and every id it was seen under."""

    email: str = ""
    ids: frozenset[str] = frozenset()
    name: str = ""

    @property
    def id(self) -> str:
        """Return our id, empty while nobody told it."""
        return min(self.ids, default="")

    def is_ours(self, user: UserShape) -> bool:
        """Return whether USER is us: by the id, or by the address if it is shown."""
        if user.id in self.ids:
            return bool(user.id)
        return bool(user.email) and user.email.casefold() == self.email.casefold()
