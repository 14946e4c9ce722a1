"""The panels every sandbox has; a program that runs one can give it more."""

from csopsbot.sandbox.face.panels.director import director
from csopsbot.sandbox.face.panels.panel import Panel
from csopsbot.sandbox.face.panels.wire import wire

PANELS: tuple[Panel, ...] = (director(), wire())
