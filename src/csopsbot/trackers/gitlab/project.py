"""What a project of GitLab's is called by: its whole path, or its id; and what ends a label's name."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"[0-9]{1,18}|[A-Za-z0-9_][\w.-]*(?:/[A-Za-z0-9_][\w.-]*)+", re.ASCII),
    "the project's path with its groups, such as acme/shop, or its number in quotes",
    labels_end=",",
)
