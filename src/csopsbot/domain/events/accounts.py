"""Who somebody is in a tracker: asked of them, said by them, and looked up there."""

from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAsked:
    """An issue should be given to BY, whom TRACKER does not know: they are asked who they are there."""

    by: Actor
    tracker: str
    language: str
    kind: Literal["account_asked"] = "account_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRefused:
    """TRACKER knows BY, and did not let the issue be given to them, for a REASON that it gave."""

    by: Actor
    tracker: str
    reason: str
    language: str
    kind: Literal["assignment_refused"] = "assignment_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNamed:
    """Somebody says that WORDS are what they are called where the issue is."""

    by: Actor
    words: str
    language: str
    kind: Literal["account_named"] = "account_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLookedUp:
    """TRACKER was asked who is called WORDS; NAME is whom BY is from now on, if it is one alone."""

    by: Actor
    tracker: str
    words: str
    found: Literal["one", "none", "several"]
    language: str
    name: str = ""
    kind: Literal["account_looked_up"] = "account_looked_up"
