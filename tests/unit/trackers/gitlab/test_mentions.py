"""Files that texts refer to, however they do, and what only looks like it."""

from datetime import UTC, datetime

import pytest

from csopsbot.domain.issue import Attachment, TrackerUser
from csopsbot.trackers.gitlab.mentions import Text, Upload, attached, upload_at

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADA = TrackerUser("1", "Ada")
SECRET = "66dbcd21ec5d24ed6ea225176098d52b"
BASE = "https://gitlab.acme.test"


def found(*texts: str) -> tuple[Attachment, ...]:
    each = [Text(f"{number}", one, ADA, NOON) for number, one in enumerate(texts)]
    return attached(each, BASE, 70)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"[log 1.txt](/uploads/{SECRET}/log_1.txt)", "log 1.txt"),
        (f"See ![dk](/uploads/{SECRET}/dk.png){{width=100}}.", "dk.png"),
        (f"[the log](/uploads/{SECRET}/log_1.txt)", "log_1.txt"),
        (f"[a \\] b.txt](/uploads/{SECRET}/a_b.txt)", "a ] b.txt"),
        (f'[a.txt](/-/project/70/uploads/{SECRET}/a.txt "title")', "a.txt"),
        (f"[1. a.txt](/uploads/{SECRET}/1._a.txt)", "1. a.txt"),
        (f"[<b>.txt](/uploads/{SECRET}/_b_.txt)", "_b_.txt"),
    ],
)
def test_a_file_goes_by_what_people_call_it_if_that_is_harmless(text: str, name: str) -> None:
    (file,) = found(text)
    assert file.name == name
    assert file.url.startswith(f"{BASE}/-/project/70/uploads/{SECRET}/")


@pytest.mark.parametrize(
    "text",
    [
        f"/uploads/{SECRET}/a.txt",
        f"[a](https://evil.test/uploads/{SECRET}/a.txt)",
        "[a](/uploads/short/a.txt)",
        f"[a](/uploads/{SECRET}/../../a.txt)",
        f"[a](/uploads/{SECRET}/)",
        f"[a](/uploads/{SECRET}/..)",
        f"[a](/uploads/{SECRET}/%2e%2e%2f%2e%2e)",
    ],
)
def test_what_refers_to_no_file_is_none(text: str) -> None:
    assert found(text) == ()


def test_a_file_that_is_mentioned_again_is_one_and_its_first_authors() -> None:
    link = f"[a.txt](/uploads/{SECRET}/a.txt)"
    assert [one.id for one in found("Hello", link, f"As {link} shows")] == ["1/a.txt"]


def test_two_files_of_one_name_in_one_text_are_two() -> None:
    other = SECRET[::-1]
    text = f"[a.txt](/uploads/{SECRET}/a.txt) [a.txt](/uploads/{other}/a.txt)"
    assert [one.id for one in found(text)] == ["0/a.txt", "0/a.txt+2"]


def test_a_file_is_found_again_at_its_own_address() -> None:
    upload = Upload(70, SECRET, "a b_é.txt")
    (file,) = found(upload.link("a b.txt"))
    assert upload_at(file.url, BASE) == upload


@pytest.mark.parametrize(
    "url",
    [
        f"https://evil.test/-/project/70/uploads/{SECRET}/a.txt",
        f"{BASE}.evil.test/-/project/70/uploads/{SECRET}/a.txt",
        f"{BASE}/-/project/70/uploads/{SECRET}/../../a.txt",
        f"{BASE}/-/project/70/uploads/{SECRET}/..",
        f"{BASE}/-/project/70/uploads/{SECRET}/%2e%2e%2fa.txt",
        f"{BASE}/api/v4/user",
    ],
)
def test_an_address_elsewhere_is_no_file_here(url: str) -> None:
    assert upload_at(url, BASE) is None
