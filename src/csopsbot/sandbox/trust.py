"""The certificate authorities the sandbox's own HTTP clients trust."""

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """Return them, read once in a process: reading takes as long as a dozen requests."""
    return httpx.create_ssl_context()
