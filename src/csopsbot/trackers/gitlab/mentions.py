"""Files that texts refer to: that is how a file hangs on an issue in GitLab, whoever put it there.

https://docs.gitlab.com/security/user_file_uploads/
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from csopsbot.domain.document import Link, Paragraph
from csopsbot.domain.issue import Attachment, TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.filename import as_filename

_REFERENCE = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:\\.|[^\]\\\n]){0,600})\]"
    r"\((?:/-/project/(?P<project>[0-9]{1,18}))?"
    r"/uploads/(?P<secret>[0-9a-f]{32})/(?P<file>[^()\s\"'<>/]{1,255})(?:\s[^)\n]{0,80})?\)"
)
_ADDRESS = re.compile(
    r"/-/project/(?P<project>[0-9]{1,18})/uploads/(?P<secret>[0-9a-f]{32})/(?P<file>[^/?#]+)"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text on an issue, WHERE it stands, and whose it is."""

    where: str
    text: str
    author: TrackerUser
    at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as GitLab keeps it."""

    project: int
    secret: str
    file: str

    @property
    def path(self) -> str:
        """Return where it is below the project's uploads."""
        return f"{self.secret}/{quote(self.file, safe='')}"

    def link(self, name: str) -> str:
        """Return the Markdown that shows it as NAME, in the form that survives a move."""
        return f"[{markdown.label(name)}](/uploads/{self.path})"


def attached(texts: Iterable[Text], base: str, project: int) -> tuple[Attachment, ...]:
    """Return the files that TEXTS on an issue of PROJECT refer to, each by its first mention.

    A file has a new address where its issue was moved to, so it goes by the text it stands in.
    """
    seen: set[Upload] = set()
    names: Counter[str] = Counter()
    found: list[Attachment] = []
    for text in texts:
        for one in _REFERENCE.finditer(text.text):
            upload = _upload(one, project)
            if upload is None or upload in seen:
                continue
            seen.add(upload)
            known_by = f"{text.where}/{upload.file}"
            names[known_by] += 1
            again = f"+{names[known_by]}" if names[known_by] > 1 else ""
            url = f"{base}/-/project/{upload.project}/uploads/{upload.path}"
            name = _name(one, upload.file)
            found.append(Attachment(f"{known_by}{again}", name, url, text.author, text.at))
    return tuple(found)


def upload_at(url: str, base: str) -> Upload | None:
    """Return the file at URL, if it is one of those below BASE."""
    found = _ADDRESS.fullmatch(url.removeprefix(base)) if url.startswith(f"{base}/") else None
    return _upload(found) if found else None


def _upload(found: re.Match[str], project: int = 0) -> Upload | None:
    """Return the file that is named there, unless its name leads elsewhere."""
    file = unquote(found["file"])
    if not file.strip(".") or set(file) & set("/\\\0"):
        return None
    return Upload(int(found["project"] or project), found["secret"], file)


def _name(found: re.Match[str], file: str) -> str:
    """Return what people call the file: its link's text, if that ends as the file does."""
    blocks = markdown.read(f"[{found['text']}](https://gitlab.test/)").blocks
    content = blocks[0].content if blocks and isinstance(blocks[0], Paragraph) else ()
    link = next((one for one in content if isinstance(one, Link)), None)
    text = link.text if link and not found["image"] else ""
    stem, _, kind = text.rpartition(".")
    same = kind.casefold() == file.rpartition(".")[2].casefold()
    return as_filename(text if stem.strip() and same else file)
