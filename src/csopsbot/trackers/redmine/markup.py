"""The two ways in which Redmine can be set up to read text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.document import Doc
from csopsbot.trackers import markdown, textile

Formatting = Literal["textile", "markdown"]


@dataclass(frozen=True, slots=True)
class Markup:
    """How text is written for Redmine, and how it is read."""

    write: Callable[[Doc], str]
    read: Callable[[str], Doc]


MARKUPS: Mapping[Formatting, Markup] = {
    "textile": Markup(textile.write, textile.read),
    "markdown": Markup(markdown.write, markdown.read),
}
