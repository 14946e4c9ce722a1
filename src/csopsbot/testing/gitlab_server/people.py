"""What can be asked about the server, its accounts and its projects."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server import bodies, shapes
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.refusals import missing
from csopsbot.testing.gitlab_server.site import User


async def myself(asking: Asking) -> Response:
    """GET /user."""
    await asking.query(bodies.NoQuery)
    return JSONResponse(shapes.user(asking.site, asking.who, whole=True))


async def version(asking: Asking) -> Response:
    """GET /version."""
    await asking.query(bodies.NoQuery)
    return JSONResponse({"version": "18.6.0-ee", "revision": "4e963fe"})


async def project(asking: Asking) -> Response:
    """GET /projects/:id."""
    await asking.query(bodies.NoQuery)
    found = asking.project()
    return JSONResponse(shapes.project(asking.site, found, asking.role(found)))


async def token(asking: Asking) -> Response:
    """GET /personal_access_tokens/self."""
    await asking.query(bodies.NoQuery)
    who = asking.who
    return JSONResponse(
        {
            "id": who.id,
            "name": "bot",
            "revoked": False,
            "scopes": [who.scope],
            "user_id": who.id,
            "active": True,
            "expires_at": who.token_ends.isoformat() if who.token_ends else None,
        }
    )


async def users(asking: Asking) -> Response:
    """GET /users, which looks for a part of a name, or for a whole public address."""
    query = await asking.query(bodies.UsersQuery)
    found = [one for one in asking.site.users if _fits(one, query)]
    return asking.page([shapes.user(asking.site, one) for one in found], query)


async def user(asking: Asking) -> Response:
    """GET /users/:id."""
    await asking.query(bodies.NoQuery)
    found = (one for one in asking.site.users if str(one.id) == asking.parts["user"])
    shown = next(found, None)
    if shown is None:
        raise missing("User")
    return JSONResponse(shapes.user(asking.site, shown, whole=True))


def _fits(user: User, query: bodies.UsersQuery) -> bool:
    wanted = (query.search or "").casefold()
    named = wanted in user.username.casefold() or wanted in user.name.casefold()
    at_home = wanted == user.public_email.casefold() and bool(wanted)
    active = query.active is None or (user.state == "active") is query.active
    return (named or at_home) and active and query.username in (None, user.username)
