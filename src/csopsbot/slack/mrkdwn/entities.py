"""What stands in angle brackets in Slack's text: links, mentions, channels, groups, dates."""

from collections.abc import Callable

from csopsbot.domain.document import Inline, Link, Mention, Text
from csopsbot.slack.mrkdwn.addresses import is_linkable

NameOf = Callable[[str], str]


def unescape(text: str) -> str:
    """Return TEXT as the person typed it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_entity(content: str, name_of: NameOf) -> Inline | None:
    """Return what CONTENT, found in angle brackets, stands for; None where it shows nothing."""
    target, _, label = content.partition("|")
    label = unescape(label)
    if target.startswith("@"):
        name = name_of(target[1:]) or label or target[1:]
        return Mention(name.removeprefix("@")) if name else None
    if target.startswith("#"):
        return _text("#" + (label or target[1:]))
    if target.startswith("!"):
        return _text(_special(target[1:], label))
    return _link(unescape(target), label)


def _special(target: str, label: str) -> str:
    """Return the words of a group, a broadcast or a date; as words they alert nobody."""
    if target.startswith("date^"):
        return label
    return "@" + (label or target.partition("^")[0]).removeprefix("@")


def _link(url: str, label: str) -> Inline | None:
    if is_linkable(url):
        return Link(url, "" if label == url else label)
    return _text(label or url)


def _text(text: str) -> Text | None:
    return Text(text) if text else None
