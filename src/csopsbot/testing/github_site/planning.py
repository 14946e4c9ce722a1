"""What can be asked about milestones, labels, and what was done to an issue."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.refusals import forbidden, invalid, missing
from csopsbot.testing.github_site.site import Milestone, Repository


async def milestones(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/milestones."""
    place = asking.repository()
    query = await asking.query(bodies.MilestonesQuery)
    found = [one for one in place.milestones if query.state in ("all", one.state)]
    return asking.page([shapes.milestone(one) for one in found], query)


async def add(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/milestones."""
    place = _pushed(asking)
    body = await asking.body(bodies.MilestoneBody)
    if any(one.title == body.title for one in place.milestones):
        raise invalid("title", "already_exists", resource="Milestone")
    made = Milestone(len(place.milestones) + 1, body.title, asking.site.now(), body.state)
    place.milestones.append(made)
    return JSONResponse(shapes.milestone(made), 201)


async def edit(asking: Asking) -> Response:
    """PATCH /repos/{owner}/{repo}/milestones/{milestone_number}."""
    place = _pushed(asking)
    body = await asking.body(bodies.MilestoneEdit)
    number = asking.request.path_params["number"]
    found = next((one for one in place.milestones if one.number == number), None)
    if found is None:
        raise missing()
    found.title = body.title or found.title
    found.state = body.state or found.state
    found.updated = asking.site.now()
    return JSONResponse(shapes.milestone(found))


async def labels(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/labels."""
    place = asking.repository()
    query = await asking.query(bodies.PageQuery)
    names = sorted(place.labels.values())
    return asking.page([shapes.label(asking.site, place, one) for one in names], query)


async def events(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/events."""
    issue = asking.issue()
    query = await asking.query(bodies.PageQuery)
    return asking.page([shapes.event(asking.site, one) for one in issue.events], query)


def _pushed(asking: Asking) -> Repository:
    place = asking.repository()
    if asking.role(place) not in ("write", "admin"):
        raise forbidden()
    return place
