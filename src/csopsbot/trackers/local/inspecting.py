"""What may be wrong with the built-in tracker."""

from collections.abc import Iterator
from dataclasses import dataclass

from csopsbot.app.abilities import Finding
from csopsbot.trackers.local.hook import is_this_machine
from csopsbot.trackers.local.project import PROJECT_NAMES
from csopsbot.trackers.local.translate import OURSELVES


@dataclass(frozen=True, slots=True)
class Hooked:
    """Where the built-in tracker posts its deliveries to, and whether it signs them."""

    url: str
    signed: bool


def findings(project: str, hook_url: str, hooked: Hooked) -> Iterator[Finding]:
    """Yield what is to be said of PROJECT and of deliveries to HOOK_URL, if that is not empty."""
    yield Finding("fine", f"we act on the boards as {OURSELVES.name}, which nobody else can be")
    yield _project(project)
    if hook_url:
        yield _signature(hooked)
        yield _address(hook_url, hooked)


def _project(project: str) -> Finding:
    if PROJECT_NAMES.allow(project):
        return Finding("fine", f"the board {project} is there as soon as it has an issue")
    return Finding(
        "fault",
        f"{project!r} cannot be a board",
        f"in the desk file write {PROJECT_NAMES.like}",
    )


def _signature(hooked: Hooked) -> Finding:
    if hooked.signed:
        return Finding("fine", "deliveries are signed")
    return Finding(
        "fault",
        "deliveries are not signed, and none is accepted",
        "set a secret for the built-in tracker's webhooks, the same for all processes",
    )


def _address(hook_url: str, hooked: Hooked) -> Finding:
    if hooked.url != hook_url:
        return Finding(
            "fault",
            f"deliveries go to {hooked.url or 'nobody'}, not to {hook_url}",
            "set CSOPSBOT_PUBLIC_URL, the same for all processes",
        )
    if is_this_machine(hook_url):
        return Finding("fine", f"deliveries go to {hook_url}: web and workers are on one machine")
    return Finding("fine", f"deliveries go to {hook_url}")
