"""What the files of a new tracker say at first."""

from csopsbot.app.tracker import Tracker
from csopsbot.app.webhooks import Webhooks
from csopsbot.testing.scaffold.outlines import imports, methods, within
from csopsbot.testing.scales import ASKED
from csopsbot.testing.tracker_contract.rig import Rig, Stand

_CLOSE = ("close",)
_STAND_HAS = frozenset(vars(Stand))


def package(vendor: str) -> str:
    """Return the folder's own file."""
    return f'"""{vendor} as a tracker."""\n'


def client(name: str, vendor: str) -> str:
    """Return the adapter, every method of the port to be written."""
    more = (
        "from csopsbot.app.abilities import Capabilities",
        f"from csopsbot.trackers.{name}.webhook import {vendor}Webhooks",
    )
    return f'''"""{vendor} as a tracker."""

{imports([Tracker], more, _CLOSE)}


class {vendor}Tracker:
    """{vendor}, by the account that we were given."""

    capabilities = Capabilities(
        webhooks="signed"
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.webhooks = {vendor}Webhooks()

{within(methods(Tracker, "client.py", _CLOSE))}
    async def close(self) -> None:
        """Let go of connections, of which there are none yet."""
'''


def webhook(vendor: str) -> str:
    """Return the deliveries, to be proven and read."""
    more = ("from csopsbot.app.webhooks import Manners",)
    return f'''"""{vendor}'s deliveries: proven over the raw body, read for nothing but which issue it is."""

{imports([Webhooks], more)}


class {vendor}Webhooks:
    """What {vendor} posts to us."""

    manners = Manners()

{within(methods(Webhooks, "webhook.py"))}'''


def translate(vendor: str) -> str:
    """Return where {vendor}'s JSON becomes our values."""
    return f'"""{vendor}\'s JSON as our values, and our values as {vendor}\'s JSON: pure functions."""\n'


def project(vendor: str) -> str:
    """Return what says how projects are called there, which is anything at first."""
    return f'''"""What a project of {vendor}'s is called by."""

import re

from csopsbot.app.project_names import ProjectNames

PROJECT_NAMES = ProjectNames(re.compile(r"\\S+"), "the project's name, without spaces")
'''


def connect(name: str, vendor: str) -> str:
    """Return what builds the adapter."""
    return f'''"""Building the {vendor} adapter out of the settings."""

from contextlib import AsyncExitStack

from csopsbot.trackers.connection import Connection, NotSet, Surroundings
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.{name}.client import {vendor}Tracker


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    if getattr(around.settings.trackers, "{name}", None) is None:
        raise NotSet("{vendor}")
    tracker = {vendor}Tracker(name)
    outlet = TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    return Connection(tracker, outlet)
'''


def scale(vendor: str) -> str:
    """Return the list of what is asked of a tracker, all of it to do."""
    head = (
        "# What this adapter does, and how it is shown. What is not done says why, or waits: todo.\n"
        f'tracker: {{name: {vendor}, tried_on: "nothing yet"}}\n'
    )
    return head + "".join(f"{one}: {{todo: true}}\n" for one in ASKED)


def readme(name: str, vendor: str) -> str:
    """Return what tells contributors their way about the folder."""
    guide = f"[docs/{name}.md](../../../../docs/{name}.md)"
    return (
        f"# {vendor}\n\nHow to connect it: {guide}. What it can do: [scale.yaml](scale.yaml).\n\n"
        "| File | What is in it |\n|---|---|\n"
        "| `client.py` | the tracker: each of the port's calls |\n"
        "| `translate.py` | JSON as values, drafts as bodies |\n"
        "| `webhook.py` | deliveries, proven and read |\n"
        "| `project.py` | what projects are called, so that a wrong name is seen in the desk file |\n"
        "| `connect.py` | the adapter, built out of the settings |\n"
    )


def stand(name: str, vendor: str) -> str:
    """Return the stand on which the promises are tried."""
    more = (
        "from csopsbot.testing.tracker_contract import Stand",
        f"from csopsbot.trackers.{name}.client import {vendor}Tracker",
    )
    written = methods(Rig, f"{name}_stand.py", _STAND_HAS).replace(
        "-> Tracker:", f"-> {vendor}Tracker:"
    )
    return f'''"""{vendor} on its stand: a strict double, or a server of its own."""

{imports([Rig], more, _STAND_HAS)}


class {vendor}Stand(Stand):
    """Fits `Rig`; what {vendor} cannot do is skipped by `Stand`."""

    project = "PAY"
    issue_type = "Bug"
    person = "dana@example.test"
    person_id = "dana"
    unreachable: Category | None = None

{within(written)}'''


def test(name: str, vendor: str) -> str:
    """Return the tests: every promise that trackers make."""
    return f'''"""The {vendor} adapter keeps the promises of every tracker."""

import pytest

from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.{name}_stand import {vendor}Stand


class Test{vendor}(TrackerContract):
    @pytest.fixture
    def rig(self) -> {vendor}Stand:
        return {vendor}Stand()
'''


def guide(vendor: str) -> str:
    """Return the page for operators."""
    return f"# {vendor}\n\nWhat to create there, which rights the account needs, which webhook to add.\n"
