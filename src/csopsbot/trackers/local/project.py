"""What a board may be called."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}"),
    "a letter, then up to 31 letters, digits, _ and -, such as PAY",
)
