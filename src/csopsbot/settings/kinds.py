"""The kinds of value a setting may have, each with what an operator is told to expect of it."""

import base64
import json
import re
from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import PydanticCustomError

_PEM = re.compile(
    r"-----BEGIN (?P<kind>(?:[A-Z]+ )?PRIVATE KEY)-----\s*\n.+\n-----END (?P=kind)-----", re.DOTALL
)
DATABASES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")


def _expected(what: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "{what}", {"what": what})


def _stripped(value: object) -> object:
    """Cut white space around a pasted value, such as the line end of a file."""
    return value.strip() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _json(value: object) -> object:
    """Read what is more than one value; the environment holds nothing but text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise _expected('JSON such as {"name": "value"}') from None


def _web_address(value: str) -> str:
    if not _is_web_address(value) or re.search(r"\s", value):
        raise _expected("an address that begins with http:// or https://")
    return value


def _base(value: str, pages: tuple[str, ...]) -> str:
    """Return VALUE, which is no address of one of the PAGES below what is asked for."""
    path = f"{urlsplit(value).path}/"
    if page := next((one for one in pages if f"{one}/" in path), None):
        raise _expected(f"the base address alone, without {page} and what follows it")
    return value


def base_of(*pages: str) -> AfterValidator:
    """Return what refuses an address that was copied with one of PAGES at its end."""
    return AfterValidator(partial(_base, pages=pages))


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _folder(value: str) -> str:
    return value if value.endswith("/") else f"{value}/"


def _signing_token(value: SecretStr) -> SecretStr:
    prefix, _, key = value.get_secret_value().partition("_")
    try:
        held = base64.b64decode(key, validate=True)
    except ValueError:
        held = b""
    if prefix != "whsec" or not held:
        raise _expected("whsec_ and a key in Base64 behind it")
    return value


def _private_key(value: SecretStr) -> SecretStr:
    if not _PEM.fullmatch(value.get_secret_value()):
        lines = "-----BEGIN ... PRIVATE KEY----- to -----END ... PRIVATE KEY-----"
        raise _expected(f"a private key in PEM, with its lines from {lines}")
    return value


def _database(value: SecretStr) -> SecretStr:
    scheme, separator, _ = value.get_secret_value().partition("://")
    if not separator or scheme not in DATABASES:
        example = "sqlite:///csopsbot.sqlite3 or postgresql://user:password@host/name"
        raise _expected(f"an address such as {example}")
    return value


AsJson = BeforeValidator(_json)
AnyCase = BeforeValidator(_lower)
Secret = Annotated[SecretStr, BeforeValidator(_stripped)]
SigningToken = Annotated[Secret, AfterValidator(_signing_token)]
PrivateKey = Annotated[Secret, AfterValidator(_private_key)]
DatabaseAddress = Annotated[Secret, AfterValidator(_database)]
Address = Annotated[str, BeforeValidator(_stripped), AfterValidator(_web_address)]
FolderAddress = Annotated[Address, AfterValidator(_folder)]
