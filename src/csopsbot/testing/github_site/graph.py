"""What GraphQL is asked, held to GitHub's schema as far as it goes here.

https://docs.github.com/en/graphql/overview/about-the-graphql-api
"""

from pathlib import Path
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSyntaxError,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.site import Issue, Json, Repository

SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text())

_PREFIX = "R_"


class NotThere(GraphQLError):
    """The answer for what is not there, or must not be known to be there."""


async def ask(asking: Asking) -> Response:
    """POST /graphql."""
    asked = await asking.body(bodies.GraphBody)
    try:
        document = parse(asked.query)
    except GraphQLSyntaxError as error:
        return JSONResponse({"errors": [{"message": error.message}]})
    if wrong := validate(SCHEMA, document):
        return JSONResponse({"errors": [{"message": one.message} for one in wrong]})
    result = execute_sync(
        SCHEMA,
        document,
        context_value=asking,
        variable_values=asked.variables,
        field_resolver=_resolve,
        type_resolver=lambda *_: "Repository",
    )
    answer: Json = {"data": result.data}
    if result.errors:
        answer["errors"] = [_spoken(one) for one in result.errors]
    return JSONResponse(answer)


def _resolve(source: Any, info: GraphQLResolveInfo, **given: Any) -> Any:
    asking: Asking = info.context
    match info.field_name:
        case "node":
            return _node(asking, given["id"])
        case "issue":
            return _issue(source, given["number"])
        case "databaseId":
            return source.id
        case "updatedAt":
            return shapes.stamp(source.updated)
    return getattr(source, info.field_name)


def _node(asking: Asking, wanted: str) -> Repository:
    number = wanted.removeprefix(_PREFIX)
    found = asking.site.by_id(int(number)) if number.isdecimal() else None
    if found is None or not asking.sees(found):
        raise NotThere(f"Could not resolve to a node with the global id of '{wanted}'")
    return found


def _issue(place: Repository, number: int) -> Issue:
    found = place.slots.get(number)
    there = isinstance(found, Issue) and found.repository is place and place.has_issues
    if not isinstance(found, Issue) or not there or found.pull_request:
        raise NotThere(f"Could not resolve to an Issue with the number of {number}.")
    return found


def _spoken(error: GraphQLError) -> Json:
    told: Json = {"message": error.message, "path": error.path}
    if isinstance(error.original_error or error, NotThere):
        told["type"] = "NOT_FOUND"
    return told
