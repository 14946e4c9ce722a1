"""The structure of an Atlassian document, checked as strictly as its editor builds it.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from collections.abc import Iterator
from typing import Any

_INLINE = {"text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard"}
_IN_QUOTE = {"paragraph", "orderedList", "bulletList", "codeBlock"}
_IN_PANEL = {"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "rule"}
_TOP = {"paragraph", "heading", "codeBlock", "blockquote", "bulletList", "orderedList", "panel"} | {
    "rule",
    "taskList",
    "table",
    "expand",
}
_CHILDREN: dict[str, set[str]] = {
    "doc": _TOP,
    "paragraph": _INLINE,
    "heading": _INLINE,
    "codeBlock": {"text"},
    "blockquote": _IN_QUOTE,
    "bulletList": {"listItem"},
    "orderedList": {"listItem"},
    "listItem": _IN_QUOTE,
    "panel": _IN_PANEL,
    "taskList": {"taskItem", "taskList"},
    "taskItem": _INLINE,
    "table": {"tableRow"},
    "tableRow": {"tableCell", "tableHeader"},
    "tableCell": _TOP,
    "tableHeader": _TOP,
    "expand": _TOP,
}
_NEVER_EMPTY = {"blockquote", "bulletList", "orderedList", "listItem", "panel", "taskList"}
_MARKS = {"strong", "em", "strike", "code", "link", "underline", "subsup", "textColor"}
_BESIDE_CODE = {"code", "link"}
_ATTRS = {"heading": "level", "mention": "id", "emoji": "shortName", "inlineCard": "url"}
_SHAPE = {"type", "content", "attrs", "marks", "text", "version"}


def complaints(body: object) -> list[str]:
    """Return what is wrong with BODY as a document; nothing when it is sound."""
    if not isinstance(body, dict):
        return ["not an object"]
    if body.get("type") != "doc" or body.get("version") != 1:
        return ["not a doc of version 1"]
    return list(_node(body, "doc"))


def _node(node: dict[str, Any], where: str) -> Iterator[str]:
    yield from (f"{where}: unknown property {name}" for name in node.keys() - _SHAPE)
    kind = str(node.get("type"))
    wanted = _ATTRS.get(kind)
    if wanted and wanted not in (node.get("attrs") or {}):
        yield f"{where}: {kind} without {wanted}"
    if kind == "heading" and (node.get("attrs") or {}).get("level") not in range(1, 7):
        yield f"{where}: no such heading level"
    if kind == "text":
        yield from _text(node, where)
    elif kind in _CHILDREN:
        yield from _inside(node, kind, where)


def _inside(node: dict[str, Any], kind: str, where: str) -> Iterator[str]:
    content = node.get("content", [])
    if not isinstance(content, list) or (kind in _NEVER_EMPTY and not content):
        yield f"{where}: {kind} without content"
        return
    for number, child in enumerate(content):
        place = f"{where}.{number}"
        if not isinstance(child, dict) or child.get("type") not in _CHILDREN[kind]:
            yield f"{place}: not allowed in {kind}"
        elif kind == "codeBlock" and child.get("marks"):
            yield f"{place}: marks in a code block"
        else:
            yield from _node(child, place)


def _text(node: dict[str, Any], where: str) -> Iterator[str]:
    text = node.get("text")
    if not isinstance(text, str) or not text:
        yield f"{where}: empty text"
    marks = [mark.get("type") for mark in node.get("marks", [])]
    yield from (f"{where}: unknown mark {mark}" for mark in marks if mark not in _MARKS)
    if "code" in marks and set(marks) - _BESIDE_CODE:
        yield f"{where}: code beside other marks"
    for mark in node.get("marks", []):
        if mark.get("type") == "link" and not (mark.get("attrs") or {}).get("href"):
            yield f"{where}: link without href"


def text_of(body: object) -> str:
    """Return the text of a document, as older calls and webhooks show it."""
    if not isinstance(body, dict):
        return ""
    own: str = body.get("text", "\n" if body.get("type") == "hardBreak" else "")
    end = "\n" if body.get("type") == "paragraph" else ""
    return own + "".join(text_of(child) for child in body.get("content", [])) + end


def words(text: str) -> dict[str, Any]:
    """Return TEXT as a document of one paragraph, as a person's editor would."""
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return {"type": "doc", "version": 1, "content": [paragraph]}
