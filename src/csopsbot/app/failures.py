"""What can come of a call to the outside when it does not come off.

Four answers matter to whoever called: a definite no for good, a definite no until an operator mends
something, a definite "not now", and no answer at all, after which nobody knows whether it was done.
"""

from datetime import datetime


class Failure(Exception):
    """The call did not come off."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class Refused(Failure):
    """It can never succeed as it stands."""


class Blocked(Failure):
    """It was not done, and will not be until an operator mends something outside of us."""


class Deferred(Failure):
    """It was surely not done, and may be tried again."""

    def __init__(self, message: str = "", *, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class Unanswered(Failure):
    """The answer was lost: it may or may not have been done. Look before trying again."""


class AuthError(Blocked):
    """The credentials were refused; an operator has to renew them."""


class NotFound(Refused):
    """What the call is about does not exist."""


class Forbidden(Blocked):
    """Our account may not do this; an operator has to grant it."""


class Invalid(Refused):
    """The content was refused; FIELDS says why, field by field."""

    def __init__(self, message: str = "", *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class Conflict(Refused):
    """It contradicts what is already there."""


class RateLimited(Deferred):
    """We asked too much too fast; SCOPE says what has to wait: all, endpoint, issue or channel."""

    def __init__(
        self, message: str = "", *, retry_at: datetime | None = None, scope: str = "endpoint"
    ) -> None:
        super().__init__(message, retry_at=retry_at)
        self.scope = scope


class Unavailable(Deferred):
    """The other side is down or out of reach, and surely did nothing."""


class StorageUnavailable(Failure):
    """The database does not answer."""
