"""The server: Jira Cloud's, with what a Data Center does otherwise."""

import base64
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from csopsbot.testing.jira_cloud import JiraCloud, rights, webhooks
from csopsbot.testing.jira_cloud.app import Server
from csopsbot.testing.jira_cloud.cloud import SHARED
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.kind import Kind, Operation
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.site import Site
from csopsbot.testing.jira_cloud.users import User
from csopsbot.testing.jira_data_center import hooks, operations
from csopsbot.testing.jira_data_center.documented import Documented
from csopsbot.testing.jira_data_center.manner import DataCenterManner

_SIGNS_FROM = 10


class JiraDataCenter(JiraCloud):
    """A Jira Data Center of VERSION on a port of loopback, from `start` to `stop`."""

    def __init__(self, *, port: int = 0, version: int = _SIGNS_FROM) -> None:
        self._version = version
        super().__init__(port=port)

    def _made(self, published: Path | None) -> Server:  # noqa: ARG002 - there is no such document
        manner = DataCenterManner()
        kind = Kind(
            manner=manner,
            operations=SHARED | _own(self._version),
            further=_hooks(self._version) | {("GET", "/secure/attachment/{id}/{name}"): _CONTENT},
            for_anybody=frozenset({("GET", f"{manner.api}/serverInfo")}),
            signs_in=_signs_in,
            anonymous=_anonymous,
        )
        return Server(kind, published=Documented(manner.api))


_CONTENT = operations.content


def _own(version: int) -> dict[tuple[str, str], Operation]:
    return {
        ("GET", "/serverInfo"): operations.server(version),
        ("GET", "/user/search"): operations.users,
        ("GET", "/search"): operations.search,
        ("GET", "/issue/{issueIdOrKey}"): operations.read,
        ("GET", "/mypermissions"): rights.every,
    }


def _hooks(version: int) -> dict[tuple[str, str], Operation]:
    """Return the operations on webhooks, which moved with version 10."""
    place = hooks.PLACE if version >= _SIGNS_FROM else webhooks.PLACE
    module = hooks if version >= _SIGNS_FROM else webhooks
    return {
        ("GET", place): module.read_all,
        ("POST", place): module.add,
        ("PUT", place + "/{id}"): module.edit,
    }


def _signs_in(site: Site, faults: Faults, request: Request) -> tuple[str, User | None]:
    """Return who asks by personal access token, or by user name and password."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user = next((one for one in site.users if one.token == value), None)
        return _let_in(faults, user)
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return "", None
    user = site.user(name)
    return _let_in(faults, user if user and user.token == password else None)


def _let_in(faults: Faults, user: User | None) -> tuple[str, User | None]:
    if user is None:
        return "", None
    return user.email, user if user.email not in faults.expired else None


def _anonymous(request: Request) -> Response:
    if request.url.path.startswith("/secure/"):
        return RedirectResponse("/login.jsp", 302)
    return Refusal(401, "You are not authenticated. Authentication required.").response()
