"""Sending files to GitLab, and getting them back.

https://docs.gitlab.com/api/project_markdown_uploads/
"""

import re

import httpx

from csopsbot.app.failures import Invalid, Unavailable
from csopsbot.app.tracker import File
from csopsbot.domain.issue import Attachment
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.gitlab.mentions import Upload, upload_at
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.shapes import UploadShape
from csopsbot.trackers.gitlab.verdict import VENDOR
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

LARGEST_FILE = 25_000_000

_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+-]{0,60}")
_UNNAMED = "application/octet-stream"
_NOT_KEPT = re.compile(r"[^\w.+-]")
_URL = re.compile(r"/uploads/([0-9a-f]{32})/([^/]+)")


class Uploads:
    """The files of projects; what nobody refers to is nowhere to be seen."""

    def __init__(self, http: Http, base: str) -> None:
        self._http = http
        self._base = base

    async def send(self, place: Place, file: File) -> tuple[Upload, str]:
        """Keep FILE in the project; returns where, and under which name people shall see it."""
        if len(file.content) > LARGEST_FILE:
            why = f"{len(file.content)} bytes are more than {LARGEST_FILE}"
            raise Invalid(f"the file is too large: {why}", fields={"file": "too large"})
        name = as_filename(file.name)
        body, media_type = _form(_NOT_KEPT.sub("_", name), file)
        path = f"v4/projects/{place.project}/uploads"
        # Nobody sees it until a comment shows it, so that sending it twice does no harm.
        request = Request(
            "POST", path, body=body, headers={"Content-Type": media_type}, changes=False
        )
        shape = await self._http.ask(UploadShape, request)
        found = _URL.fullmatch(shape.url)
        if found is None:
            raise Unavailable(f"{VENDOR} does not say where it keeps the file")
        return Upload(place.project, found[1], found[2]), name

    async def get(self, attachment: Attachment) -> bytes:
        """Return the content of ATTACHMENT; raises `Invalid` for what is elsewhere or too large."""
        upload = upload_at(attachment.url, self._base)
        if upload is None:
            raise Invalid(f"{attachment.name} is no file in this {VENDOR}")
        path = f"v4/projects/{upload.project}/uploads/{upload.path}"
        content = (await self._http.tell(Request("GET", path, headers={"Accept": "*/*"}))).body
        if len(content) > LARGEST_FILE:
            raise Invalid(f"{attachment.name} is larger than {LARGEST_FILE} bytes")
        return content


def _form(name: str, file: File) -> tuple[bytes, str]:
    """Return the body of the form that holds FILE, and its media type."""
    media_type = file.media_type if _MEDIA_TYPE.fullmatch(file.media_type) else _UNNAMED
    parts = {"file": (name, file.content, media_type)}
    form = httpx.Request("POST", "https://form.invalid", files=parts)
    return form.read(), form.headers["Content-Type"]
