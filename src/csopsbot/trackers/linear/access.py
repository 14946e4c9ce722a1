"""How to reach Linear and be let in."""

import re
from dataclasses import dataclass, field

_KEYS_BEGIN = "lin_api_"
_ADDRESS = re.compile(
    r"(?:https://linear\.app/(?P<workspace>[A-Za-z0-9_-]{1,64})/issue/)?"
    r"(?P<identifier>[A-Za-z][A-Za-z0-9]{0,9}-[1-9][0-9]{0,9})(?(workspace)(?:[/?#].*)?)"
)
_STORAGE = "https://uploads.linear.app/"


@dataclass(frozen=True, slots=True)
class LinearAccess:
    """The address of the API and a key or token; SECRETS are what deliveries may be signed with."""

    url: str
    token: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def authorization(self) -> str:
        """Return the header that lets us in: Linear wants an API key bare, and an OAuth token not.

        https://linear.app/developers/graphql
        """
        return self.token if self.token.startswith(_KEYS_BEGIN) else f"Bearer {self.token}"

    @property
    def secret(self) -> str:
        """What new webhooks sign with; empty while none is set."""
        return self.secrets[0] if self.secrets else ""

    def place(self, address: str) -> tuple[str, str] | None:
        """Return the workspace, empty where it is not said, and the identifier that ADDRESS names."""
        found = _ADDRESS.fullmatch(address.strip())
        if found is None:
            return None
        return (found["workspace"] or "").casefold(), found["identifier"].upper()

    def keeps(self, url: str) -> bool:
        """Return whether the file at URL is in Linear's storage, which our key opens.

        https://linear.app/developers/file-storage-authentication
        """
        return url.startswith((_STORAGE, f"{self.url.rstrip('/')}/uploads/"))
