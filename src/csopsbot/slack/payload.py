"""Reading what Slack sent: every step of the way may be missing, or of another shape."""

from collections.abc import Mapping

Payload = Mapping[str, object]

_NOTHING: Payload = {}


class Malformed(Exception):
    """Slack would not send this; asking again would not mend it."""


def at(tree: object, *path: str) -> object:
    """Return what stands at PATH, None where the path ends earlier."""
    for step in path:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(step)
    return tree


def text(tree: object, *path: str) -> str:
    """Return the string at PATH, empty where there is none."""
    found = at(tree, *path)
    return found if isinstance(found, str) else ""


def flag(tree: object, *path: str) -> bool:
    """Return whether true itself stands at PATH."""
    return at(tree, *path) is True


def branch(tree: object, *path: str) -> Payload:
    """Return the object at PATH, an empty one where there is none."""
    found = at(tree, *path)
    return found if isinstance(found, Mapping) else _NOTHING


def items(tree: object, *path: str) -> list[Payload]:
    """Return the objects of the list at PATH."""
    found = at(tree, *path)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def strings(tree: object, *path: str) -> list[str]:
    """Return the strings of the list at PATH."""
    found = at(tree, *path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def required(tree: object, *path: str) -> str:
    """Return the string at PATH; raises `Malformed` where there is none."""
    if found := text(tree, *path):
        return found
    raise Malformed(f"{'.'.join(path)} is missing")


def user_id(payload: Payload) -> str:
    """Return who sent it, empty for what nobody sent."""
    return text(payload, "user", "id") or text(payload, "user_id") or text(payload, "event", "user")


def channel_id(payload: Payload) -> str:
    """Return where it was sent, empty for what comes from no channel."""
    container = text(payload, "container", "channel_id")
    return text(payload, "channel", "id") or text(payload, "channel_id") or container
