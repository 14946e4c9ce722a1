"""One folder per issue tracker; each holds an adapter that fits `csopsbot.app.tracker`.

A new tracker is a new folder, whose `connect.py` builds it, whose `project.py` says what its projects
are called by, and one line in the registry here.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from typing import cast

from csopsbot.app.project_names import ProjectNames
from csopsbot.trackers.connection import Connect, Connection, Surroundings

__all__ = [
    "REGISTRY",
    "Connection",
    "Surroundings",
    "UnknownTracker",
    "connect",
    "loaded",
    "project_names",
]

REGISTRY: Mapping[str, str] = {
    "github": "csopsbot.trackers.github.connect",
    "gitlab": "csopsbot.trackers.gitlab.connect",
    "jira": "csopsbot.trackers.jira.connect",
    "linear": "csopsbot.trackers.linear.connect",
    "local": "csopsbot.trackers.local.connect",
    "redmine": "csopsbot.trackers.redmine.connect",
}


class UnknownTracker(LookupError):
    """There is no tracker of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no tracker called {name}. There are: {', '.join(REGISTRY)}.")


def loaded(name: str) -> Connect:
    """Import the tracker's folder, and with it its vendor's package; raises `UnknownTracker`."""
    if name not in REGISTRY:
        raise UnknownTracker(name)
    return cast("Connect", import_module(REGISTRY[name]).connect)


def project_names() -> dict[str, ProjectNames]:
    """Return how each tracker writes the names of projects; no vendor's package is imported."""
    modules = {name: f"{path.rpartition('.')[0]}.project" for name, path in REGISTRY.items()}
    return {
        name: cast("ProjectNames", import_module(module).PROJECT_NAMES)
        for name, module in modules.items()
    }


@asynccontextmanager
async def connect(
    surroundings: Surroundings, names: Collection[str]
) -> AsyncIterator[dict[str, Connection]]:
    """Connect to the trackers called NAMES, and let go of them when the block ends."""
    async with AsyncExitStack() as stack:
        found: dict[str, Connection] = {}
        for name in sorted(set(names)):
            found[name] = await loaded(name)(name, surroundings, stack)
            stack.push_async_callback(found[name].tracker.close)
        yield found
