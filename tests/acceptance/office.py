"""Who works here, in which channels, how their desk is arranged, and what they escalate.

There are three rooms, each a support channel and a team with a channel of its own: what is done in
one is not held up by the pace that Slack asks for in another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from csopsbot.sandbox import Channel, User, Workspace

Policy = Mapping[str, object]

MIA = User(name="mia", real_name="Mia Torres")
LEO = User(name="leo", real_name="Leo Marsh")
NOA = User(name="noa", real_name="Noa Stein")
ADA = User(name="ada", real_name="Ada Novak", email="dana@example.test")
GUS = User(name="gus", real_name="Gus Guest", is_restricted=True)
AGENTS = (MIA, LEO, NOA)

ROOMS = range(3)
SUPPORT = tuple(
    Channel(name=f"support-{room}", id=f"C0SUPPORT{room}", members=("mia", "leo", "noa"))
    for room in ROOMS
)
TEAM = tuple(
    Channel(name=f"team-{room}", id=f"C0TEAM{room}", members=("ada", "gus")) for room in ROOMS
)
WORKSPACE = Workspace(users=(*AGENTS, ADA, GUS), channels=(*SUPPORT, *TEAM))
NAMES = {user.id: user.real_name for user in WORKSPACE.users}


@dataclass(frozen=True, slots=True)
class Problem:
    """What AGENT escalates in ROOM; no two of a test share a title."""

    title: str
    room: int = 0
    agent: User = MIA
    severity: str = "S1"
    customer: str = "Fabrikam"

    @property
    def support(self) -> str:
        """The channel it is escalated in."""
        return SUPPORT[self.room].id

    @property
    def team(self) -> str:
        """The channel of the team that is to mend it."""
        return TEAM[self.room].id

    @property
    def form(self) -> dict[str, str]:
        """What the agent fills in."""
        return {
            "customer": self.customer,
            "title": self.title,
            "details": f"What happens there: {self.title}.",
            "severity": self.severity,
            "area": f"Area {self.room}",
        }


PROMISES: tuple[Policy, ...] = (
    {
        "key": "engineers",
        "audience": "ola",
        "calendar": "always",
        "targets": [{"metric": "first_response", "within": "30m", "warn": "50%"}],
    },
)
"""Engineering answers within half an hour, and is warned after a quarter of one."""


def desk_file(trackers: tuple[str, ...], policies: tuple[Policy, ...] = ()) -> str:
    """Return the desk file, as JSON, which is YAML; the teams take turns with TRACKERS."""
    teams = [
        {
            "key": f"team-{room}",
            "name": f"Team {room}",
            "channel": TEAM[room].id,
            "areas": [f"Area {room}"],
            "on_call": [ADA.id],
            "tracker": {"name": trackers[room % len(trackers)], "project": "PAY"},
        }
        for room in ROOMS
    ]
    return json.dumps({"teams": teams, "policies": policies}, indent=2)
