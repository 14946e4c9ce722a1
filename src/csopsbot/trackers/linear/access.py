"""How to reach Linear and be let in."""

from dataclasses import dataclass, field

_KEYS_BEGIN = "lin_api_"


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
