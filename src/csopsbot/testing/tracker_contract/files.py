"""Promises about files: that each goes over once, whole, and under a harmless name."""

import unicodedata

import pytest

from csopsbot.app.failures import Invalid, NotFound, Unanswered, Unsupported
from csopsbot.app.tracker import File, Tracker
from csopsbot.domain.changes import Attached, changes
from csopsbot.domain.issue import Attachment, Issue
from csopsbot.testing.tracker_contract.rig import Rig, read

CONTENT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\r\n--boundary--\r\n"
LOG = File("log 1.txt", "text/plain", CONTENT)
NAMES = {
    "folders": "../../etc/passwd",
    "drive": "C:\\Users\\dana\\log.txt",
    "header": 'a"; filename="b\r\nX-Evil: 1\r\n\r\n.txt',
    "page": "<img src=x onerror=alert(1)>.html",
    "direction": "invoice\u202egpj.exe",
    "nothing": "",
    "dots": "..",
    "long": "x" * 500 + ".txt",
    "control": "a\0b\x1bc\ud800.txt",
    "markup": "![x](javascript:alert(1)) |h1. {code}.txt",
}


class FilePromises:
    """A tracker takes files, gives them back, and tells of those that people add."""

    async def test_a_file_is_seen_on_its_issue_as_ours(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        made = await tracker.attach(issue.ref, LOG)
        (seen,) = (await read(tracker, issue)).attachments
        assert seen.id == made.id
        assert _is_of(seen, LOG)
        assert seen.author.is_self

    async def test_our_own_file_is_no_news(self, tracker: Tracker, issue: Issue) -> None:
        _needs_files(tracker)
        was = await read(tracker, issue)
        await tracker.attach(issue.ref, LOG)
        assert changes(was, await read(tracker, issue)) == ()

    async def test_what_is_downloaded_is_what_was_attached(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        await tracker.attach(issue.ref, LOG)
        (seen,) = (await read(tracker, issue)).attachments
        assert await tracker.download(seen) == CONTENT

    async def test_a_file_whose_answer_was_lost_is_there_once_for_who_looks_before_trying_again(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.attach(issue.ref, LOG)
        if not any(_is_of(one, LOG) for one in (await read(tracker, issue)).attachments):
            await tracker.attach(issue.ref, LOG)
        (seen,) = (await read(tracker, issue)).attachments
        assert await tracker.download(seen) == CONTENT

    async def test_two_files_of_one_name_are_two(self, tracker: Tracker, issue: Issue) -> None:
        _needs_files(tracker)
        other = File(LOG.name, LOG.media_type, b"something else")
        for file in (LOG, other):
            await tracker.attach(issue.ref, file)
        found = (await read(tracker, issue)).attachments
        assert [await tracker.download(one) for one in found] == [CONTENT, other.content]

    async def test_a_file_that_is_too_large_is_refused_and_nothing_is_stored(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        large = File("large.bin", "", bytes(tracker.capabilities.max_file + 1))
        with pytest.raises(Invalid):
            await tracker.attach(issue.ref, large)
        assert (await read(tracker, issue)).attachments == ()

    @pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
    async def test_a_hostile_name_becomes_harmless(
        self, tracker: Tracker, issue: Issue, name: str
    ) -> None:
        _needs_files(tracker)
        made = await tracker.attach(issue.ref, File(name, "text/plain", CONTENT))
        (seen,) = (await read(tracker, issue)).attachments
        assert made.name == seen.name
        assert _is_harmless(seen.name)
        assert await tracker.download(seen) == CONTENT

    @pytest.mark.parametrize("name", ["a b (1).txt", "漢字 é.tar.gz"])
    async def test_a_harmless_name_stays_as_it_is(
        self, tracker: Tracker, issue: Issue, name: str
    ) -> None:
        _needs_files(tracker)
        await tracker.attach(issue.ref, File(name, "text/plain", CONTENT))
        (seen,) = (await read(tracker, issue)).attachments
        assert seen.name == name

    @pytest.mark.parametrize("media_type", ["", "text/html", "a\r\nX-Evil: 1", "é/漢", "x" * 500])
    async def test_whatever_it_is_called_a_file_is_taken(
        self, tracker: Tracker, issue: Issue, media_type: str
    ) -> None:
        _needs_files(tracker)
        await tracker.attach(issue.ref, File("log.txt", media_type, CONTENT))
        assert len((await read(tracker, issue)).attachments) == 1

    async def test_a_persons_file_is_news_and_can_be_downloaded(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        await rig.attach(issue.ref.id, "trace.log", CONTENT)
        found = changes(issue, await read(tracker, issue))
        (file,) = [one.attachment for one in found if isinstance(one, Attached)]
        assert file.name == "trace.log"
        assert not file.author.is_self
        assert await tracker.download(file) == CONTENT

    async def test_a_deleted_issue_takes_no_file(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_files(tracker)
        await rig.delete(issue.ref.id)
        with pytest.raises(NotFound):
            await tracker.attach(issue.ref, LOG)

    async def test_where_there_are_no_files_we_are_told_so(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        if tracker.capabilities.max_file:
            pytest.skip("here files are taken")
        with pytest.raises(Unsupported):
            await tracker.attach(issue.ref, LOG)


def _needs_files(tracker: Tracker) -> None:
    if not tracker.capabilities.max_file:
        pytest.skip("here no files are taken")


def _is_of(seen: Attachment, file: File) -> bool:
    """Return whether SEEN is FILE by its name and by its size, which not every tracker tells."""
    return seen.name == file.name and seen.size in (0, len(file.content))


def _is_harmless(name: str) -> bool:
    kinds = {unicodedata.category(char) for char in name}
    return 0 < len(name) <= 255 and not kinds & {"Cc", "Cf", "Cs"} and not set(name) & set('/\\"<>')
