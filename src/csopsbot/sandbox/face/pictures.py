"""How files are shown, and how their bytes are handed out."""

from dataclasses import dataclass
from typing import Literal

from starlette.responses import Response

from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.world.files import File

PICTURES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
TEXTS = frozenset(
    {"cfg", "csv", "json", "log", "md", "py", "sh", "sql", "toml", "txt", "xml", "yaml", "yml"}
)
PREVIEW_LINES = 8
PREVIEW_BYTES = 4_000
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as a message shows it."""

    title: str
    size: str
    url: str
    kind: Literal["picture", "text", "other"]
    excerpt: str = ""


def preview(reader: Reader, file: File) -> Preview:
    """Return how a file is shown: a picture as itself, a text by its first lines."""
    url = f"{reader.path}/files/{file.id}/{file.filename}"
    title, size = file.title or file.filename, sized(file.length, reader.language)
    ending = extension(file)
    if ending in PICTURES:
        return Preview(title, size, url, "picture")
    if ending in TEXTS:
        return Preview(title, size, url, "text", excerpt(file.content or b""))
    return Preview(title, size, url, "other")


def excerpt(content: bytes) -> str:
    """Return the first lines of a text."""
    lines = content[:PREVIEW_BYTES].decode(errors="replace").splitlines()
    shown = "\n".join(lines[:PREVIEW_LINES])
    return f"{shown}\n…" if len(lines) > PREVIEW_LINES or len(content) > PREVIEW_BYTES else shown


def sized(length: int, language: str) -> str:
    """Return how large a file is, in words."""
    if length < 1000:
        return say("file.bytes", language, count=length)
    return f"{length / 1000:.0f} kB" if length < 1_000_000 else f"{length / 1_000_000:.1f} MB"


def extension(file: File) -> str:
    """Return the ending of a file's name, which is all that is known of its kind."""
    return file.filename.rpartition(".")[2].lower()


def handed_out(file: File) -> Response:
    """Return a file's bytes, as what a browser may show if it is a picture, else to be saved."""
    kind = PICTURES.get(extension(file))
    if kind is not None:
        return Response(file.content, media_type=kind, headers=LOCKED)
    headers = LOCKED | {"Content-Disposition": "attachment"}
    return Response(file.content, media_type="application/octet-stream", headers=headers)
