"""Files: a place to upload to, the bytes, and where they were shared."""

from dataclasses import dataclass, field

from csopsbot.sandbox.jsontypes import Json


@dataclass(slots=True)
class File:
    """One file, from the request for an upload URL on."""

    id: str
    filename: str
    length: int
    user_id: str
    created: int
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    channels: list[str] = field(default_factory=list)


def file_json(file: File, base_url: str) -> Json:
    """Return a file as `files.info` does."""
    _, dot, extension = file.filename.rpartition(".")
    address = f"{base_url}/files/{file.id}/{file.filename}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.filename,
        "title": file.title or file.filename,
        "filetype": extension if dot else "binary",
        "user": file.user_id,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(file.channels),
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "channels": list(file.channels),
        "groups": [],
        "ims": [],
    }
