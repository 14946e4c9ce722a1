"""What Linear asks of what it is given, beyond its schema."""

import re
from collections.abc import Iterable

from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.refusals import contradicting, invalid, missing
from csopsbot.testing.linear_workspace.workspace import (
    Issue,
    Json,
    Label,
    State,
    Team,
    User,
    new_id,
)

_V4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_LONGEST_TITLE = 255
_LONGEST_TEXT = 250_000
_LINK = re.compile(r"(?<!\\)\]\((?!<)([^()\s]+)\)")


def chosen_id(wanted: Json) -> str:
    """Return the id that WANTED gives, or a new one."""
    given = wanted.get("id")
    if given is None:
        return new_id()
    if not isinstance(given, str) or not _V4.fullmatch(given):
        raise invalid("id", "must be a UUID")
    return given


def title(wanted: Json, name: str = "title") -> str:
    """Return the title that WANTED gives."""
    text = str(wanted.get(name) or "").strip()
    if not text:
        raise invalid(name, "should not be empty")
    if len(text) > _LONGEST_TITLE:
        raise invalid(name, f"must be shorter than or equal to {_LONGEST_TITLE} characters")
    if "\n" in text or "\r" in text:
        raise invalid(name, "must be one line")
    return text


def markdown(text: str | None, name: str) -> str | None:
    """Return TEXT as Linear keeps it, which is not always as it was given."""
    if text is None:
        return None
    if len(text) > _LONGEST_TEXT or "\x00" in text:
        raise invalid(name, "cannot be stored")
    return _LINK.sub(r"](<\1>)", text)


def priority(wanted: Json) -> int:
    """Return the priority that WANTED gives."""
    number = int(wanted.get("priority") or 0)
    if not 0 <= number <= 4:
        raise invalid("priority", "must be between 0 and 4")
    return number


def assignee(asking: Asking, user_id: str | None) -> User | None:
    """Return whom an issue is given to; nobody for None."""
    if user_id is None:
        return None
    user = asking.workspace.user(user_id)
    if user is None or not user.active:
        raise missing("User")
    return user


def state(team: Team, state_id: str) -> State:
    """Return the state of TEAM with this id."""
    found = team.state(state_id)
    if found is None:
        raise missing("WorkflowState")
    return found


def labels(asking: Asking, team: Team, ids: Iterable[str]) -> list[Label]:
    """Return the labels with these ids, as far as an issue of TEAM can bear them all."""
    there = {one.id: one for one in asking.labels()}
    found = [there[one] for one in dict.fromkeys(ids) if one in there]
    if len(found) != len(set(ids)):
        raise missing("IssueLabel: labelIds contained an entry that could not be found.")
    for one in found:
        if one.is_group:
            raise contradicting(f"The label {one.name} is a group and cannot be assigned directly.")
        if one.team is not None and one.team is not team:
            raise contradicting(f"The label {one.name} belongs to another team.")
    groups = [one.parent.id for one in found if one.parent]
    if len(groups) != len(set(groups)):
        raise contradicting("The labels are not exclusive child labels.")
    return found


def label_changes(asking: Asking, issue: Issue, wanted: Json) -> list[Label]:
    """Return the labels that ISSUE bears once WANTED is done."""
    before = wanted.get("labelIds")
    ids = [one.id for one in issue.labels] if before is None else list(before)
    added, removed = wanted.get("addedLabelIds") or (), wanted.get("removedLabelIds") or ()
    if set(added) & set(ids) or set(removed) - set(ids):
        raise contradicting("A label is added that is there, or removed that is not.")
    return labels(asking, issue.team, [one for one in (*ids, *added) if one not in removed])
