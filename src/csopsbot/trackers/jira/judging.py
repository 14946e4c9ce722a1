"""What Jira shows of our account and of a project, judged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Failure
from csopsbot.trackers.jira.covering import widened
from csopsbot.trackers.jira.shapes import (
    FoundShape,
    PermissionsShape,
    TypeStatusesShape,
    UserShape,
)

Statuses = TypeStatusesShape

_VITAL = {
    "BROWSE_PROJECTS": "see issues",
    "CREATE_ISSUES": "make issues",
    "EDIT_ISSUES": "change issues",
    "TRANSITION_ISSUES": "move issues",
    "ADD_COMMENTS": "comment",
}
_WANTED = {
    "EDIT_OWN_COMMENTS": "correct our comments",
    "DELETE_OWN_COMMENTS": "take our comments away",
    "ASSIGN_ISSUES": "give issues to people",
    "CREATE_ATTACHMENTS": "attach files",
    "LINK_ISSUES": "link back to the conversation",
    "WORK_ON_ISSUES": "log time",
    "USER_PICKER": "find people by their address",
}
NEEDED = (*_VITAL, *_WANTED)

# Every draft fills these, or Jira does.
FILLED = frozenset({"project", "issuetype", "summary", "description", "labels"})

_GROUP = "CSOPSBOT_TRACKERS__JIRA__"


@dataclass(frozen=True, slots=True)
class Why:
    """What may keep us out, of the settings.

    MISTAKEN is that they take Jira Cloud for a server, NAMELESS that they leave out whose token it
    is though Jira Cloud wants to know, UNKNOWN that Jira does not say who we are.
    """

    mistaken: bool
    nameless: bool
    unknown: bool


def account(me: UserShape | None) -> Finding:
    """Say who we are, and whether that is an account to work with."""
    if me is None:
        return Finding(
            "doubt", "Jira does not say which account we are", "look at the address and the token"
        )
    name = me.name or me.id
    if me.account_type == "customer":
        return Finding(
            "fault",
            f"{name} is a customer of a service desk, who cannot work on issues",
            "give csopsbot an account with access to Jira, as docs/jira.md says",
        )
    return Finding("fine", f"we act as {name}")


def foreign(newest: Iterable[FoundShape]) -> list[str]:
    """Return the issues that we did not make, though our account did."""
    made = [one for one in newest if not any(map(_is_ours, one.fields.labels or ()))]
    return [one.key or one.id for one in made]


def _is_ours(label: str) -> bool:
    return label.startswith("csops-")


def barred(project: str, failure: Failure, why: Why) -> Finding:
    """Say what keeps us out, and what to do: WHY tells what is known of the settings."""
    remedy = f"look at the key {project} in the desk file, and let our account browse the project"
    if why.mistaken:
        remedy = f"this is Jira Cloud: take {_GROUP}DEPLOYMENT out of the settings"
    elif isinstance(failure, AuthError) and why.nameless:
        remedy = f"set {_GROUP}EMAIL: Jira Cloud takes a token only beside its account's address"
    elif isinstance(failure, AuthError):
        remedy = "renew the token, as docs/jira.md says in step 1"
    elif why.unknown:
        remedy = f"look at the address in {_GROUP}URL: who we are is not told there either"
    return Finding("fault", str(failure), remedy)


def rights(project: str, shown: PermissionsShape) -> Iterator[Finding]:
    """Say what our account may not do; of what Jira does not tell, nothing."""
    denied = {name for name, one in shown.permissions.items() if not one.granted}
    if vital := denied & _VITAL.keys():
        yield _lacking("fault", project, [name for name in _VITAL if name in vital])
    if wanted := denied & _WANTED.keys():
        yield _lacking("doubt", project, [name for name in _WANTED if name in wanted])


def _lacking(level: Literal["doubt", "fault"], project: str, names: list[str]) -> Finding:
    does = ", ".join((_VITAL | _WANTED)[name] for name in names)
    remedy = f"grant {', '.join(names)} in the project's permission scheme"
    return Finding(level, f"our account may not {does} in {project}", remedy)


def statuses(types: Iterable[Statuses]) -> Iterator[Finding]:
    """Say which statuses mean nothing to anybody."""
    shown = {one.name: one for part in types for one in part.statuses}
    vague = [
        name for name, one in shown.items() if one.category and one.category.key == "undefined"
    ]
    if vague:
        yield Finding(
            "doubt",
            f"{', '.join(vague)} has no category in Jira: we take an issue there for not begun",
            "give the status a category: to do, in progress or done",
        )


def unheard(project: str, jql: str) -> Finding:
    """Say that the webhook may not be about all issues of the project."""
    return Finding(
        "doubt",
        f"the webhook may leave out issues of {project}: {jql}",
        f"let its JQL be {widened(jql, project)}",
    )
