"""Files: put into Linear's storage first, then linked from the issue.

https://linear.app/developers/how-to-upload-a-file-to-linear
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from csopsbot.app.failures import Blocked, Invalid
from csopsbot.app.tracker import File
from csopsbot.domain.issue import Attachment, IssueRef
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.http import Credentials, Http, Patience, token_header
from csopsbot.trackers.linear import documents, translate
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.shapes import AttachmentDoneShape, AttachmentShape, DoneShape, Shape
from csopsbot.trackers.linear.verdict import VENDOR
from csopsbot.trackers.outcome import Answer, Request

LARGEST = 25_000_000
"""What we carry at most, in bytes; Linear publishes no limit of its own."""

_KEPT_FOR_EVER = "public, max-age=31536000"


class _HeaderShape(Shape):
    key: str
    value: str


class _UploadShape(Shape):
    asset_url: str
    upload_url: str
    headers: tuple[_HeaderShape, ...] = ()


class _UploadDoneShape(DoneShape):
    upload_file: _UploadShape | None = None


class Files:
    """Carries files; our key is shown to Linear's own storage alone."""

    def __init__(
        self,
        graph: Graph,
        access: LinearAccess,
        clock: Callable[[], datetime],
        patience: Patience | None,
    ) -> None:
        self._graph = graph
        self._access = access
        self._clock = clock
        self._patience = patience

    async def attach(self, ref: IssueRef, file: File) -> AttachmentShape:
        """Put the file into storage, and a link to it on the issue."""
        _fits(len(file.content))
        name = as_filename(file.name)
        kept = await self._upload(file, name)
        wanted = translate.file_input(ref, file, name, kept)
        done = await self._graph.ask(AttachmentDoneShape, documents.CREATE_ATTACHMENT, input=wanted)
        return done.attachment

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content; raises `Invalid` for what is not in Linear's storage."""
        if not self._access.keeps(attachment.url):
            raise Invalid(f"{attachment.name} is not in {VENDOR}'s storage")
        _fits(attachment.size)
        credentials = token_header("Authorization", self._access.authorization)
        answer = await self._exchange("GET", attachment.url, credentials)
        _fits(len(answer.body))
        return answer.body

    async def _upload(self, file: File, name: str) -> str:
        """Return where the file is kept now."""
        kind = translate.media_type(file)
        done = await self._graph.ask(
            _UploadDoneShape,
            documents.UPLOAD_FILE,
            contentType=kind,
            filename=name,
            size=len(file.content),
        )
        place = done.upload_file
        if place is None or not self._is_safe(place.upload_url):
            raise Blocked(f"{VENDOR} named no place to put a file")
        headers = {"Content-Type": kind, "Cache-Control": _KEPT_FOR_EVER}
        headers |= {one.key: one.value for one in place.headers}
        await self._exchange("PUT", place.upload_url, _nobody, file.content, headers)
        return place.asset_url

    def _is_safe(self, url: str) -> bool:
        """Return whether nobody else can read what we send to URL."""
        return url.startswith(("https://", f"{self._access.url.rstrip('/')}/"))

    async def _exchange(
        self,
        method: str,
        url: str,
        credentials: Credentials,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        parts = urlsplit(url)
        # The signature in a query is a secret: no failure tells the parameters.
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        request = Request(method, parts.path.lstrip("/"), asked, content, headers or {})
        base = f"{parts.scheme}://{parts.netloc}"
        http = Http(VENDOR, base, credentials, clock=self._clock, patience=self._patience)
        try:
            return await http.tell(request)
        finally:
            await http.close()


async def _nobody() -> Mapping[str, str]:
    """Return the headers of a request that its address alone lets in."""
    return {}


def _fits(size: int) -> None:
    if size > LARGEST:
        why = f"{size} bytes are more than the {LARGEST} that we carry"
        raise Invalid(why, fields={"file": why})
