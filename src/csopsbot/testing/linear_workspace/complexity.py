"""What a request costs: a tenth for each property, one for each object, times the pages' sizes.

https://linear.app/developers/rate-limiting
"""

import math
from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from csopsbot.testing.linear_workspace.connections import USUAL

MOST = 10_000
_PROPERTY = 0.1


def complexity(
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> int:
    """Return what OPERATION costs."""

    def of(chosen: SelectionSetNode) -> float:
        return sum(one(node) for node in chosen.selections)

    def one(node: object) -> float:
        if isinstance(node, FragmentSpreadNode):
            return of(fragments[node.name.value].selection_set)
        inner = getattr(node, "selection_set", None)
        if not isinstance(node, FieldNode):
            return of(inner) if inner else 0
        if inner is None:
            return _PROPERTY
        name = node.name.value
        if name in ("nodes", "pageInfo"):
            return of(inner) + (name == "nodes")
        pages = "nodes" in {child.name.value for child in _fields(inner)}
        return of(inner) * _size(node, variables) if pages else 1 + of(inner)

    return math.ceil(of(operation.selection_set))


def _fields(chosen: SelectionSetNode) -> list[FieldNode]:
    return [one for one in chosen.selections if isinstance(one, FieldNode)]


def _size(node: FieldNode, variables: Mapping[str, Any]) -> int:
    given = next((one.value for one in node.arguments if one.name.value == "first"), None)
    if isinstance(given, IntValueNode):
        return int(given.value)
    if isinstance(given, VariableNode):
        return int(variables.get(given.name.value) or USUAL)
    return USUAL
