"""What a project of Redmine's is called by: its identifier, or its id."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"[a-z0-9][a-z0-9_-]{0,99}"),
    "the project's identifier in small letters, such as payments, as the address of its page ends",
)
