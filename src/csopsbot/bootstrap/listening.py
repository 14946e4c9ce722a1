"""The sockets we answer at: bound before anything else is done, so that a mistake is told at once."""

import errno
import socket
from collections.abc import Iterator
from typing import Any

BACKLOG = 2048
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class CannotListen(Exception):
    """We cannot be reached where the settings say; the message says what to change."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Return a listening socket for each address that HOST stands for; raises `CannotListen`."""
    listeners: list[socket.socket] = []
    try:
        for family, address in _addresses(host, port):
            listeners += _bound(family, address)
    except OSError as error:
        for listener in listeners:
            listener.close()
        raise CannotListen(_advice(error, host, port)) from None
    if not listeners:
        raise CannotListen(_not_ours(host))
    return listeners


def _addresses(host: str, port: int) -> Iterator[tuple[int, Any]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    yield from dict.fromkeys((family, address) for family, _, _, _, address in found)


def _bound(family: int, address: Any) -> Iterator[socket.socket]:
    """Yield the socket of an address, or nothing where this machine has no such address.

    It is for TCP by name: asyncio leaves Nagle's algorithm on for any other, and every answer
    would take 40 ms. It listens at once, because until then another may be bound to the same port.
    """
    listener = None
    try:
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        if listener is not None:
            listener.close()
        if error.errno not in _NOT_HERE:
            raise
    else:
        yield listener


def _advice(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return _not_ours(host)
    if error.errno == errno.EADDRINUSE:
        return (
            f"CSOPSBOT_PORT {port} is in use on {host}. End what listens there, or set another one."
        )
    reason = (error.strerror or str(error)).lower()
    return f"CSOPSBOT_PORT {port} of {host} cannot be listened on: {reason}. Set another one."


def _not_ours(host: str) -> str:
    return f"CSOPSBOT_HOST {host} is no address of this machine. Set one that is."
