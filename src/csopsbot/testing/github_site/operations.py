"""Accounts, repositories, and issues with what hangs on them: what each request does."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.refusals import Refusal, invalid, missing
from csopsbot.testing.github_site.site import Account, Issue, Repository


async def myself(asking: Asking) -> Response:
    """GET /user."""
    await asking.query(bodies.NoQuery)
    return JSONResponse(shapes.account(asking.site, asking.who))


async def user(asking: Asking) -> Response:
    """GET /user/{account_id}."""
    await asking.query(bodies.NoQuery)
    wanted = asking.request.path_params["account_id"]
    found = next((one for one in asking.site.accounts if one.id == wanted), None)
    if found is None:
        raise missing()
    return JSONResponse(shapes.account(asking.site, found))


async def named(asking: Asking) -> Response:
    """GET /users/{username}."""
    await asking.query(bodies.NoQuery)
    found = asking.site.account(asking.part("username"))
    if found is None:
        raise missing()
    return JSONResponse(shapes.account(asking.site, found))


async def repository(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}."""
    await asking.query(bodies.NoQuery)
    found = asking.repository()
    return JSONResponse(shapes.repository(asking.site, found, asking.role(found)))


async def issue_types(asking: Asking) -> Response:
    """GET /orgs/{org}/issue-types."""
    await asking.query(bodies.NoQuery)
    org = asking.part("org")
    if org not in asking.site.issue_types:
        raise missing()
    names = asking.site.issue_types[org]
    shown = [{"id": 1, "node_id": "IT_1", "name": one, "is_enabled": True} for one in names]
    return JSONResponse(shown)


async def issues(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/issues."""
    place = asking.tracked()
    query = await asking.query(bodies.IssuesQuery)
    creator = _person(asking, query.creator, "creator") if query.creator else None
    labels = {one.strip().lower() for one in (query.labels or "").split(",") if one.strip()}
    found = [
        one
        for one in place.slots.values()
        if isinstance(one, Issue)
        and one.repository is place
        and query.state in ("all", one.state)
        and (creator is None or one.author is creator)
        and labels <= {name.lower() for name in one.labels}
        and (query.since is None or one.updated >= query.since)
    ]
    by_updated = query.sort == "updated"
    found.sort(key=lambda one: (one.updated if by_updated else one.created, one.number))
    if query.direction == "desc":
        found.reverse()
    return asking.page([shapes.issue(asking.site, one) for one in found], query)


async def create(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/issues; what the asker may not set is dropped without a word."""
    place = asking.tracked()
    if place.archived:
        raise Refusal(403, "Repository was archived so is read-only.")
    body = await asking.body(bodies.CreateBody)
    now = asking.site.now()
    issue = Issue(
        asking.site.new_id(),
        place,
        0,
        asking.who,
        bodies.title(body.title),
        None if body.body is None else bodies.text(body.body),
        now,
        now,
    )
    if asking.may(place):
        _set_labels(asking, place, issue, body.labels)
        issue.assignees = _assignable(asking, place, body.assignees)
        issue.kind = _kind(asking, place, body.type)
    if body.milestone is not None:
        _plan(asking, issue, body.milestone)
    asking.site.add(place, issue)
    asking.deliveries.issue("opened", asking.who, issue)
    return JSONResponse(shapes.issue(asking.site, issue), 201)


async def read(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/issues/{issue_number}."""
    await asking.query(bodies.NoQuery)
    return JSONResponse(shapes.issue(asking.site, asking.issue()))


async def edit(asking: Asking) -> Response:
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}."""
    issue = asking.issue()
    body = await asking.body(bodies.EditBody)
    asking.must(issue.repository, issue)
    named = body.model_fields_set
    if body.title is not None:
        _rename(asking, issue, bodies.title(body.title))
    if "body" in named:
        issue.body = None if body.body is None else bodies.text(body.body)
    if body.assignees is not None and asking.may(issue.repository):
        _assign(asking, issue, _assignable(asking, issue.repository, body.assignees))
    if body.labels is not None and asking.may(issue.repository):
        _set_labels(asking, issue.repository, issue, body.labels)
    if "milestone" in named:
        _plan(asking, issue, body.milestone)
    action = _set_state(asking, issue, body)
    issue.updated = asking.site.now()
    asking.deliveries.issue(action or "edited", asking.who, issue)
    return JSONResponse(shapes.issue(asking.site, issue))


async def add_labels(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/labels."""
    issue = asking.issue()
    body = await asking.body(bodies.LabelsBody)
    asking.must(issue.repository)
    _set_labels(asking, issue.repository, issue, [*issue.labels, *body.labels])
    return _labelled(asking, issue, "labeled")


async def remove_label(asking: Asking) -> Response:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}."""
    await asking.query(bodies.NoQuery)
    issue = asking.issue()
    asking.must(issue.repository)
    left = [name for name in issue.labels if name.lower() != asking.part("name").lower()]
    if left == issue.labels:
        raise Refusal(404, "Label does not exist")
    _set_labels(asking, issue.repository, issue, left)
    return _labelled(asking, issue, "unlabeled")


def _labelled(asking: Asking, issue: Issue, action: str) -> Response:
    issue.updated = asking.site.now()
    asking.deliveries.issue(action, asking.who, issue)
    return JSONResponse([shapes.label(asking.site, issue.repository, one) for one in issue.labels])


def _set_labels(asking: Asking, place: Repository, issue: Issue, names: list[str]) -> None:
    """Set labels; one that the repository does not have yet is made."""
    known = [place.labels.setdefault(one.lower(), one) for one in map(bodies.label, names)]
    before, issue.labels = issue.labels, list(dict.fromkeys(known))
    for event, changed in (
        ("labeled", [one for one in issue.labels if one not in before]),
        ("unlabeled", [one for one in before if one not in issue.labels]),
    ):
        for name in changed:
            shown = {"name": name, "color": "ededed"}
            asking.site.happened(issue, event, asking.who, label=shown)


def _rename(asking: Asking, issue: Issue, title: str) -> None:
    if title != issue.title:
        change = {"from": issue.title, "to": title}
        asking.site.happened(issue, "renamed", asking.who, rename=change)
    issue.title = title


def _assign(asking: Asking, issue: Issue, people: list[Account]) -> None:
    before, issue.assignees = issue.assignees, people
    for event, changed in (
        ("assigned", [one for one in people if one not in before]),
        ("unassigned", [one for one in before if one not in people]),
    ):
        for one in changed:
            shown = shapes.account(asking.site, one)
            asking.site.happened(issue, event, asking.who, assignee=shown)


def _plan(asking: Asking, issue: Issue, number: str | int | None) -> None:
    """Set the milestone; who may not push is not heard."""
    place = issue.repository
    found = next((one for one in place.milestones if str(one.number) == str(number)), None)
    if number is not None and found is None:
        raise invalid("milestone", "invalid")
    if asking.role(place) not in ("write", "admin") or found is issue.milestone:
        return
    for event, one in (("demilestoned", issue.milestone), ("milestoned", found)):
        if one:
            asking.site.happened(issue, event, asking.who, milestone={"title": one.title})
    issue.milestone = found


def _set_state(asking: Asking, issue: Issue, body: bodies.EditBody) -> str | None:
    """Open or close; return the action that a webhook names, if that changed anything."""
    if body.state is None:
        return None
    before = (issue.state, issue.reason)
    if body.state == "closed" and body.state_reason == "reopened":
        raise invalid("state_reason", "invalid")
    closed = body.state == "closed"
    was_closed = issue.state == "closed"
    issue.state = body.state
    issue.reason = (body.state_reason or "completed") if closed else None
    if was_closed and not closed:
        issue.reason = "reopened"
    if (issue.state, issue.reason) == before:
        return None
    action = "closed" if closed else "reopened"
    reason = {"state_reason": issue.reason} if closed else {}
    asking.site.happened(issue, action, asking.who, **reason)
    return action


def _assignable(asking: Asking, place: Repository, logins: list[str]) -> list[Account]:
    """Return who of LOGINS may be assigned; the others are left out without a word."""
    people = [_person(asking, login, "assignees") for login in logins]
    return [one for one in people if one.login in place.roles]


def _person(asking: Asking, login: str, field: str) -> Account:
    found = asking.site.account(login)
    if found is None:
        raise invalid(field, "invalid")
    return found


def _kind(asking: Asking, place: Repository, name: str | None) -> str | None:
    if name is not None and name not in asking.site.issue_types.get(place.owner, []):
        raise invalid("type", "invalid")
    return name
