"""What can come of a call to the outside when it does not come off.

Four answers matter to whoever called: a definite no for good, a definite no until an operator mends
something, a definite "not now", and no answer at all, after which nobody knows whether it was done.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from csopsbot.app.receipts import Receipt


class Failure(Exception):
    """The call did not come off.

    Its words are for people: they may quote a customer's, or name a file. CODE is all that may be
    logged of what the other side said: a bare word or number, such as 404 or channel_not_found.
    """

    code: str = ""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())

    def coded(self, code: str) -> Self:
        """Return the failure with CODE."""
        self.code = code
        return self


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


class NoSecret(Blocked):
    """No secret is set that proves deliveries, so that all of them would be refused."""


class NoIssue(Refused):
    """There is no issue to say it on at present; it is kept for the next."""


class NotFound(Refused):
    """What the call is about does not exist."""


class Forbidden(Blocked):
    """Our account may not do this; an operator has to grant it."""


class Invalid(Refused):
    """The content was refused; FIELDS says why, field by field."""

    def __init__(self, message: str = "", *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class Stuck(Refused):
    """It got part of the way and can never go on; RECEIPT says how far."""

    def __init__(self, message: str, receipt: Receipt) -> None:
        super().__init__(message)
        self.receipt = receipt


class TooLarge(Refused):
    """It is larger than what is taken, and whoever sends it again will hear the same."""


class Unsupported(Refused):
    """The other side has nothing of the kind."""


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


def noted(failure: Failure) -> dict[str, object]:
    """Return what the log may say of FAILURE: kinds, the other side's code, and names of fields.

    Where it is our credentials that were refused, it says who tells what to do.
    """
    chain = list(_down(failure))
    ours = [one for one in chain if isinstance(one, Failure)]
    found = {
        "failure": type(failure).__name__,
        "code": next((one.code for one in ours if one.code), ""),
        "fields": next((sorted(one.fields) for one in ours if isinstance(one, Invalid)), []),
        "cause": type(chain[-1]).__name__ if len(chain) > 1 else "",
        "see": "csopsbot doctor" if isinstance(failure, AuthError) else "",
    }
    return {name: value for name, value in found.items() if value}


def _down(error: BaseException | None) -> Iterator[BaseException]:
    """Yield ERROR, then what caused it, and so on."""
    while error is not None:
        yield error
        error = error.__cause__
