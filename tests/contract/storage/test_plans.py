"""What is parked costs nothing: claiming looks at what is due, on either database."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.storage import deadlines, escalations, lanes
from csopsbot.storage import tables as t
from csopsbot.storage.address import parse
from csopsbot.storage.board import issues
from csopsbot.storage.board import tables as board
from csopsbot.storage.schema import metadata
from tests.contract.storage.given import NOW, later

PARKED = 4000
LIMIT = 8
MOST_ROWS = 200
TARGETS = {"target_0": "slack", "target_1": "jira"}

Values = Mapping[str, object]


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    """Yield a connection to a database in which much is parked and little is due."""
    engine = sa.create_engine(parse(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        park(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as analysing:
        analysing.execute(sa.text("ANALYZE"))
    with engine.connect() as connection:
        yield connection


def park(connection: sa.Connection) -> None:
    states = [escalation(number) for number in range(PARKED)]
    connection.execute(sa.insert(t.escalation), states)
    connection.execute(sa.insert(t.lane), [lane(number) for number in range(PARKED)])
    connection.execute(sa.insert(t.deadline), [deadline(number) for number in range(PARKED)])
    connection.execute(sa.insert(board.issue), [on_board(number) for number in range(PARKED)])


def moment(number: int) -> datetime:
    """Return a time at which one in a thousand is due."""
    return NOW if number % 1000 == 0 else later(3600 + number)


def escalation(number: int) -> Values:
    texts = dict.fromkeys(("team", "severity", "customer", "support_channel", "body"), "x")
    stage = "new" if number % 1000 == 0 else "resolved"
    fixed = {"id": f"E{number}", "number": number, "version": 1, "stage": stage}
    whose = dict.fromkeys(("awaited_by", "calls_team"), None) | {"assignee": "U1"}
    if stage == "new":
        whose |= {"awaited_by": "U1", "calls_team": "x"}
    return texts | fixed | whose | {"opened_at": NOW}


def lane(number: int) -> Values:
    """Return a lane: a third is for a tracker that is away, and all of that is due."""
    target = ("slack", "jira", "away")[number % 3]
    run_at = NOW if target == "away" else moment(number)
    return {"key": f"lane{number}", "target": target, "urgency": number % 2, "run_at": run_at}


def deadline(number: int) -> Values:
    return {
        "key": f"k{number}",
        "due_at": moment(number),
        "kind": "x",
        "escalation_id": "E0",
        "subject": 0,
    }


def on_board(number: int) -> Values:
    """Return an issue that has not changed for long."""
    texts = {"title": "x", "body": "{}", "status": "Done", "labels": "[]", "links": "[]"}
    fixed = {"key": f"PAY-{number}", "project": "PAY", "ref": None, "version": 1}
    return texts | fixed | {"updated_at": later(number - PARKED)}


CLAIM = {"now": NOW, "lease": later(9), "at_most": LIMIT, "nonce": "n"} | TARGETS
QUERIES: dict[str, tuple[sa.Executable, Values]] = {
    "claim lanes": (lanes.claim(2), CLAIM),
    "next lane": (lanes.next_due(2), TARGETS),
    "claim deadlines": (deadlines.CLAIM, {"now": NOW, "at_most": LIMIT}),
    "next deadline": (deadlines.NEXT, {}),
    "prolong leases": (lanes.EXTEND, {"tokens": ["n:1"], "lease": later(9)}),
    "open escalations": (escalations.OPEN, {"at_most": LIMIT}),
    "what somebody awaits": (escalations.AWAITED, {"person": "U1", "at_most": LIMIT}),
    "what somebody took": (escalations.TAKEN, {"person": "U1", "at_most": LIMIT}),
    "what calls for some teams": (escalations.CALLING, {"teams": ["x", "y"], "at_most": LIMIT}),
    "changes on a board": (
        issues.CHANGED,
        {"project": "PAY", "at": later(-LIMIT), "after": 0, "at_most": LIMIT},
    ),
    "histories": (escalations.NEXT, {"after": PARKED // 2, "at_most": LIMIT}),
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_cost_does_not_grow_with_what_is_parked(connection: sa.Connection, name: str) -> None:
    sql, parameters = as_sent(connection, *QUERIES[name])
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
        assert [row.detail for row in plan if FULL_SCAN.match(row.detail)] == []
    else:
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}"
        answer = connection.exec_driver_sql(explain, parameters).scalar_one()
        assert rows_read(answer[0]["Plan"]) < MOST_ROWS


FULL_SCAN = re.compile(rf"SCAN ({'|'.join(metadata.tables)})\b(?!.* USING )")


def as_sent(connection: sa.Connection, statement: sa.Executable, values: Values) -> tuple[str, Any]:
    """Return what is sent to the database when STATEMENT is executed, and undo that."""
    sent: list[tuple[str, Any]] = []

    def note(_1: object, _2: object, sql: str, parameters: object, _3: object, _4: bool) -> None:
        sent.append((sql, parameters))

    sa.event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, values)
    sa.event.remove(connection, "before_cursor_execute", note)
    connection.rollback()
    return sent[0]


def rows_read(node: dict[str, Any]) -> float:
    """Return how many rows of tables and indexes a plan has touched."""
    touched = 0.0
    if "Relation Name" in node and node["Node Type"] != "ModifyTable":
        removed = node.get("Rows Removed by Filter", 0)
        touched = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return touched + sum(rows_read(child) for child in node.get("Plans", []))
