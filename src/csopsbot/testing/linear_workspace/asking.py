"""One request: who asks, and what they may see and change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from csopsbot.testing.linear_workspace.connections import Connection, page
from csopsbot.testing.linear_workspace.deliveries import Deliveries
from csopsbot.testing.linear_workspace.refusals import forbidden, missing
from csopsbot.testing.linear_workspace.workspace import Issue, Label, Team, User, Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asking:
    """What every resolver is handed."""

    workspace: Workspace
    deliveries: Deliveries
    who: User

    def page(
        self, items: Sequence[T], first: int | None = None, after: str | None = None
    ) -> Connection[T]:
        """Return one page of ITEMS."""
        return page(items, first, after, rows=self.workspace.rows)

    def team(self, id_or_key: str) -> Team:
        """Return the team, if whoever asks may know of it."""
        team = self.workspace.team(id_or_key)
        if team is None or not team.shows_itself_to(self.who):
            raise missing("Team")
        return team

    def issue(self, id_or_identifier: str) -> Issue:
        """Return the issue, if whoever asks may know of it."""
        issue = self.workspace.issue(id_or_identifier)
        if issue is None or not issue.team.shows_itself_to(self.who):
            raise missing("Issue")
        return issue

    def writable(self, id_or_identifier: str) -> Issue:
        """Return the issue, if whoever asks may change it; in trash or archive nobody may."""
        issue = self.issue(id_or_identifier)
        if not issue.writable:
            raise missing("Issue")
        self.may_write(issue.team)
        return issue

    def may_write(self, team: Team) -> None:
        """Refuse whoever may only read."""
        if self.who.id in team.read_only:
            raise forbidden()

    def administers(self) -> None:
        """Refuse whoever is no administrator."""
        if not self.who.admin:
            raise forbidden()

    def issues(self) -> list[Issue]:
        """Return the issues that whoever asks may know of."""
        every = self.workspace.issues.values()
        return [one for one in every if one.team.shows_itself_to(self.who)]

    def labels(self) -> list[Label]:
        """Return the labels that whoever asks may know of."""
        return [
            one
            for one in self.workspace.labels
            if one.team is None or one.team.shows_itself_to(self.who)
        ]
