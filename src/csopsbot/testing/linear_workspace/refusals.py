"""Errors as Linear tells them: in the body, with a code for programs and words for people."""

from typing import Any

from graphql import GraphQLError


class Refusal(GraphQLError):
    """The request is refused; STATUS is the answer's, as far as the whole of it is refused."""

    def __init__(
        self, message: str, code: str, kind: str, *, status: int = 200, **more: object
    ) -> None:
        extensions: dict[str, Any] = {"type": kind, "code": code, "userError": True, **more}
        super().__init__(message, extensions=extensions)
        self.status = status


def missing(entity: str) -> Refusal:
    """Refuse what is about something that is not there, or must not be known to be there."""
    return Refusal(
        f"Entity not found: {entity}",
        "INPUT_ERROR",
        "invalid input",
        statusCode=400,
        userPresentableMessage=f"Could not find referenced {entity}.",
    )


def taken(entity: str, entity_id: str) -> Refusal:
    """Refuse to make something under an id that something has."""
    return Refusal(
        f"conflict on insert of {entity}",
        "INPUT_ERROR",
        "invalid input",
        statusCode=400,
        userPresentableMessage=f"Entity {entity} with id {entity_id} already exists.",
    )


def invalid(field: str, why: str) -> Refusal:
    """Refuse an argument."""
    return Refusal(
        "Argument Validation Error",
        "INVALID_INPUT",
        "invalid input",
        statusCode=400,
        userPresentableMessage=f"{field} {why}.",
        validationErrors=[{"property": field, "constraints": {"custom": f"{field} {why}"}}],
    )


def contradicting(message: str) -> Refusal:
    """Refuse what goes against something that is there."""
    return Refusal(
        message, "INPUT_ERROR", "invalid input", statusCode=400, userPresentableMessage=message
    )


def forbidden() -> Refusal:
    """Refuse what the account may not do."""
    return Refusal(
        "You do not have permission to perform this action",
        "FORBIDDEN",
        "forbidden",
        statusCode=403,
    )


def stranger() -> Refusal:
    """Refuse whoever shows no key that is good."""
    return Refusal(
        "Authentication required, not authenticated",
        "AUTHENTICATION_ERROR",
        "authentication error",
        status=401,
        statusCode=401,
        userPresentableMessage="You need to authenticate to access this operation.",
    )


def key_as_token() -> Refusal:
    """Refuse an API key that is shown as if it were an OAuth token."""
    return Refusal(
        "It looks like you're trying to use an API key as a Bearer token. "
        "Remove the Bearer prefix from the Authorization header.",
        "INPUT_ERROR",
        "invalid input",
        status=400,
    )


def limited(what: str) -> Refusal:
    """Refuse one request too many; Linear says so with status 400."""
    return Refusal(
        f"Rate limit exceeded: {what}",
        "RATELIMITED",
        "ratelimited",
        status=400,
        statusCode=429,
        userPresentableMessage="Rate limit exceeded.",
    )


def unsound(message: str, code: str) -> Refusal:
    """Refuse a request that no GraphQL server would carry out."""
    return Refusal(message, code, "graphql error", status=400)
