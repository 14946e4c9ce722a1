"""Whole pages and the parts of them that change by themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from csopsbot.sandbox.face import bodies
from csopsbot.sandbox.face.drawings import listed, thread
from csopsbot.sandbox.face.lines import Portrait, portrait
from csopsbot.sandbox.face.panels.panel import Asked
from csopsbot.sandbox.face.place import Place, beside
from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.refusals import at_field
from csopsbot.sandbox.face.render import Sight
from csopsbot.sandbox.face.render.catalogue import catalogue
from csopsbot.sandbox.face.shared import Shared, people
from csopsbot.sandbox.face.sidebar import Sidebar, sidebar
from csopsbot.sandbox.face.suggestions import emoji_choice, suggestions
from csopsbot.sandbox.face.templates import drawn
from csopsbot.sandbox.face.words import LANGUAGES, for_scripts
from csopsbot.sandbox.world.conversations import Conversation


@dataclass(frozen=True, slots=True)
class Somebody:
    """Someone a window can be, as the switch lists them."""

    id: str
    name: str
    title: str
    portrait: Portrait
    url: str
    is_reader: bool


async def page(shared: Shared, reader: Reader, place: Place) -> Markup:
    """Return the page of a window."""
    conversation = reader.world.conversations.get(place.conversation)
    since = shared.sandbox.feed.latest
    centre = _channel(shared, reader, conversation) if conversation else _home(reader)
    if conversation is not None:
        shared.reading.mark(reader.user.id, conversation)
    known = sidebar(reader, shared.reading, place)
    panel = shared.panels.get(place.panel)
    return drawn(
        "page.html",
        reader.language,
        **side(reader, known, place, connected=await shared.presence.is_connected()),
        **centre,
        since=since,
        run=shared.run,
        place=place,
        ahead=shared.sandbox.clock.offset,
        thread=thread_pane(reader, conversation, place.thread) if conversation else "",
        modal=modal(reader),
        panels=tuple(shared.panels.values()),
        panel=panel,
        panel_body=await panel.body(shared.sandbox, place.asked) if panel else "",
        suggestions=suggestions(reader),
        emoji=emoji_choice(),
        words=for_scripts(reader.language),
        languages=LANGUAGES,
    )


def aside(reader: Reader, known: Sidebar, place: Place, *, connected: bool) -> Markup:
    """Return the list on the left."""
    shown = side(reader, known, place, connected=connected)
    return drawn("sidebar.html", reader.language, **shown)


def side(reader: Reader, known: Sidebar, place: Place, *, connected: bool) -> dict[str, object]:
    """Return what the list on the left is drawn from."""
    return {
        "sidebar": known,
        "connected": connected,
        "team": reader.world.team.name,
        "path": reader.path,
        "reader": somebody(reader, reader.user.id),
        "people": tuple(somebody(reader, one.id, place.beside) for one in people(reader.world)),
        "beside": place.beside,
        "app": reader.world.app,
    }


def somebody(reader: Reader, user_id: str, ending: str = "") -> Somebody:
    """Return one person for the switch, whose address has this ENDING."""
    user = reader.world.people[user_id]
    return Somebody(
        id=user_id,
        name=reader.name_of(user_id),
        title=user.title,
        portrait=portrait(reader, user_id),
        url=f"/app/{user_id}{ending}",
        is_reader=user_id == reader.user.id,
    )


async def choice(shared: Shared, readers: list[Reader], asked: Asked) -> Markup:
    """Return the page that asks who one wants to be, with the greeting if there is one."""
    world, panel = shared.sandbox.world, shared.greeting
    ending = beside(panel.name if panel else "")
    return drawn(
        "choice.html",
        asked.language,
        team=world.team.name,
        people=tuple(somebody(one, one.user.id, ending) for one in readers),
        app=world.app,
        greeting=await panel.body(shared.sandbox, asked) if panel else "",
        greeting_title=panel.title(asked.language) if panel else "",
        languages=LANGUAGES,
    )


def examples(shared: Shared, language: str) -> Markup:
    """Return the page of what the app can send."""
    world, make = shared.sandbox.world, shared.catalogue
    now = datetime.fromtimestamp(world.now(), UTC)
    sight = Sight(now, locale=language)
    return drawn(
        "catalogue.html",
        language,
        app=world.app,
        body=catalogue(make(now), sight) if make else "",
        ahead=shared.sandbox.clock.offset,
        languages=LANGUAGES,
    )


def trouble(text: str, language: str) -> Markup:
    """Return the page that says what is not there."""
    return drawn("trouble.html", language, text=text)


def earlier(reader: Reader, conversation: Conversation, before: str) -> Markup:
    """Return the lines before one."""
    lines, more = listed(reader, conversation, before=before)
    return drawn("earlier.html", reader.language, lines=lines, more=more)


def thread_pane(reader: Reader, conversation: Conversation, ts: str) -> Markup:
    """Return a thread, nothing if none is asked for."""
    if not ts:
        return Markup()
    return drawn(
        "thread.html",
        reader.language,
        lines=thread(reader, conversation, ts),
        path=reader.path,
        ts=ts,
        conversation=conversation,
        title=reader.title_of(conversation),
        may_write=reader.is_in(conversation) and not conversation.is_archived,
    )


def modal(reader: Reader) -> Markup:
    """Return the topmost modal, nothing if none is open."""
    opened = reader.world.views.of(reader.user.id)
    if not opened:
        return Markup()
    view = opened[-1].json()
    errors = {block: at_field(each, reader.language) for block, each in opened[-1].errors.items()}
    same = [each for each in opened if each.body["root_view_id"] == view["root_view_id"]]
    return drawn(
        "modal.html",
        reader.language,
        view=view,
        depth=len(same),
        body=bodies.view(view, reader.sight, errors),
        app=reader.world.app,
    )


def home(reader: Reader) -> Markup:
    """Return the app's Home tab, or what the app says of itself if it has none."""
    view = reader.world.views.homes.get(reader.user.id)
    shown = view.json() if view else None
    body = bodies.view(shown, reader.sight, {}) if shown else ""
    return drawn("home.html", reader.language, view=shown, body=body, app=reader.world.app)


def _channel(shared: Shared, reader: Reader, conversation: Conversation) -> dict[str, object]:
    lines, more = listed(reader, conversation)
    return {
        "conversation": conversation,
        "title": reader.title_of(conversation),
        "lines": lines,
        "more": more,
        "unread_after": shared.reading.until(reader.user.id, conversation),
        "is_member": reader.is_in(conversation),
        "members": tuple(map(reader.name_of, conversation.members)),
        "is_app": _is_with_app(reader, conversation),
        "home": "",
    }


def _home(reader: Reader) -> dict[str, object]:
    return {
        "conversation": None,
        "title": reader.name_of(reader.world.app.bot_user_id),
        "lines": (),
        "more": False,
        "unread_after": "",
        "is_member": True,
        "members": (),
        "is_app": True,
        "home": home(reader),
    }


def _is_with_app(reader: Reader, conversation: Conversation) -> bool:
    return conversation.kind == "im" and reader.world.app.bot_user_id in conversation.members
