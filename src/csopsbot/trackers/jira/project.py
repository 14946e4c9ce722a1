"""What a project of Jira's is called by: its key, which issues begin with."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"[A-Z][A-Z0-9_]{0,254}"),
    "the project's key in capitals, such as PAY",
)
