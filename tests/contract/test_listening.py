"""The sockets that `serve` answers at."""

import socket
from collections.abc import Iterator

import pytest

from csopsbot.bootstrap.listening import CannotListen, listen


@pytest.fixture
def taken() -> Iterator[int]:
    """Yield a port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_is_named_with_what_to_do(taken: int) -> None:
    with pytest.raises(CannotListen, match=f"^CSOPSBOT_PORT {taken} is in use on 127.0.0.1. End"):
        listen("127.0.0.1", taken)


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_no_one_here_is_named(host: str, unused_tcp_port: int) -> None:
    with pytest.raises(CannotListen, match=f"^CSOPSBOT_HOST {host} is no address"):
        listen(host, unused_tcp_port)


def test_an_answer_need_not_wait_for_another_packet(unused_tcp_port: int) -> None:
    for listener in listen("127.0.0.1", unused_tcp_port):
        with listener:
            assert listener.proto == socket.IPPROTO_TCP


def test_a_name_is_listened_on_at_each_of_its_addresses(unused_tcp_port: int) -> None:
    listeners = listen("localhost", unused_tcp_port)
    with socket.create_connection(("localhost", unused_tcp_port)):
        pass
    for listener in listeners:
        listener.close()
