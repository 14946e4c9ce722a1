"""Opening the page in whoever ran the demo's browser, where that is what they would expect."""

import sys
import webbrowser

from csopsbot.settings import environment

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def show(url: str, *, wanted: bool) -> None:
    """Open URL in a desktop's browser; nothing happens where nobody sits before one."""
    if wanted and _somebody_is_there() and _has_desktop():
        webbrowser.open(url)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and not environment.variable("CI")


def _has_desktop() -> bool:
    """Tell whether windows can be opened; a browser within the terminal is none."""
    return sys.platform in ("darwin", "win32") or any(map(environment.variable, DISPLAYS))
