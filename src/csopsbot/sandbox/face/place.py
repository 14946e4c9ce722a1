"""What a window shows: a conversation or the app's Home, perhaps a thread, perhaps a panel."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.requests import HTTPConnection

from csopsbot.sandbox.face.panels.panel import Asked
from csopsbot.sandbox.face.words import language_of

LANGUAGE = "language"
"""The cookie that keeps which language somebody chose."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window is, by ids; without a conversation it shows the app's Home."""

    conversation: str = ""
    thread: str = ""
    panel: str = ""
    asked: Asked = field(default_factory=Asked)

    @property
    def is_home(self) -> bool:
        """Whether the app's Home is shown."""
        return not self.conversation

    @property
    def beside(self) -> str:
        """What an address ends with so that the same panel is beside what it leads to."""
        return beside(self.panel)

    def stands_in(self, conversation: str) -> bool:
        """Tell whether a conversation is what this window shows."""
        return bool(conversation) and conversation == self.conversation


def beside(panel: str) -> str:
    """Return what an address ends with so that PANEL is shown, nothing for none."""
    return f"?{urlencode({'panel': panel})}" if panel else ""


def asked(connection: HTTPConnection) -> Asked:
    """Return what a window wants: in the language it is in, else the chosen, else the browser's first."""
    first = connection.headers.get("accept-language", "").partition(",")[0]
    chosen = connection.cookies.get(LANGUAGE, first)
    query, who = connection.query_params, connection.path_params.get("who", "")
    return Asked(query.get("find", "").strip(), language_of(query.get("lang", chosen)), who)
