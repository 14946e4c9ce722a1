"""How the house uses GitLab."""

from dataclasses import dataclass, field

from csopsbot.trackers.gitlab.meanings import Meanings


@dataclass(frozen=True, slots=True)
class Ways:
    """What our issues and comments are like: LABEL is on every issue we make."""

    meanings: Meanings = field(default_factory=Meanings)
    label: str = "csopsbot"
    confidential: bool = False
    internal_notes: bool = True
