"""What a project of GitHub's is called by: the repository's owner and name."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(
    re.compile(r"(?!\.{1,2}/)[A-Za-z0-9_.-]{1,100}/(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}"),
    "owner and name of the repository, such as acme/shop",
)
