"""Jira Cloud's operations, and who is let in by an API token."""

import base64

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from csopsbot.testing.jira_cloud import (
    attachments,
    comments,
    issues,
    lists,
    rights,
    steps,
    versions,
    webhooks,
    worklog,
)
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.kind import Kind, Operation
from csopsbot.testing.jira_cloud.manner import CloudManner
from csopsbot.testing.jira_cloud.refusals import HIDDEN, Refusal
from csopsbot.testing.jira_cloud.site import Site
from csopsbot.testing.jira_cloud.users import User

SHARED: dict[tuple[str, str], Operation] = {
    ("GET", "/myself"): lists.myself,
    ("GET", "/project/{projectIdOrKey}"): lists.project,
    ("GET", "/project/{projectIdOrKey}/statuses"): lists.statuses,
    ("GET", "/project/{projectIdOrKey}/versions"): versions.read_all,
    ("POST", "/version"): versions.add,
    ("PUT", "/version/{id}"): versions.edit,
    ("GET", "/field"): lists.all_fields,
    ("GET", "/status"): lists.all_statuses,
    ("GET", "/status/{idOrName}"): lists.status,
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes"): lists.issue_types,
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}"): lists.create_fields,
    ("POST", "/issue"): issues.create,
    ("GET", "/issue/{issueIdOrKey}"): issues.read,
    ("PUT", "/issue/{issueIdOrKey}"): issues.edit,
    ("DELETE", "/issue/{issueIdOrKey}"): issues.delete,
    ("PUT", "/issue/{issueIdOrKey}/assignee"): issues.assign,
    ("GET", "/issue/{issueIdOrKey}/editmeta"): issues.edit_screen,
    ("GET", "/issue/{issueIdOrKey}/properties/{propertyKey}"): issues.read_property,
    ("GET", "/issue/{issueIdOrKey}/transitions"): steps.offered,
    ("POST", "/issue/{issueIdOrKey}/transitions"): steps.take,
    ("GET", "/issue/{issueIdOrKey}/comment"): comments.read_all,
    ("POST", "/issue/{issueIdOrKey}/comment"): comments.add,
    ("PUT", "/issue/{issueIdOrKey}/comment/{id}"): comments.edit,
    ("DELETE", "/issue/{issueIdOrKey}/comment/{id}"): comments.delete,
    ("GET", "/comment/{commentId}/properties/{propertyKey}"): comments.read_property,
    ("GET", "/issue/{issueIdOrKey}/remotelink"): issues.links,
    ("POST", "/issue/{issueIdOrKey}/remotelink"): comments.link,
    ("POST", "/issue/{issueIdOrKey}/attachments"): attachments.add,
    ("GET", "/issue/{issueIdOrKey}/worklog"): worklog.read_all,
    ("POST", "/issue/{issueIdOrKey}/worklog"): worklog.add,
}
_OWN: dict[tuple[str, str], Operation] = {
    ("GET", "/serverInfo"): lists.server,
    ("GET", "/user/search"): lists.users,
    ("GET", "/search/jql"): lists.search,
    ("POST", "/search/jql"): lists.search,
    ("POST", "/issue/bulkfetch"): lists.fetch,
    ("GET", "/issue/{issueIdOrKey}/changelog"): lists.changelog,
    ("GET", "/attachment/content/{id}"): attachments.lead,
    ("GET", "/mypermissions"): rights.some,
}
_API = CloudManner.api
_BAD_TOKEN = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}


def _signs_in(site: Site, faults: Faults, request: Request) -> tuple[str, User | None]:
    """Return who asks by address and API token."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    try:
        email, _, token = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return "", None
    user = site.user(email)
    fits = user is not None and user.token == token and email == user.email
    allowed = scheme.lower() == "basic" and fits and email not in faults.expired
    return email, user if allowed else None


def _anonymous(request: Request) -> Response:
    """Answer as to a stranger, for that is how Jira treats a token that is not good any more."""
    place = request.url.path.removeprefix(_API)
    if request.method == "GET" and place.startswith("/issue/"):
        answer = Refusal(404, HIDDEN).response()
    elif request.method == "GET" and place == "/search/jql":
        answer = JSONResponse({"issues": [], "isLast": True})
    elif request.method == "GET" and place == "/user/search":
        answer = JSONResponse([])
    else:
        answer = Refusal(401, "Client must be authenticated to access this resource.").response()
    answer.headers.update(_BAD_TOKEN)
    return answer


CLOUD = Kind(
    manner=CloudManner(),
    operations=SHARED | _OWN,
    further={
        ("GET", webhooks.PLACE): webhooks.read_all,
        ("POST", webhooks.PLACE): webhooks.add,
        ("PUT", webhooks.PLACE + "/{id}"): webhooks.edit,
        ("GET", "/rest/api/2/serverInfo"): lists.server,
    },
    for_anybody=frozenset({("GET", "/rest/api/2/serverInfo")}),
    signs_in=_signs_in,
    anonymous=_anonymous,
)
