"""What a project is called by in Linear: the key of a team."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"[A-Za-z][A-Za-z0-9]{0,31}"),
    "the team's key, such as PAY, which its issues begin with",
)
