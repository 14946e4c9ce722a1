"""People, groups, channels and everybody, called by name."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import tag
from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.render.wording import word_for


def user(user_id: str, sight: Sight, label: str = "") -> Markup:
    """Return the mention of a person, marked where it is the reader."""
    name = sight.user_names.get(user_id) or label or user_id
    is_self = " bk-mention-self" if user_id == sight.reader else ""
    return _called(name, f"bk-mention{is_self}", data_user_id=user_id)


def group(group_id: str, sight: Sight, label: str = "") -> Markup:
    """Return the mention of a user group."""
    name = sight.group_names.get(group_id) or label or group_id
    return _called(name, "bk-mention", data_group_id=group_id)


def broadcast(reach: str, label: str = "") -> Markup:
    """Return the mention of everybody here, in the channel or at all."""
    return _called(label or reach, "bk-mention bk-mention-self", data_broadcast=reach)


def channel(channel_id: str, sight: Sight, label: str = "") -> Markup:
    """Return a channel by name, to be opened; one the reader does not know stays closed."""
    name = sight.channel_names.get(channel_id)
    if name is None:
        closed = label or word_for("private", sight)
        return tag("span", f"#{closed}", class_="bk-mention")
    shown = f"#{name.removeprefix('#')}"
    return tag("button", shown, type="button", class_="bk-channel", data_channel_id=channel_id)


def _called(name: str, class_: str, **attributes: str) -> Markup:
    return tag("span", f"@{name.removeprefix('@')}", class_=class_, **attributes)
