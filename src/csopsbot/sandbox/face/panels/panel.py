"""What a panel is: something beside the conversation that is drawn anew whenever it changes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.words import Text
from csopsbot.sandbox.jsontypes import Json


@dataclass(frozen=True, slots=True)
class Asked:
    """What a window wants of the page and its panel: to see what has FIND in it, in this LANGUAGE.

    WHO looks is an id or a name, as it stands in the address; nobody on the page of choice.
    """

    find: str = ""
    language: str = "en"
    who: str = ""


Version = Callable[[Sandbox], Awaitable[object]]
Body = Callable[[Sandbox, Asked], Awaitable[Markup]]
Detail = Callable[[Sandbox, str, Asked], Awaitable[Markup]]
Act = Callable[[Sandbox, Json], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel by NAME, which is its address: it is drawn again when VERSION returns something new.

    A form with `data-panel-act="move"` in its body posts its fields to the act called so. What an
    act raises as a `SlackError` is shown to whoever pressed it. A `details` with an id and
    `data-detail="7"` is filled with DETAIL of "7" when it is opened, and stays open. A panel that
    GREETS is shown to whoever comes in.
    """

    name: str
    title: Text
    version: Version
    body: Body
    acts: Mapping[str, Act] = field(default_factory=dict)
    detail: Detail | None = None
    greets: bool = False
