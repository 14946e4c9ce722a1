"""The list on the left: channels, the app, and people, with what is new there."""

from dataclasses import dataclass, field

from csopsbot.sandbox.face.lines import Portrait, portrait
from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.reading import Reading, Unread
from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.world.conversations import Conversation

NOTHING = Unread()


@dataclass(frozen=True, slots=True)
class Row:
    """One place to go to."""

    title: str
    url: str
    unread: Unread = NOTHING
    is_current: bool = False
    kind: str = "channel"
    portrait: Portrait | None = None


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Everything that is listed."""

    channels: tuple[Row, ...]
    others: tuple[Row, ...]
    app: Row
    people: tuple[Row, ...]
    unread: int = field(default=0)


def sidebar(reader: Reader, reading: Reading, place: Place) -> Sidebar:
    """Return the list for someone who looks at PLACE."""
    world = reader.world
    direct = _direct(reader)
    bot = world.people[world.app.bot_user_id]
    current = f"home:{bot.id}" if place.is_home else place.conversation
    public = [c for c in world.conversations.values() if c.kind == "channel" and not c.is_archived]
    channels = tuple(
        _row(reader, reading, one, current, place.beside)
        for one in world.conversations.values()
        if one.kind in ("channel", "group") and reader.is_in(one) and not one.is_archived
    )
    people = tuple(
        _person(reader, reading, user.id, direct.get(user.id), current, place.beside)
        for user in world.people.values()
        if not user.deleted and user.id != bot.id
    )
    app = _person(reader, reading, bot.id, direct.get(bot.id), current, place.beside)
    groups = tuple(
        _row(reader, reading, one, current, place.beside)
        for one in world.conversations.values()
        if one.kind == "mpim" and reader.is_in(one)
    )
    others = tuple(
        _row(reader, reading, c, current, place.beside) for c in public if not reader.is_in(c)
    )
    new = sum(row.unread.messages for row in (*channels, *groups, *people, app))
    return Sidebar(channels, others, app, (*groups, *people), new)


def _row(
    reader: Reader, reading: Reading, conversation: Conversation, current: str, beside: str
) -> Row:
    inside = reader.is_in(conversation)
    return Row(
        title=reader.title_of(conversation),
        url=f"{reader.path}/{conversation.id}{beside}",
        unread=reading.unread(reader.user.id, conversation) if inside else NOTHING,
        is_current=conversation.id == current,
        kind=conversation.kind,
    )


def _person(
    reader: Reader,
    reading: Reading,
    user_id: str,
    direct: Conversation | None,
    current: str,
    beside: str,
) -> Row:
    unread = reading.unread(reader.user.id, direct) if direct is not None else NOTHING
    name, is_reader = reader.name_of(user_id), user_id == reader.user.id
    return Row(
        title=say("side.you", reader.language, name=name) if is_reader else name,
        url=f"{reader.path}/with/{user_id}{beside}",
        unread=unread,
        is_current=current == f"home:{user_id}" or (direct is not None and direct.id == current),
        kind="im",
        portrait=portrait(reader, user_id),
    )


def _direct(reader: Reader) -> dict[str, Conversation]:
    """Return the reader's direct conversations by who is at the other end."""
    found: dict[str, Conversation] = {}
    for one in reader.world.conversations.values():
        if one.kind == "im" and reader.is_in(one):
            others = [member for member in one.members if member != reader.user.id]
            found[others[0] if others else reader.user.id] = one
    return found
