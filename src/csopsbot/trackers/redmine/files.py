"""Files: sent in two steps, and fetched from nowhere but our own Redmine."""

import re

from csopsbot.app.failures import Blocked, Forbidden, Invalid
from csopsbot.app.tracker import File
from csopsbot.domain.issue import Attachment, IssueRef
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine.queries import place
from csopsbot.trackers.redmine.shapes import OneUploadShape, UploadShape
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.verdict import VENDOR

_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}", re.ASCII)


class Files:
    """Files of up to LARGEST bytes, which is for Redmine's administrators to say."""

    def __init__(self, site: Site, largest: int) -> None:
        self._site = site
        self._largest = largest

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Send the file, put it on the issue, and see that it is there."""
        self._fits(len(file.content))
        uploaded = await self._upload(file)
        wanted = {"token": uploaded.token, "content_type": _media_type(file)}
        await self._site.put(ref.id, {"issue": {"uploads": [wanted]}})
        here = await self._site.queries.issue(ref.id, "attachments")
        found = next((one for one in here.attachments if one.id == uploaded.id), None)
        if found is None:
            raise Forbidden(f"{VENDOR} left our file out: the role needs the right to edit issues")
        return (await self._site.reader()).attachment(found)

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content, from below our own address: our key is shown to no other."""
        self._fits(attachment.size)
        path = place("attachments", "download", attachment.id).removesuffix(".json")
        try:
            answer = await self._site.http.tell(Request("GET", path))
        except Blocked:
            await self._site.queries.prove()
            raise
        if answer.redirected:
            # To whom it does not know it shows the page to sign in, and says that all is well.
            await self._site.queries.prove()
            raise Forbidden(f"{VENDOR} does not let us download {attachment.name}")
        self._fits(len(answer.body))
        return answer.body

    async def _upload(self, file: File) -> UploadShape:
        request = Request(
            "POST",
            place("uploads"),
            {"filename": as_filename(file.name)},
            body=file.content,
        )
        return (await self._site.http.ask(OneUploadShape, request)).upload

    def _fits(self, size: int) -> None:
        if size > self._largest:
            why = f"{size} bytes are more than the {self._largest} that {VENDOR} takes"
            raise Invalid(why, fields={"file": why})


def _media_type(file: File) -> str:
    """Return what kind of file it is; Redmine tells by the name where that is left empty."""
    return file.media_type if _MEDIA_TYPE.fullmatch(file.media_type) else ""
