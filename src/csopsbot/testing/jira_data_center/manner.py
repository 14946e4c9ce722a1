"""Jira Data Center's manner: user names, wiki text, and an answer of its own to who may not see."""

from typing import Any
from urllib.parse import quote

from csopsbot.testing.jira_cloud.manner import LONGEST_TEXT
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.users import Json, User


class DataCenterManner:
    """Fits `Manner`."""

    api = "/rest/api/2"
    lists_properties = False
    list_name = "values"

    def user(self, url: str, one: User) -> Json:
        """Return a person under their user name; addresses are seen by everybody."""
        return {
            "self": f"{url}/rest/api/2/user?username={one.username}",
            "key": f"JIRAUSER{one.account_id[-5:]}",
            "name": one.username,
            "displayName": one.name,
            "emailAddress": one.email if one.shows_email else "",
            "active": one.active,
            "timeZone": "Europe/Madrid",
        }

    def named(self, said: Json) -> object:
        """Return the user name."""
        return said.get("name")

    def document(self, value: object, field: str, wrong: str) -> str:  # noqa: ARG002 - a `Manner`
        """Take wiki text."""
        if not isinstance(value, str):
            raise Refusal(400, **{field: "Operation value must be a string"})
        if len(value) > LONGEST_TEXT:
            raise Refusal(
                400, **{field: f"The entered text is too long. It exceeds {LONGEST_TEXT}"}
            )
        return value

    def text_of(self, value: object) -> str:
        """Return wiki text as it was written."""
        return value if isinstance(value, str) else ""

    def words(self, text: str) -> Any:
        """Return TEXT as it was typed."""
        return text

    def hidden(self) -> Refusal:
        """Say that there is an issue, but not for everybody."""
        return Refusal(403, "You do not have the permission to see the specified issue.")

    def content_of(self, url: str, attachment_id: str, name: str) -> str:
        """Return where the content is."""
        return f"{url}/secure/attachment/{attachment_id}/{quote(name)}"
