"""Who asks: an account with its token, an App with its proof, or with a token of its installation."""

from dataclasses import dataclass

from starlette.requests import Request

from csopsbot.testing.github_site.apps import proven
from csopsbot.testing.github_site.refusals import Refusal
from csopsbot.testing.github_site.site import Account, App, Site

_RANKS = {"": 0, "read": 1, "write": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who signed in; for an App INSTALLATION is 0 while it speaks for itself."""

    who: Account
    app: App | None = None
    installation: int = 0

    def may(self, method: str, path: str) -> None:
        """Refuse what neither an App's proof nor its token is good for; PATH is that of the route."""
        own = path.startswith("/app") or path.endswith("/installation")
        if own != (self.app is not None and not self.installation):
            raise Refusal(
                401, "A JSON web token could not be decoded" if own else "Bad credentials"
            )
        if self.app is None or own:
            return
        name, level = _needed(method, path)
        if _RANKS[self.app.permissions.get(name, "")] < _RANKS[level] or path == "/user":
            raise Refusal(403, "Resource not accessible by integration")


def asker(site: Site, request: Request, expired: set[str]) -> Asker | None:
    """Return who asks; None for a stranger."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "token") or not token or token in expired:
        return None
    if token.count(".") == 2:
        app = proven(site, token)
        return Asker(app.bot, app)
    for app in site.apps:
        number, ends = app.tokens.get(token, (0, None))
        if ends and ends > site.clock():
            return Asker(app.bot, app, number)
    who = next((one for one in site.accounts if one.token == token), None)
    return Asker(who) if who else None


def _needed(method: str, path: str) -> tuple[str, str]:
    """Return the permission that a request takes."""
    level = "read" if method == "GET" or path == "/graphql" else "write"
    if "/hooks" in path:
        return "repository_hooks", level
    about_issues = any(part in path for part in ("/issues", "/milestones", "/labels", "/graphql"))
    return ("issues" if about_issues else "metadata"), level
