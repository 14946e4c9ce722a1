"""Milestones as versions, where a tracker has no other word for a release."""

from collections.abc import Set
from typing import Protocol

from csopsbot.app.failures import Invalid
from csopsbot.domain.issue import Version


class Milestone(Protocol):
    """A milestone as a tracker tells it."""

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def state(self) -> str:
        """Whether it is closed."""
        ...


def version(milestone: Milestone) -> Version:
    """Return the release that MILESTONE stands for, which is out once it is closed."""
    return Version(milestone.title, milestone.state == "closed")


def versions(milestone: Milestone | None) -> frozenset[Version]:
    """Return the release that an issue is planned for: there is at most one."""
    return frozenset({version(milestone)} if milestone else ())


def the_one(vendor: str, added: Set[str], kept: str) -> str:
    """Return the version that is ADDED, empty if none, to an issue that would keep the one KEPT.

    An issue at VENDOR has room for one: raises `Invalid` for a second.
    """
    wanted = sorted({kept} - {""} | added)
    if added and len(wanted) > 1:
        why = f"only one of {', '.join(wanted)}"
        raise Invalid(f"{vendor} plans an issue for one version: {why}", fields={"versions": why})
    return next(iter(added), "")
