"""Where a server is reached that listens at an address: here, and from elsewhere."""

import ipaddress
import socket
from types import MappingProxyType
from urllib.parse import urlsplit

EVERYWHERE = MappingProxyType({"0.0.0.0": "127.0.0.1", "::": "::1"})  # noqa: S104 -- compared, never bound
"""The addresses that stand for all of a machine's, and where each is reached on the machine."""

OUTSIDE = MappingProxyType({"0.0.0.0": "192.0.2.1", "::": "2001:db8::1"})  # noqa: S104 -- likewise
"""Addresses that are kept for examples, for each way out of a machine; nothing is sent there."""


def reached_at(host: str, port: int) -> str:
    """Return the address at which this machine reaches what listens on HOST."""
    return _url(EVERYWHERE.get(host, host), port)


def reached_from_elsewhere(host: str, port: int) -> str:
    """Return the address to hand to others where HOST stands for all of a machine's, else none."""
    if host not in OUTSIDE:
        return ""
    here = _leaving_by(OUTSIDE[host])
    return _url(here, port) if here else f"http://<this machine's address>:{port}"


def leads_here(url: str) -> bool:
    """Tell whether an address leads to this machine alone."""
    return is_loopback(urlsplit(url).hostname or "")


def is_loopback(host: str) -> bool:
    """Tell whether HOST is this machine alone, by a number or by its usual name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _leaving_by(outside: str) -> str:
    """Return which of its addresses this machine would go OUTSIDE by; empty if it knows no way."""
    family = socket.AF_INET6 if ":" in outside else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((outside, 9))  # of UDP, so that nothing is sent
        except OSError:
            return ""
        here: str = probe.getsockname()[0]
        return here
