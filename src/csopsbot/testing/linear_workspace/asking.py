"""One request: who asks, and what they may see and change."""

from dataclasses import dataclass

from csopsbot.testing.linear_workspace.deliveries import Deliveries
from csopsbot.testing.linear_workspace.refusals import forbidden, missing
from csopsbot.testing.linear_workspace.workspace import Issue, Label, Team, User, Workspace


@dataclass(frozen=True, slots=True)
class Asking:
    """What every resolver is handed."""

    workspace: Workspace
    deliveries: Deliveries
    who: User

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

    def labels(self) -> list[Label]:
        """Return the labels that whoever asks may know of."""
        return [
            one
            for one in self.workspace.labels
            if one.team is None or one.team.shows_itself_to(self.who)
        ]
