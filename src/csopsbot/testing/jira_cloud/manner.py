"""In which manner a Jira speaks: whom it names how, what rich text is, and what it says no with."""

from typing import Any, Protocol

from csopsbot.testing.jira_cloud import adf
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.users import Json, User

LONGEST_TEXT = 32_767


class Manner(Protocol):
    """What differs between one kind of Jira and another."""

    @property
    def api(self) -> str:
        """Where its REST API is."""
        ...

    @property
    def lists_properties(self) -> bool:
        """Whether a list of comments can show their properties."""
        ...

    @property
    def list_name(self) -> str:
        """What the issue types and fields of a create screen are listed under, if not by kind."""
        ...

    def user(self, url: str, one: User) -> Json:
        """Return a person; an address that is hidden is left out."""
        ...

    def named(self, said: Json) -> object:
        """Return what a body calls a person by."""
        ...

    def document(self, value: object, field: str, wrong: str) -> Any:
        """Return VALUE if it is sound rich text that Jira would store, else raise a `Refusal`."""
        ...

    def text_of(self, value: object) -> str:
        """Return the words of rich text."""
        ...

    def words(self, text: str) -> Any:
        """Return TEXT as a person's editor would store it."""
        ...

    def hidden(self) -> Refusal:
        """Return the answer to who may not see an issue."""
        ...

    def content_of(self, url: str, attachment_id: str, name: str) -> str:
        """Return the address of what is in an attachment."""
        ...


class CloudManner:
    """Jira Cloud's: account ids and Atlassian documents."""

    api = "/rest/api/3"
    lists_properties = True
    list_name = ""

    def user(self, url: str, one: User) -> Json:
        """Return a person under their account id."""
        shape = {
            "self": f"{url}/rest/api/3/user?accountId={one.account_id}",
            "accountId": one.account_id,
            "accountType": one.account_type,
            "displayName": one.name,
            "active": one.active,
            "timeZone": "Europe/Madrid",
        }
        return shape | {"emailAddress": one.email} if one.shows_email else shape

    def named(self, said: Json) -> object:
        """Return the account id."""
        return said.get("accountId")

    def document(self, value: object, field: str, wrong: str) -> Json:
        """Take an Atlassian document."""
        if adf.complaints(value) or not isinstance(value, dict):
            raise Refusal(400, **{field: wrong})
        if len(adf.text_of(value)) > LONGEST_TEXT:
            raise Refusal(400, **{field: "CONTENT_LIMIT_EXCEEDED"})
        return value

    def text_of(self, value: object) -> str:
        """Return the words of an Atlassian document."""
        return adf.text_of(value)

    def words(self, text: str) -> Json:
        """Return a document of one paragraph."""
        return adf.words(text)

    def hidden(self) -> Refusal:
        """Say that there is no such issue."""
        return missing()

    def content_of(self, url: str, attachment_id: str, name: str) -> str:  # noqa: ARG002 - by its number alone
        """Return where one is led on to the content."""
        return f"{url}{self.api}/attachment/content/{attachment_id}"
