"""The least a database can be asked to keep: transactions of one row, straight over the driver."""

import asyncio
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg

from csopsbot.storage.address import file_of, parse

CONNECTIONS = 6
"""As many as the bot has."""

_INSERT = "INSERT INTO inbox (source, key, at) VALUES ('bench', {}, 0)"


async def bare_commits(url: str, number: int, connections: int = CONNECTIONS) -> float:
    """Return how many a second are committed; a file takes them one after another."""
    keys = [secrets.token_hex(8) for _ in range(number)]
    began = time.perf_counter()
    if path := file_of(parse(url)):
        _one_after_another(str(path), keys)
    else:
        await _at_once(url, keys, connections)
    return number / (time.perf_counter() - began)


def _one_after_another(path: str, keys: list[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        for key in keys:
            connection.execute(_INSERT.format("?"), (key,))


async def _at_once(url: str, keys: list[str], connections: int) -> None:
    waiting = iter(keys)
    await asyncio.gather(*(_insert(url, waiting) for _ in range(connections)))


async def _insert(url: str, keys: Iterator[str]) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for key in keys:
            await connection.execute(_INSERT.format("%s"), (key,))


def bare_rows(url: str, number: int) -> float:
    """Return the seconds that it takes to insert so many rows and commit them once."""
    rows = [(secrets.token_hex(8),) for _ in range(number)]
    began = time.perf_counter()
    if path := file_of(parse(url)):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.executemany(_INSERT.format("?"), rows)
    else:
        with psycopg.connect(url) as server:
            server.cursor().executemany(_INSERT.format("%s"), rows)
            server.commit()
    return time.perf_counter() - began
