"""Messages as lines of a channel or a thread: everything around what was said."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from markupsafe import Markup

from csopsbot.sandbox.face.bodies import body
from csopsbot.sandbox.face.pictures import Preview, preview
from csopsbot.sandbox.face.reader import Reader, hue, initials
from csopsbot.sandbox.face.render.dates import date, written
from csopsbot.sandbox.face.render.emoji import emoji
from csopsbot.sandbox.face.typed import untyped
from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_broadcast, is_reply

TOOLLESS = frozenset({"aside", "gone", "whispered"})
ASIDES = frozenset({"channel_join", "group_join"})


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of somebody: letters on a colour."""

    letters: str
    hue: int
    is_app: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was said, for the reader's clock and calendar; CLOCK is as short as can be."""

    machine: str
    time: str
    clock: str
    whole: str
    day: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One emoji below a message: who reacted with it, and whether the reader did."""

    name: str
    emoji: Markup
    count: int
    who: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Replies:
    """The thread below a message, in short."""

    count: int
    portraits: tuple[Portrait, ...]
    latest: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One message as one reader sees it."""

    ts: str
    channel: str
    author: str
    name: str
    portrait: Portrait
    moment: Moment
    body: Markup
    chips: tuple[Chip, ...] = ()
    files: tuple[Preview, ...] = ()
    replies: Replies | None = None
    thread_ts: str = ""
    source: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def has_tools(self) -> bool:
        """Whether one can react to it, reply to it and so on."""
        return self.flags.isdisjoint(TOOLLESS)


def line(reader: Reader, conversation: Conversation, message: Json, *, in_thread: bool) -> Line:
    """Return a message as it stands in a channel or in a thread."""
    user_id = message["user"]
    name = message.get("username") or author_name(reader, message)
    return Line(
        ts=message["ts"],
        channel=conversation.id,
        author=user_id,
        name=name,
        portrait=portrait(reader, user_id, name),
        moment=moment(reader, message["ts"]),
        body=body(message, reader.sight, "r" if in_thread else "m"),
        chips=tuple(chip(reader, each) for each in message.get("reactions", ())),
        files=tuple(previews(reader, message)),
        replies=None if in_thread else replies(reader, message),
        thread_ts=message.get("thread_ts", ""),
        source=untyped(message["text"]) if user_id == reader.user.id else "",
        flags=frozenset(_flags(reader, message)),
    )


def author_name(reader: Reader, message: Json) -> str:
    """Return who said it; what is gone was said by nobody."""
    return "" if message.get("subtype") == "tombstone" else reader.name_of(message["user"])


def portrait(reader: Reader, user_id: str, name: str = "") -> Portrait:
    """Return somebody's picture."""
    is_app = user_id == reader.world.app.bot_user_id
    return Portrait(initials(name or reader.name_of(user_id)), hue(user_id), is_app)


def moment(reader: Reader, ts: str) -> Moment:
    """Return when a message was said."""
    at = datetime.fromtimestamp(float(ts), UTC)
    time = written(at, "{time}", reader.sight)
    return Moment(
        machine=at.isoformat(timespec="seconds"),
        time=time,
        clock=time.split()[0],
        whole=written(at, "{date_long} {time}", reader.sight),
        day=written(at, "{date_long}", reader.sight),
    )


def chip(reader: Reader, reaction: Json) -> Chip:
    """Return one emoji with those who reacted with it."""
    users: list[str] = reaction["users"]
    who = ", ".join(_called(reader, one) for one in users)
    mine = reader.user.id in users
    return Chip(reaction["name"], emoji(reaction["name"]), reaction["count"], who, mine)


def _called(reader: Reader, user_id: str) -> str:
    is_reader = user_id == reader.user.id
    return say("line.you", reader.language) if is_reader else reader.name_of(user_id)


def previews(reader: Reader, message: Json) -> list[Preview]:
    """Return the files of a message that are still there."""
    files = (reader.world.files.get(each["id"]) for each in message.get("files", ()))
    return [preview(reader, file) for file in files if file is not None]


def replies(reader: Reader, message: Json) -> Replies | None:
    """Return the thread of a message in short, if it has one."""
    if is_reply(message) or not message.get("reply_count"):
        return None
    portraits = tuple(portrait(reader, user_id) for user_id in message["reply_users"])
    stamp = message["latest_reply"].partition(".")[0]
    # It stands in mid-sentence, where dates.py would begin it with a capital.
    latest = date(stamp, "\u200b{date_pretty} {time}", "", "", reader.sight)
    return Replies(message["reply_count"], portraits, latest)


def _flags(reader: Reader, message: Json) -> list[str]:
    """Return what is particular about a message, by the names the page's styles know."""
    told = {
        "mine": message["user"] == reader.user.id,
        "app": message["user"] == reader.world.app.bot_user_id,
        "edited": "edited" in message,
        "whispered": bool(message.get("is_ephemeral")),
        "gone": message.get("subtype") == "tombstone",
        "aside": message.get("subtype") in ASIDES,
        "broadcast": is_broadcast(message),
        "outsider": "user_team" in message,
    }
    return [name for name, holds in told.items() if holds]
