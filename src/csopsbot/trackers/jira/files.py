"""Files on issues, up and down; what we are sent elsewhere for is fetched as nobody."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from csopsbot.app.failures import Blocked, Invalid
from csopsbot.app.tracker import File
from csopsbot.domain.issue import Attachment
from csopsbot.trackers.filename import as_filename
from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.outcome import ELSEWHERE, Answer, Call
from csopsbot.trackers.jira.queries import place
from csopsbot.trackers.jira.shapes import AttachmentShape
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker

MAX_FILE = 25_000_000

_MOST_TURNS = 3
_ANYTHING = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[a-z]{1,40}/[a-z0-9.+-]{1,100}", re.IGNORECASE)


class Files:
    """Files on the issues of a SITE."""

    def __init__(self, site: Site, speaker: Speaker, access: JiraAccess) -> None:
        self._site = site
        self._speaker = speaker
        self._access = access

    async def attach(self, issue_id: str, file: File) -> Attachment:
        """Add FILE to an issue; raises `Invalid` for one that is too large."""
        if len(file.content) > MAX_FILE:
            raise Invalid(f"{as_filename(file.name)} is larger than {MAX_FILE} bytes")
        known = _MEDIA_TYPE.fullmatch(file.media_type)
        sent = File(as_filename(file.name), known[0] if known else _ANYTHING, file.content)
        reader = await self._speaker.reader()
        call = Call("POST", place("issue", issue_id, "attachments"), file=sent)
        made = (await self._site.ask(list[AttachmentShape], call))[-1:]
        shape = made[0] if made else AttachmentShape(id="", filename=sent.name)
        attachment = reader.attachment(shape)
        return replace(attachment, author=replace(attachment.author, is_self=True))

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of ATTACHMENT; raises `Invalid` for one that is too large."""
        if attachment.size > MAX_FILE:
            raise Invalid(f"{attachment.name} is larger than {MAX_FILE} bytes")
        dialect = await self._site.dialect()
        call = replace(dialect.content(attachment), largest=MAX_FILE)
        here, answer = self._access.base, await self._site.tell(call)
        for _ in range(_MOST_TURNS):
            if answer.status not in ELSEWHERE:
                return answer.body
            here = self._next(here, answer)
            there = Call("GET", "the file", root="elsewhere", elsewhere=here, largest=MAX_FILE)
            answer = await self._site.tell(there)
        raise Blocked("Jira leads from one place to the next for the file, and to no end")

    def _next(self, here: str, answer: Answer) -> str:
        """Return where the content is; Jira itself would lead us to its page to sign in."""
        there = urljoin(here, answer.headers.get("location", ""))
        ours, theirs = urlsplit(self._access.base), urlsplit(there)
        if theirs.netloc == ours.netloc:
            raise Blocked("Jira wants our account to sign in before it gives the file")
        if theirs.scheme != ours.scheme and theirs.scheme != "https":
            raise Blocked("Jira leads to an address for the file that is not safe")
        return there
