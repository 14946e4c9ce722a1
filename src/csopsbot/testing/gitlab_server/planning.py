"""What can be asked about labels, milestones, and what was done to an issue."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server import bodies, shapes
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.refusals import forbidden, invalid, missing
from csopsbot.testing.gitlab_server.site import Milestone, Project


async def states(asking: Asking) -> Response:
    """GET /projects/:id/issues/:issue_iid/resource_state_events."""
    return await _events(asking, "state")


async def labellings(asking: Asking) -> Response:
    """GET /projects/:id/issues/:issue_iid/resource_label_events."""
    return await _events(asking, "label")


async def plans(asking: Asking) -> Response:
    """GET /projects/:id/issues/:issue_iid/resource_milestone_events."""
    return await _events(asking, "milestone")


async def labels(asking: Asking) -> Response:
    """GET /projects/:id/labels."""
    query = await asking.query(bodies.LabelsQuery)
    names = sorted(one for one in asking.project().labels if query.search in one)
    shown = [{"id": 1, "name": one, "color": "#dddddd", "is_project_label": True} for one in names]
    return asking.page(shown, query)


async def milestones(asking: Asking) -> Response:
    """GET /projects/:id/milestones; groups have none here."""
    query = await asking.query(bodies.MilestonesQuery)
    found = [one for one in asking.project().milestones if query.state in (None, one.state)]
    return asking.page([shapes.milestone(one) for one in found], query)


async def add(asking: Asking) -> Response:
    """POST /projects/:id/milestones."""
    project = _managed(asking)
    body = await asking.body(bodies.MilestoneBody)
    if any(one.title == body.title for one in project.milestones):
        raise invalid(title=["already being used for another group or project milestone."])
    made = Milestone(next(asking.site.ids), body.title, asking.site.clock())
    project.milestones.append(made)
    return JSONResponse(shapes.milestone(made), 201)


async def edit(asking: Asking) -> Response:
    """PUT /projects/:id/milestones/:milestone_id."""
    project = _managed(asking)
    body = await asking.body(bodies.MilestoneEdit)
    found = (one for one in project.milestones if str(one.id) == asking.parts["milestone"])
    milestone = next(found, None)
    if milestone is None:
        raise missing()
    milestone.title = body.title or milestone.title
    states = {"close": "closed", "activate": "active", None: milestone.state}
    milestone.state = states[body.state_event]
    milestone.updated = asking.site.clock()
    return JSONResponse(shapes.milestone(milestone))


async def _events(asking: Asking, kind: str) -> Response:
    query = await asking.query(bodies.PageQuery)
    issue = asking.issue()
    found = [one for one in issue.events if one.kind == kind]
    return asking.page([shapes.event(asking.site, issue, one) for one in found], query)


def _managed(asking: Asking) -> Project:
    project = asking.project()
    if not asking.manages(project):
        raise forbidden()
    return project
