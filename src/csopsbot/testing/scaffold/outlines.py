"""Classes that fit a protocol and are still to be written, as source text."""

import ast
import inspect
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from textwrap import indent

_Method = ast.FunctionDef | ast.AsyncFunctionDef


def methods(protocol: type, file: str, without: Collection[str] = ()) -> str:
    """Return the methods of PROTOCOL for FILE, each with its promise, and what says to keep it."""
    return "\n".join(ast.unparse(_to_do(one, file)) + "\n" for one in _methods(protocol, without))


def imports(
    protocols: Iterable[type], more: Iterable[str] = (), without: Collection[str] = ()
) -> str:
    """Return the imports that the methods of PROTOCOLS need, and MORE lines, each once."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for protocol in protocols:
        known = vars(sys.modules[protocol.__module__])
        for name in _names(protocol, without):
            where = getattr(known.get(name), "__module__", None)
            if where is not None and where != "builtins":
                found[_public(where)].add(name)
    lines = {f"from {where} import {', '.join(sorted(names))}" for where, names in found.items()}
    return "\n".join(sorted(lines | set(more)))


def within(source: str) -> str:
    """Return SOURCE one level further in."""
    return indent(source, "    ")


def _methods(protocol: type, without: Collection[str]) -> list[_Method]:
    (described,) = ast.parse(inspect.getsource(protocol)).body
    if not isinstance(described, ast.ClassDef):
        raise TypeError(f"{protocol} is no class")
    return [
        one
        for one in described.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and one.name not in without
        and not one.decorator_list
    ]


def _to_do(method: _Method, file: str) -> _Method:
    """Return METHOD with a body that says where it is to be written."""
    to_do = f"raise NotImplementedError({f'{file}: write {method.name}'!r})"
    method.body[-1:] = ast.parse(to_do).body
    return method


def _names(protocol: type, without: Collection[str]) -> set[str]:
    """Return the names that the signatures speak of."""
    signatures = (
        node
        for one in _methods(protocol, without)
        for part in (one.args, one.returns)
        if part is not None
        for node in ast.walk(part)
    )
    return {node.id for node in signatures if isinstance(node, ast.Name)}


def _public(module: str) -> str:
    """Return where people import it from: typing and collections.abc have private insides."""
    return {"_collections_abc": "collections.abc"}.get(module, module)
