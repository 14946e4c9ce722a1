"""Whose rules hold on an issue: those of the project it is in, whichever team has the escalation."""

from csopsbot.app.ports import Scene
from csopsbot.domain.desk import Desk, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import IssueRef


def project_of(issue: IssueRef, desk: Desk, escalation: Escalation, scene: Scene) -> TrackerProject:
    """Return what the desk says of the project ISSUE is in: nothing, if that is no team's."""
    seen = scene.issue
    if seen is None or seen.ref.id != issue.id or not seen.projects:
        return desk.team(escalation.team).project
    found = desk.project(escalation.team, issue.tracker, seen.projects)
    return found or TrackerProject(issue.tracker, "")
