"""Files from an issue, or from engineering's thread, brought into the thread of those they are for.

Slack takes a file in three steps, and only the last one shows it to anybody: what goes wrong before
that was surely not done. https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    Invalid,
    RateLimited,
    Refused,
    Unanswered,
    Unavailable,
    noted,
)
from csopsbot.domain.events import SharedFile
from csopsbot.domain.issue import Attachment
from csopsbot.slack.calls import Upload
from csopsbot.slack.errors import from_api, from_connection
from csopsbot.slack.files import TRANSFER, SlackFiles
from csopsbot.slack.payload import text

log = structlog.get_logger(__name__)

MOST = 20_000_000
"""Bytes; of a larger file, the thread has a line that leads to it."""

Download = Callable[[str, Attachment], Awaitable[bytes]]
"""Returns the content of a file on an issue of the tracker of that name; raises a `Failure`."""

_PLACE, _SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"
_CONNECTION = (aiohttp.ClientError, TimeoutError, OSError)


async def no_downloads(tracker: str, file: Attachment) -> bytes:  # noqa: ARG001 - a `Download`
    """Refuse: there is no way to the trackers' files."""
    raise Refused("There is no way to the trackers' files.")


@dataclass(frozen=True, slots=True)
class Bringing:
    """Brings files to Slack, which FILES knows the way to; DOWNLOAD has their content."""

    files: SlackFiles
    download: Download = no_downloads

    async def bring(self, upload: Upload) -> None:
        """Put the file into its thread; one that cannot be brought is left to the line about it.

        Raises a `Failure` where it may go better later.
        """
        try:
            await self._bring(upload)
        except AuthError:
            raise
        except (Refused, Blocked) as failure:
            log.warning("file_not_brought", channel=upload.channel, **noted(failure))

    async def _bring(self, upload: Upload) -> None:
        content = await self._content(upload)
        try:
            file_id = await self._put(upload, content)
        except Unanswered as failure:  # nobody sees a file before it is shared
            raise Unavailable(str(failure)) from failure
        shared = self.files.client.files_completeUploadExternal(
            files=[{"id": file_id, "title": upload.name}],
            channel_id=upload.channel,
            thread_ts=upload.thread,
        )
        await self._answer(shared, _SHARE, upload)

    async def _content(self, upload: Upload) -> bytes:
        try:
            content = await self._read(upload.file, upload.tracker)
        except RateLimited as failure:  # it is not Slack that asks for patience
            raise Unavailable(str(failure), retry_at=failure.retry_at) from failure
        except Unanswered as failure:  # reading changes nothing
            raise Unavailable(str(failure)) from failure
        if not 0 < len(content) <= MOST:
            raise Invalid(f"It has {len(content)} bytes, and at most {MOST} are brought over")
        return content

    async def _read(self, file: Attachment | SharedFile, tracker: str) -> bytes:
        if isinstance(file, SharedFile):
            return await self.files.fetch(file, MOST)
        return await self.download(tracker, file)

    async def _put(self, upload: Upload, content: bytes) -> str:
        """Give Slack the content, and return what the file goes by there."""
        asked = self.files.client.files_getUploadURLExternal(
            filename=upload.name, length=len(content)
        )
        place = await self._answer(asked, _PLACE, upload)
        address = text(place.data, "upload_url")
        if not self.files.is_slacks(address):
            raise Refused("Slack wants the file elsewhere than with itself")
        sent = self.files.session.post(
            address, data=content, allow_redirects=False, timeout=TRANSFER
        )
        try:
            async with sent as answer:
                if answer.status != 200:
                    raise Unavailable(f"Slack answered {answer.status} to the file")
        except _CONNECTION as error:
            raise from_connection(error, "the file") from error
        return text(place.data, "file_id")

    async def _answer(
        self, call: Awaitable[AsyncSlackResponse], method: str, upload: Upload
    ) -> AsyncSlackResponse:
        try:
            return await call
        except SlackApiError as error:
            failure: Failure = from_api(error, method, upload.channel, self.files.clock())
            raise failure from error
        except _CONNECTION as error:
            raise from_connection(error, method) from error
