"""Lines that a server takes for commands, wherever somebody wrote them.

https://docs.gitlab.com/user/project/quick_actions/
"""

import re

_COMMAND = re.compile(r"^/(?P<name>[a-z_]+)(?: (?P<rest>.*))?$")
_KNOWN = frozenset(
    ("assign", "clone", "close", "confidential", "duplicate", "label", "move", "reopen", "title")
)


def parted(text: str) -> tuple[str, list[str]]:
    """Return TEXT without its commands, and their names; what stands in code is none."""
    kept: list[str] = []
    commands: list[str] = []
    in_code = False
    for line in text.split("\n"):
        in_code ^= line.startswith("```")
        found = _COMMAND.match(line.strip())
        if found and found["name"] in _KNOWN and not in_code:
            commands.append(found["name"])
        else:
            kept.append(line)
    return "\n".join(kept), commands
