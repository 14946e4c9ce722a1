"""Sessions of the `jira` package that ask nothing by themselves, and what their silence means."""

import logging
import ssl
from typing import TYPE_CHECKING

from csopsbot.app.failures import Blocked, Failure, Invalid, Unavailable
from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.outcome import Call, unclear

if TYPE_CHECKING:
    import requests
    from jira import JIRA

LARGEST_ANSWER = 32_000_000
NO_ADDRESS = "Jira's address cannot be used; mend it in the settings"

_CHUNK = 65_536


def connect(access: JiraAccess) -> "JIRA":
    """Return a client of the `jira` package that has asked nothing yet; raises `Blocked`."""
    from http.cookiejar import DefaultCookiePolicy

    from jira import JIRA

    try:
        client = JIRA(
            options={"server": access.base, "headers": {"User-Agent": "csopsbot"}},
            get_server_info=False,
            max_retries=0,
        )
    except ValueError as error:
        raise Blocked(NO_ADDRESS) from error
    logging.getLogger("jira").setLevel(logging.INFO)  # at DEBUG it would log headers and bodies
    client._session.auth = _credentials(access)
    client._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _credentials(access: JiraAccess) -> "requests.auth.AuthBase":
    from requests.auth import AuthBase, HTTPBasicAuth

    if access.email:
        return HTTPBasicAuth(access.email.encode(), access.token.encode())

    class Bearer(AuthBase):
        def __call__(self, request: "requests.PreparedRequest") -> "requests.PreparedRequest":
            request.headers["Authorization"] = b"Bearer " + access.token.encode()
            return request

    return Bearer()


def nobody(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    """Send REQUEST without saying who we are, whatever a .netrc knows of its host."""
    return request


def read(call: Call, response: "requests.Response") -> bytes:
    """Return the whole of what RESPONSE brings; raises `Invalid` for a file that is too large."""
    largest = call.largest or LARGEST_ANSWER
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_content(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise _too_large(call, largest)
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(call: Call, largest: int) -> Failure:
    said = f"it is larger than {largest} bytes"
    return Invalid(f"The file cannot be taken: {said}") if call.largest else unclear(call, said)


def lost(call: Call, error: "requests.RequestException") -> Failure:
    """Return the failure for a CALL that came back with no answer."""
    import requests

    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Blocked(NO_ADDRESS)
    if isinstance(error, requests.exceptions.MissingSchema):
        return Blocked("Jira's address has no https:// in front; mend it in the settings")
    if _never_sent(error):
        return Unavailable(f"Jira is out of reach ({_cause(error)})")
    return unclear(call, _cause(error))


def _never_sent(error: "requests.RequestException") -> bool:
    """Return whether ERROR came before the first byte of the request went out."""
    import requests
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return True
    inner = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    return isinstance(inner, ssl.SSLCertVerificationError)


def _cause(error: BaseException) -> str:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason or error).__name__
