"""What Jira Data Center's reference knows of each operation: its parameters and body fields."""

import re
from collections.abc import Mapping

_PAGE = "startAt maxResults"
_ISSUE = "fields update properties transition historyMetadata"
_OPERATIONS: dict[str, tuple[str, str]] = {
    # operation: (query parameters, fields of the body)
    "GET serverInfo": ("doHealthCheck", ""),
    "GET myself": ("", ""),
    "GET mypermissions": ("projectKey projectId issueKey issueId", ""),
    "GET user/search": ("username startAt maxResults includeActive includeInactive", ""),
    "GET search": (f"jql {_PAGE} validateQuery fields expand", ""),
    "GET project/*": ("expand", ""),
    "GET project/*/statuses": ("", ""),
    "GET project/*/versions": ("expand", ""),
    "POST version": ("", "name project projectId description released archived releaseDate"),
    "PUT version/*": ("", "name description released archived releaseDate"),
    "GET field": ("", ""),
    "GET status": ("", ""),
    "GET status/*": ("", ""),
    "GET issue/createmeta/*/issuetypes": (_PAGE, ""),
    "GET issue/createmeta/*/issuetypes/*": (_PAGE, ""),
    "POST issue": ("updateHistory", _ISSUE),
    "GET issue/*": ("fields expand properties updateHistory", ""),
    "PUT issue/*": ("notifyUsers", _ISSUE),
    "DELETE issue/*": ("deleteSubtasks", ""),
    "PUT issue/*/assignee": ("", "name"),
    "GET issue/*/editmeta": ("", ""),
    "GET issue/*/properties/*": ("", ""),
    "GET issue/*/transitions": ("transitionId expand", ""),
    "POST issue/*/transitions": ("", _ISSUE),
    "GET issue/*/comment": (f"{_PAGE} orderBy expand", ""),
    "POST issue/*/comment": ("expand", "body visibility properties"),
    "PUT issue/*/comment/*": ("expand", "body visibility properties"),
    "DELETE issue/*/comment/*": ("", ""),
    "GET comment/*/properties/*": ("", ""),
    "GET issue/*/remotelink": ("globalId", ""),
    "POST issue/*/remotelink": ("", "globalId application relationship object"),
    "POST issue/*/attachments": ("", ""),
    "GET issue/*/worklog": ("", ""),
    "POST issue/*/worklog": (
        "adjustEstimate newEstimate reduceBy",
        "comment visibility started timeSpent timeSpentSeconds",
    ),
}


class Documented:
    """Says what is wrong with a request by the table."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._known = [
            (re.compile(re.escape(name).replace(r"\*", "[^/]+").replace(r"\ ", " ")), name)
            for name in _OPERATIONS
        ]

    def complaints(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """Return what is wrong with the request; nothing when it is as documented."""
        asked = f"{method} {path.removeprefix(self._root + '/')}"
        name = next((name for pattern, name in self._known if pattern.fullmatch(asked)), None)
        if name is None:
            return [f"no operation {asked}"]
        parameters, fields = (set(said.split()) for said in _OPERATIONS[name])
        wrong = [f"unknown query parameter {one}" for one in sorted(query.keys() - parameters)]
        given = set(body) if isinstance(body, dict) else set()
        return wrong + [f"unknown field {one}" for one in sorted(given - fields)]
