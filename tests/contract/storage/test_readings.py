import json
from dataclasses import replace

from csopsbot.app.ports import Database, Work
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, Status, TrackerUser
from csopsbot.domain.people import Person
from csopsbot.storage import bodies
from tests.contract.storage.given import NOW, later

DEV = TrackerUser("712020:x", "Dev", is_self=False)
ISSUE = Issue(
    ref=IssueRef("jira", "10001", "OPS-1", "https://jira.test/browse/OPS-1"),
    title="Cannot pay",
    status=Status("In Arbeit", Category.IN_PROGRESS),
    assignee=DEV,
    updated_at=NOW,
    labels=frozenset({"csopsbot", "esc-1"}),
    comments=(IssueComment("1", DEV, plain("Found it.\nFixing."), NOW, NOW, op="k1"),),
)
ANN = Person("U1", "Ann", language="es", is_guest=True)


async def test_an_issue_is_read_as_it_was_last(database: Database) -> None:
    renamed = replace(ISSUE, title="Cannot pay by card", assignee=None)
    await database.run(lambda work: work.issues.put(ISSUE, NOW))
    await database.run(lambda work: work.issues.put(renamed, later(5)))
    assert await database.read(lambda work: work.issues.get("jira", "10001")) == renamed
    assert await database.read(lambda work: work.issues.get("local", "10001")) is None


def test_an_issue_kept_before_there_were_forms_is_of_the_first() -> None:
    kept = json.loads(bodies.write(bodies.ISSUE, ISSUE))
    for later_field in ("priority", "versions", "attachments", "form"):
        del kept[later_field]
    assert bodies.read(bodies.ISSUE, json.dumps(kept)) == replace(ISSUE, form=1)


async def test_an_issue_is_known_by_its_id_and_by_the_key_it_has_now(database: Database) -> None:
    moved = replace(ISSUE, ref=replace(ISSUE.ref, key="PAY-9"))
    await database.run(lambda work: work.issues.put(ISSUE, NOW))
    await database.run(lambda work: work.issues.put(moved, NOW))
    names = ("10001", "PAY-9", "OPS-1", "10002")
    known = await database.read(lambda work: [work.issues.known("jira", one) for one in names])
    assert known == ["10001", "10001", None, None]
    assert await database.read(lambda work: work.issues.known("local", "PAY-9")) is None


async def test_an_issue_that_moved_is_kept_at_its_new_place_alone_with_what_it_shows(
    database: Database,
) -> None:
    moved = replace(ISSUE, ref=replace(ISSUE.ref, id="20002"))

    def move(work: Work) -> None:
        work.issues.put(ISSUE, NOW)
        work.issues.show("jira", "10001", "two wait")
        work.issues.put(moved, NOW)
        work.issues.move("jira", "10001", "20002")

    await database.run(move)
    assert await database.read(lambda work: work.issues.get("jira", "10001")) is None
    assert await database.read(lambda work: work.issues.get("jira", "20002")) == moved
    assert await database.read(lambda work: work.issues.shown("jira", "20002")) == "two wait"


async def test_a_person_is_known_if_read_lately(database: Database) -> None:
    await database.run(lambda work: work.people.put(ANN, NOW))
    assert await database.read(lambda work: work.people.get("U1", later(-1))) == ANN
    assert await database.read(lambda work: work.people.get("U1", NOW)) is None
    assert await database.read(lambda work: work.people.get("U2", later(-1))) is None


async def test_a_person_read_again_is_as_read_last(database: Database) -> None:
    await database.run(lambda work: work.people.put(ANN, NOW))
    await database.run(lambda work: work.people.put(replace(ANN, is_active=False), later(5)))
    found = await database.read(lambda work: work.people.get("U1", later(1)))
    assert found == replace(ANN, is_active=False)
