"""What we ask of Linear, and what our own Linear shows, held to the schema that Linear publishes."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_required_argument,
    is_required_input_field,
    parse,
    validate,
)
from graphql.type import GraphQLNonNull, is_specified_scalar_type

from csopsbot.domain.issue import Category
from csopsbot.testing.linear_workspace.graph import SCHEMA
from csopsbot.testing.tracker_contract import draft
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.documents import Operation
from csopsbot.trackers.linear.own_fields import OWN_FIELDS
from tests.contract.trackers.linear_stand import LinearStand
from tests.contract.trackers.test_linear_webhooks import HINTS, IGNORED, payload
from tests.specs import SPECS, needs_specs

OURS = build_schema(SCHEMA.read_text())
NAMES = sorted(
    name
    for name, one in OURS.type_map.items()
    if not name.startswith("__") and not is_specified_scalar_type(one)
)


@cache
def published() -> GraphQLSchema:
    return build_schema((SPECS / "linear" / "schema.graphql").read_text(), assume_valid=True)


def differences(name: str) -> Iterator[str]:
    """Yield in what our type of this name is not as it was published."""
    ours, theirs = OURS.type_map[name], published().type_map[name]
    if type(ours) is not type(theirs):
        yield "another kind"
    if isinstance(ours, GraphQLInputObjectType) and isinstance(theirs, GraphQLInputObjectType):
        yield from typed_otherwise(ours.fields, theirs.fields)
        needed = (key for key, one in theirs.fields.items() if is_required_input_field(one))
        yield from (f"without {key}" for key in needed if key not in ours.fields)
    if isinstance(ours, GraphQLObjectType) and isinstance(theirs, GraphQLObjectType):
        yield from typed_otherwise(ours.fields, theirs.fields)
        for key in ours.fields.keys() & theirs.fields.keys():
            mine, published_ones = ours.fields[key].args, theirs.fields[key].args
            yield from typed_otherwise(mine, published_ones)
            needed = (it for it, one in published_ones.items() if is_required_argument(one))
            yield from (f"{key} without {it}" for it in needed if it not in mine)


def typed_otherwise(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for key, one in ours.items():
        there = str(theirs[key].type) if key in theirs else "nothing"
        if str(one.type) != there:
            yield f"{key}: {one.type} is {there}"


def strange(kind: str, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a payload that should be of this KIND."""
    published_kind = published().type_map[kind]
    assert isinstance(published_kind, GraphQLObjectType)
    fields = published_kind.fields
    yield from (f"{kind}.{key} is not published" for key in told if key not in fields)
    for key, one in fields.items():
        value = told.get(key)
        if value is None and isinstance(one.type, GraphQLNonNull):
            yield f"{kind}.{key} is missing"
        inner = get_named_type(one.type)
        if isinstance(inner, GraphQLObjectType):
            for each in value if isinstance(value, list) else [value]:
                yield from strange(inner.name, each) if each is not None else ()


def strange_delivery(told: dict[str, Any]) -> list[str]:
    kind, data = told["type"], told["data"]
    envelope = strange("EntityWebhookPayload", told)
    return [*envelope, *strange(f"{kind}WebhookPayload", data)]


@needs_specs
@pytest.mark.parametrize("operation", documents.EVERY, ids=lambda one: one.name)
def test_each_document_is_one_that_linear_published(operation: Operation) -> None:
    assert validate(published(), parse(operation.text)) == []


@pytest.mark.parametrize("operation", documents.EVERY, ids=lambda one: one.name)
def test_each_document_has_the_one_operation_that_it_is_named_after(operation: Operation) -> None:
    (definition,) = parse(operation.text).definitions
    kind = "mutation" if operation.changes else "query"
    assert operation.text.startswith(f"{kind} {operation.name}")
    assert len(definition.selection_set.selections) == 1  # type: ignore[attr-defined] # an operation


def test_every_document_is_held_to_the_schema() -> None:
    every = {one for one in vars(documents).values() if isinstance(one, Operation)}
    assert every == {*documents.EVERY}


@needs_specs
@pytest.mark.parametrize("name", NAMES)
def test_our_own_linear_has_nothing_that_linear_has_not(name: str) -> None:
    assert list(differences(name)) == []


@needs_specs
@pytest.mark.parametrize("event", HINTS + IGNORED)
def test_each_fixture_is_as_linear_publishes_its_payload(event: str) -> None:
    assert strange_delivery(json.loads(payload(event))) == []


@needs_specs
async def test_our_own_linear_posts_what_linear_publishes(linear: LinearStand) -> None:
    tracker = linear.tracker()
    issue = await tracker.create(draft(linear, labels=("a",)), "01ISSUE")
    await linear.assign(issue.ref.id)
    await linear.move(issue.ref.id, Category.DONE)
    await linear.comment(issue.ref.id, "Done")
    await linear.delete(issue.ref.id)
    await tracker.close()
    told = [json.loads(one.body) for one in await linear.posts()]
    assert [(one["type"], one["action"]) for one in told] == [
        ("Issue", "create"),
        ("Issue", "update"),
        ("Issue", "update"),
        ("Comment", "create"),
        ("Issue", "remove"),
    ]
    assert [wrong for one in told for wrong in strange_delivery(one)] == []


@needs_specs
def test_the_fields_that_the_desk_file_may_fill_are_all_that_make_an_issue_but_for_a_drafts() -> (
    None
):
    made = published().type_map["IssueCreateInput"]
    assert isinstance(made, GraphQLInputObjectType)
    of_drafts = {"id", "teamId", "title", "description", "descriptionData"}
    assert {one.id for one in OWN_FIELDS} == made.fields.keys() - of_drafts
