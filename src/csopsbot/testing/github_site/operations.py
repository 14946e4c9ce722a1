"""Accounts, repositories, and issues with what hangs on them: what each request does."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.refusals import Refusal, invalid, missing
from csopsbot.testing.github_site.site import Account, Comment, Issue, Repository


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


async def repository(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}."""
    await asking.query(bodies.NoQuery)
    return JSONResponse(shapes.repository(asking.site, asking.repository()))


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
        _set_labels(place, issue, body.labels)
        issue.assignees = _assignable(asking, place, body.assignees)
        issue.kind = _kind(asking, place, body.type)
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
        issue.title = bodies.title(body.title)
    if "body" in named:
        issue.body = None if body.body is None else bodies.text(body.body)
    if body.assignees is not None and asking.may(issue.repository):
        issue.assignees = _assignable(asking, issue.repository, body.assignees)
    if body.labels is not None and asking.may(issue.repository):
        _set_labels(issue.repository, issue, body.labels)
    action = _set_state(issue, body)
    issue.updated = asking.site.now()
    asking.deliveries.issue(action or "edited", asking.who, issue)
    return JSONResponse(shapes.issue(asking.site, issue))


async def comments(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/comments."""
    issue = asking.issue()
    query = await asking.query(bodies.CommentsQuery)
    shown = [
        shapes.comment(asking.site, issue, one)
        for one in issue.comments
        if query.since is None or one.updated >= query.since
    ]
    return asking.page(shown, query)


async def comment(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/comments."""
    issue = asking.issue()
    text = (await asking.body(bodies.CommentBody)).body
    if not text.strip():
        raise invalid("body", "missing_field", resource="IssueComment")
    if issue.locked and not asking.may(issue.repository):
        raise Refusal(403, "Unable to create comment because issue is locked.")
    now = asking.site.now()
    made = Comment(asking.site.new_id(), asking.who, bodies.text(text, "IssueComment"), now, now)
    issue.comments.append(made)
    issue.updated = now
    asking.deliveries.comment("created", asking.who, issue, made)
    return JSONResponse(shapes.comment(asking.site, issue, made), 201)


async def add_labels(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/labels."""
    issue = asking.issue()
    body = await asking.body(bodies.LabelsBody)
    asking.must(issue.repository)
    _set_labels(issue.repository, issue, [*issue.labels, *body.labels])
    return _labelled(asking, issue, "labeled")


async def remove_label(asking: Asking) -> Response:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}."""
    await asking.query(bodies.NoQuery)
    issue = asking.issue()
    asking.must(issue.repository)
    left = [name for name in issue.labels if name.lower() != asking.part("name").lower()]
    if left == issue.labels:
        raise Refusal(404, "Label does not exist")
    issue.labels = left
    return _labelled(asking, issue, "unlabeled")


def _labelled(asking: Asking, issue: Issue, action: str) -> Response:
    issue.updated = asking.site.now()
    asking.deliveries.issue(action, asking.who, issue)
    return JSONResponse([shapes.label(asking.site, issue.repository, one) for one in issue.labels])


def _set_labels(place: Repository, issue: Issue, names: list[str]) -> None:
    """Set labels; one that the repository does not have yet is made."""
    known = [place.labels.setdefault(one.lower(), one) for one in map(bodies.label, names)]
    issue.labels = list(dict.fromkeys(known))


def _set_state(issue: Issue, body: bodies.EditBody) -> str | None:
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
    return "closed" if closed else "reopened"


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
