"""Files that people put into the chat, read with the bot's token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.failures import Forbidden, NotFound, Refused, TooLarge, Unavailable
from csopsbot.domain.events import SharedFile
from csopsbot.slack.errors import from_api, from_connection
from csopsbot.slack.payload import branch, text

TRANSFER = aiohttp.ClientTimeout(total=120, sock_connect=5, sock_read=20)
"""A file takes longer than a call: as long as bytes keep coming."""

_PIECE = 65_536
_SLACK = (".slack.com", ".slack-gov.com")


@dataclass(frozen=True, slots=True)
class SlackFiles:
    """Files in Slack, read by CLIENT over SESSION."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    clock: Callable[[], datetime]

    async def fetch(self, file: SharedFile, most: int) -> bytes:
        """Return the content of FILE, of at most MOST bytes; raises a `Failure`."""
        try:
            answer = await self.client.files_info(file=file.id)
        except SlackApiError as error:
            raise from_api(error, "files.info", "", self.clock()) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise from_connection(error, "files.info") from error
        address = text(branch(answer.data, "file"), "url_private_download")
        if not self.is_slacks(address):
            raise Refused(f"{file.name} is not kept in Slack.")
        return await self._downloaded(address, file, most)

    def is_slacks(self, address: str) -> bool:
        """Return whether ADDRESS may be trusted: Slack's own, or that of the Web API."""
        there, here = urlsplit(address), urlsplit(self.client.base_url)
        if (there.scheme, there.netloc) == (here.scheme, here.netloc):
            return True
        return there.scheme == "https" and (there.hostname or "").endswith(_SLACK)

    async def _downloaded(self, address: str, file: SharedFile, most: int) -> bytes:
        headers = {"Authorization": f"Bearer {self.client.token}"}
        asked = self.session.get(address, headers=headers, allow_redirects=False, timeout=TRANSFER)
        try:
            async with asked as answer:
                _check(answer, file)
                content = await _read(answer, most)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"{file.name} could not be read from Slack") from error
        if content is None:
            raise TooLarge(f"{file.name} is larger than {most} bytes")
        return content


def _check(answer: aiohttp.ClientResponse, file: SharedFile) -> None:
    """Let nothing pass for the file but the file: Slack shows a page to whom it does not know."""
    is_page = answer.content_type == "text/html" and file.media_type != "text/html"
    if is_page or answer.status in (301, 302, 401, 403):
        raise Forbidden(f"Slack does not let us read {file.name}; grant the scope files:read")
    if answer.status in (404, 410):
        raise NotFound(f"{file.name} is no longer in Slack")
    if answer.status != 200:
        raise Unavailable(f"Slack answered {answer.status} instead of {file.name}")


async def _read(answer: aiohttp.ClientResponse, most: int) -> bytes | None:
    """Return the body, None if it is larger than MOST bytes."""
    content = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE):
        content += piece
        if len(content) > most:
            return None
    return bytes(content)
