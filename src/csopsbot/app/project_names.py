"""How a tracker writes names, so that a wrong one is seen where it is written."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProjectNames:
    """Names are as PATTERN says; LIKE tells people what is expected, with an example.

    No label holds LABELS_END, a sign that tells one label from the next.
    """

    pattern: re.Pattern[str]
    like: str
    labels_end: str = ""

    def allow(self, name: str) -> bool:
        """Return whether a project may be called NAME."""
        return self.pattern.fullmatch(name) is not None
