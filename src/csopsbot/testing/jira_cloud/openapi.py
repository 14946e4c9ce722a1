"""Requests held against Jira's own OpenAPI document."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator


class OpenApi:
    """The published operations; says what is wrong with a request."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._paths = [
            (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path, operations)
            for path, operations in document["paths"].items()
        ]

    @classmethod
    def load(cls, path: Path) -> "OpenApi":
        """Read the document at PATH."""
        return cls(json.loads(path.read_text()))

    def complaints(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """Return what is wrong with the request; nothing when it is as published."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"no operation {method} {path}"]
        return [*self._about_query(operation, query), *self._about_body(operation, body)]

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        """Return the operation; a path without parameters goes before one that has some."""
        found = [
            (template.count("{"), operations[method.lower()])
            for pattern, template, operations in self._paths
            if pattern.fullmatch(path) and method.lower() in operations
        ]
        return min(found, key=lambda one: one[0])[1] if found else None

    def _about_query(self, operation: dict[str, Any], query: Mapping[str, str]) -> list[str]:
        known = {
            one["name"]: one for one in operation.get("parameters", []) if one["in"] == "query"
        }
        wrong = [f"unknown query parameter {name}" for name in query if name not in known]
        for name, value in query.items():
            if name in known and not self._fits(value, known[name]["schema"]):
                wrong.append(f"query parameter {name} is not as published")
        return wrong

    def _fits(self, value: str, schema: dict[str, Any]) -> bool:
        kind = schema.get("type")
        if kind == "integer":
            return bool(re.fullmatch(r"-?[0-9]+", value))
        if kind == "boolean":
            return value in ("true", "false")
        return kind == "array" or self._validator(schema).is_valid(value)

    def _about_body(self, operation: dict[str, Any], body: object) -> list[str]:
        if "requestBody" not in operation:
            return [] if body is None else ["a body where none belongs"]
        content = operation["requestBody"]["content"]
        if "application/json" not in content:
            return [] if body is None else ["JSON where a form belongs"]
        if body is None:
            return ["no body"]
        schema = content["application/json"]["schema"]
        errors = self._validator(schema).iter_errors(body)
        return [f"{error.json_path}: {error.message[:200]}" for error in errors]

    def _validator(self, schema: dict[str, Any]) -> Draft4Validator:
        return Draft4Validator({"allOf": [schema], "components": self._document["components"]})
