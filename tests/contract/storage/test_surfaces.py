from dataclasses import replace

from csopsbot.app.ports import Database, Surface, Work
from tests.contract.storage.given import open_one

CARD = Surface("E1", "team", "C2", "2.0", "seen")


async def test_a_card_is_found_by_its_message(database: Database) -> None:
    await database.run(open_one)
    await database.run(lambda work: work.surfaces.put(CARD))
    assert await database.read(lambda work: work.surfaces.at("C2", "2.0")) == CARD
    assert await database.read(lambda work: work.surfaces.at("C2", "2.1")) is None


async def test_a_card_that_was_posted_anew_stands_at_its_new_place_alone(
    database: Database,
) -> None:
    moved = Surface("E1", "team", "C3", "3.0", "other")

    def unit(work: Work) -> None:
        open_one(work)
        work.surfaces.put(CARD)
        work.surfaces.put(moved)

    await database.run(unit)
    assert await database.read(lambda work: work.surfaces.at("C2", "2.0")) is None
    assert await database.read(lambda work: work.surfaces.of("E1")) == {"team": moved}


async def test_cards_are_listed_by_name_for_their_escalation_alone(database: Database) -> None:
    support = Surface("E1", "support", "C1", "1.0", "seen")
    foreign = Surface("E2", "support", "C1", "1.2", "seen")

    def unit(work: Work) -> None:
        open_one(work, "E1")
        open_one(work, "E2")
        for surface in (CARD, support, foreign):
            work.surfaces.put(surface)

    await database.run(unit)
    found = await database.read(lambda work: work.surfaces.of("E1"))
    assert found == {"team": CARD, "support": support}


async def test_the_cards_of_one_name_are_found_for_many_escalations(database: Database) -> None:
    cards = [Surface(f"E{n}", name, "C1", f"{n}.0", "") for n in (1, 2, 3) for name in ("a", "b")]

    def unit(work: Work) -> None:
        for id in ("E1", "E2", "E3", "E4"):
            open_one(work, id)
        for card in cards:
            work.surfaces.put(replace(card, channel=f"C{card.name}"))

    await database.run(unit)
    found = await database.read(lambda work: work.surfaces.named("a", ["E1", "E3", "E4"]))
    assert {id: card.ts for id, card in found.items()} == {"E1": "1.0", "E3": "3.0"}
    assert await database.read(lambda work: work.surfaces.named("a", [])) == {}


async def test_a_message_is_found_as_the_event_it_became(database: Database) -> None:
    def unit(work: Work) -> None:
        open_one(work)
        work.messages.put("C1", "1.1", "E1", 3)

    await database.run(unit)
    assert await database.read(lambda work: work.messages.find("C1", "1.1")) == ("E1", 3)
    assert await database.read(lambda work: work.messages.find("C2", "1.1")) is None
