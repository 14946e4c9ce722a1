"""Texts in Markdown that bear our marks, for trackers with no better place to keep them."""

from csopsbot.domain.document import Doc, Link, Paragraph
from csopsbot.trackers import markdown

REF, OP = "ref", "op"
"""The kinds of marks: an issue's reference, a comment's operation."""


def marked(doc: Doc, kind: str, name: str, longest: int) -> str:
    """Return DOC with its mark in LONGEST characters, of which the mark is never cut."""
    mark = markdown.mark(kind, name)
    text = markdown.write_within(doc, longest - len(mark) - 2)
    return f"{text}\n\n{mark}" if text else mark


def is_marked(text: str) -> bool:
    """Return whether TEXT is that of an issue of ours."""
    return markdown.key_of(text, REF) is not None


def is_marked_with(ref: str, text: str) -> bool:
    """Return whether TEXT is that of the issue made with REF."""
    return markdown.key_of(text, REF) == ref


def linked(text: str, url: str, title: str, key: str) -> str:
    """Return an issue's TEXT with the link of KEY in a part of its own."""
    link = markdown.write(Doc((Paragraph((Link(url, title),)),)))
    return markdown.with_section(text, f"link:{key}", link)
