"""Which Jira a server is: its manner, its operations, and who is let in how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.manner import Manner
from csopsbot.testing.jira_cloud.site import Site
from csopsbot.testing.jira_cloud.users import User

Operation = Callable[[Asking], Reply]
SignsIn = Callable[[Site, Faults, Request], tuple[str, User | None]]


class Published(Protocol):
    """What a vendor publishes of its operations."""

    def complaints(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """Return what is wrong with the request; nothing when it is as published."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of Jira.

    OPERATIONS are by method and path, FOR_ANYBODY those that strangers may ask for; all others are
    answered to strangers by ANONYMOUS. FURTHER are operations below other roots, which the
    published document does not tell of.
    """

    manner: Manner
    operations: Mapping[tuple[str, str], Operation]
    further: Mapping[tuple[str, str], Operation]
    for_anybody: frozenset[tuple[str, str]]
    signs_in: SignsIn
    anonymous: Callable[[Request], Response]
