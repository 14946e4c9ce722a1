"""`csopsbot outbox`."""

import asyncio
from collections.abc import Iterator
from typing import Annotated

import typer

from csopsbot.app.failures import Failure
from csopsbot.app.ports import BlockedLane, DeadLetter, Work
from csopsbot.bootstrap.clock import now
from csopsbot.settings import load
from csopsbot.storage.database import open_database

MOST = 200


class NoSuchLetter(Failure):
    """No dead letter has this number."""

    def __init__(self, numbers: list[int]) -> None:
        several = len(numbers) > 1
        named = ", ".join(map(str, numbers))
        super().__init__(
            f"No dead letter has the number{'s' if several else ''} {named}; nothing is sent again. "
            "csopsbot outbox lists those there are."
        )


def command(
    retry: Annotated[
        list[int] | None, typer.Option(help="Send the dead letter of this number again.")
    ] = None,
    retry_all: Annotated[
        bool, typer.Option("--retry-all", help="Send all dead letters again.")
    ] = False,
) -> None:
    """Show what could not be delivered, and send it again.

    Mend the cause first. A lane that stands still then goes on by itself; a dead letter waits for
    you.
    """
    asyncio.run(_command(retry or [], retry_all=retry_all))


async def _command(retry: list[int], *, retry_all: bool) -> None:
    database = open_database(load().database_url.get_secret_value())
    try:
        if retry or retry_all:
            print(await database.run(lambda work: _revive(work, retry, retry_all=retry_all)))
        for line in await database.read(lambda work: list(_lines(work))):
            print(line)
    finally:
        await database.close()


def _revive(work: Work, wanted: list[int], *, retry_all: bool) -> str:
    if retry_all:
        count = work.outbox.revive([letter.id for letter in work.outbox.dead(MOST)], now())
        return f"Dead letters to be sent again: {count}."
    letters = dict.fromkeys(wanted)
    unknown = [number for number in letters if not work.outbox.revive([number], now())]
    if unknown:
        raise NoSuchLetter(unknown)  # which undoes what was begun
    return f"Dead letters to be sent again: {len(letters)}."


def _lines(work: Work) -> Iterator[str]:
    standing, dead = work.outbox.blocked(MOST), work.outbox.dead(MOST)
    if not standing and not dead:
        yield "Nothing stands still, and nothing was given up."
    yield from (_standing(lane) for lane in standing)
    yield from (_dead(letter) for letter in dead)
    if dead:
        yield "Send again with: csopsbot outbox --retry NUMBER, or --retry-all"


def _standing(lane: BlockedLane) -> str:
    return f"stands still  {lane.target}  {lane.lane}: {lane.reason}"


def _dead(letter: DeadLetter) -> str:
    order = letter.order
    when = letter.dead_at.isoformat(timespec="seconds")
    return f"dead letter {letter.id}  {when}  {order.lane}  {order.effect.op}: {letter.reason}"
