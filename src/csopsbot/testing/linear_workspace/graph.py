"""Requests parsed, held to the schema, and carried out."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

from csopsbot.testing.linear_workspace import changing, commenting, hooking, reading, storing
from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.complexity import complexity
from csopsbot.testing.linear_workspace.payloads import stamp
from csopsbot.testing.linear_workspace.refusals import unsound
from csopsbot.testing.linear_workspace.workspace import Json

SCHEMA = Path(__file__).with_name("schema.graphql")

_RESOLVERS: Mapping[tuple[str, str], reading.Field] = {
    **reading.FIELDS,
    **hooking.FIELDS,
    **changing.CHANGES,
    **commenting.CHANGES,
    **hooking.CHANGES,
    **storing.CHANGES,
}
_KNOWN = {"query", "variables", "operationName", "extensions"}


@dataclass(frozen=True, slots=True)
class Operation:
    """A request that is sound, and not carried out yet."""

    document: DocumentNode
    definition: OperationDefinitionNode
    variables: Json

    @property
    def fields(self) -> set[str]:
        """What it asks for."""
        chosen = self.definition.selection_set.selections
        return {one.name.value for one in chosen if isinstance(one, FieldNode)}

    @property
    def cost(self) -> int:
        """Its complexity."""
        every = self.document.definitions
        parts = {one.name.value: one for one in every if isinstance(one, FragmentDefinitionNode)}
        return complexity(self.definition, parts, self.variables)

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return self.definition.operation is OperationType.MUTATION


class Graph:
    """The schema that is served."""

    def __init__(self) -> None:
        self.schema: GraphQLSchema = build_schema(SCHEMA.read_text())
        self.schema.type_map["DateTime"].serialize = stamp  # type: ignore[attr-defined] # a scalar

    def operation(self, raw: bytes) -> Operation:
        """Return the request in a body; raises a `Refusal` for one that is not sound."""
        body = _body(raw)
        try:
            document = parse(body["query"])
        except GraphQLSyntaxError as error:
            raise unsound(error.message, "GRAPHQL_PARSE_FAILED") from error
        if errors := validate(self.schema, document):
            raise unsound(errors[0].message, "GRAPHQL_VALIDATION_FAILED")
        definition = _definition(document, body.get("operationName"))
        given = body.get("variables") or {}
        asked = get_variable_values(self.schema, definition.variable_definitions or (), given)
        if isinstance(asked, list):
            raise unsound(asked[0].message, "BAD_USER_INPUT")
        if strange := given.keys() - asked.keys():
            raise unsound(f"Variables that nothing asks for: {strange}", "BAD_USER_INPUT")
        return Operation(document, definition, given)

    def carry_out(self, operation: Operation, asking: Asking) -> Json:
        """Return the answer."""
        name = operation.definition.name
        result = execute_sync(
            self.schema,
            operation.document,
            context_value=asking,
            variable_values=operation.variables,
            operation_name=name.value if name else None,
            field_resolver=_resolve,
        )
        return dict(result.formatted)


def _resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    how = _RESOLVERS.get((info.parent_type.name, info.field_name))
    if how:
        return how(source, info.context, **arguments)
    if isinstance(source, dict):
        return source[info.field_name]
    return getattr(source, re.sub("([A-Z])", r"_\1", info.field_name).lower())


def _body(raw: bytes) -> Json:
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise unsound("The body is not JSON", "BAD_REQUEST") from error
    if not isinstance(body, dict) or not isinstance(body.get("query"), str):
        raise unsound("GraphQL operations must contain a non-empty `query`", "BAD_REQUEST")
    if strange := body.keys() - _KNOWN:
        raise unsound(f"Nobody knows {strange}", "BAD_REQUEST")
    return body


def _definition(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    every = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    named = [one for one in every if name is None or (one.name and one.name.value == name)]
    if len(named) != 1:
        raise unsound("Which operation is meant?", "OPERATION_RESOLUTION_FAILURE")
    return named[0]
