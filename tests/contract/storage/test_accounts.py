from csopsbot.app.ports import Database
from tests.contract.storage.given import NOW, later


async def test_an_account_is_remembered_per_tracker_and_person(database: Database) -> None:
    await database.run(lambda work: work.accounts.put("jira", "U1", "712020:x", NOW))
    await database.run(lambda work: work.accounts.put("github", "U1", "99", NOW))
    await database.run(lambda work: work.accounts.put("jira", "U2", "", NOW))
    found = await database.read(lambda work: work.accounts.of("jira", ["U1", "U2", "U3"]))
    assert found == {"U1": "712020:x", "U2": ""}


async def test_the_last_word_counts(database: Database) -> None:
    await database.run(lambda work: work.accounts.put("jira", "U1", "", NOW))
    await database.run(lambda work: work.accounts.put("jira", "U1", "712020:x", later(5)))
    assert await database.read(lambda work: work.accounts.of("jira", ["U1"])) == {"U1": "712020:x"}
