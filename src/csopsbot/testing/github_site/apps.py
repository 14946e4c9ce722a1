"""What GitHub Apps can ask: who they are, where they are installed, and for a token that lasts."""

import secrets
from datetime import timedelta

import jwt
from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.refusals import Refusal, missing
from csopsbot.testing.github_site.site import App, Json, Site

_LONGEST = 600
_LASTS = timedelta(hours=1)


def proven(site: Site, proof: str) -> App:
    """Return the App that signed PROOF, if it is as GitHub wants one; raises a `Refusal`."""
    try:
        claims = jwt.decode(proof, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise Refusal(401, "A JSON web token could not be decoded") from error
    app = next((one for one in site.apps if str(one.id) == str(claims.get("iss"))), None)
    if app is None:
        raise Refusal(401, "'Issuer' claim ('iss') must be an Integer")
    _signed(app, proof)
    now, issued, ends = site.clock().timestamp(), claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or issued > now:
        why = "'Issued at' claim ('iat') must be an Integer representing the time of the assertion"
        raise Refusal(401, why)
    if not isinstance(ends, int) or ends <= now:
        why = "'Expiration time' claim ('exp') must be a numeric value representing a future time"
        raise Refusal(401, why)
    if ends - issued > _LONGEST or ends - now > _LONGEST:
        raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
    return app


def _signed(app: App, proof: str) -> None:
    try:
        jwt.decode(
            proof,
            app.public_key,
            algorithms=["RS256"],
            options={"verify_exp": False, "verify_iat": False},
        )
    except jwt.PyJWTError as error:
        raise Refusal(401, "A JSON web token could not be decoded") from error


async def shown(asking: Asking) -> Response:
    """GET /app."""
    await asking.query(bodies.NoQuery)
    app = _app(asking)
    return JSONResponse(
        {
            "id": app.id,
            "slug": app.slug,
            "name": app.slug,
            "permissions": app.permissions,
            "events": app.events,
        }
    )


async def installations(asking: Asking) -> Response:
    """GET /app/installations."""
    query = await asking.query(bodies.PageQuery)
    app = _app(asking)
    return asking.page([_installation(app, one) for one in app.installed], query)


async def installation(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/installation."""
    await asking.query(bodies.NoQuery)
    app = _app(asking)
    place = asking.site.repository(f"{asking.part('owner')}/{asking.part('repo')}")
    for number, repositories in app.installed.items():
        if place and place.id in repositories:
            return JSONResponse(_installation(app, number))
    raise missing()


async def token(asking: Asking) -> Response:
    """POST /app/installations/{installation_id}/access_tokens."""
    if await asking.request.body():
        raise Refusal(422, "Invalid request.\n\nThis double narrows no token.")
    app = _app(asking)
    number = asking.request.path_params["installation_id"]
    if number not in app.installed:
        raise missing()
    made, ends = f"ghs_{secrets.token_hex(18)}", asking.site.now() + _LASTS
    app.tokens[made] = (number, ends)
    told = {
        "token": made,
        "expires_at": shapes.stamp(ends),
        "permissions": app.permissions,
        "repository_selection": "selected",
    }
    return JSONResponse(told, 201)


def _app(asking: Asking) -> App:
    assert asking.app is not None
    return asking.app


def _installation(app: App, number: int) -> Json:
    return {"id": number, "app_id": app.id, "app_slug": app.slug, "permissions": app.permissions}
