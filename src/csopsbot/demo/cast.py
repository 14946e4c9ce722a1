"""Who plays in the demo, where, and how their desk is arranged."""

from importlib.resources import files
from string import Template

from csopsbot.sandbox.workspace import Channel, Team, User, Workspace

MIA = User(
    name="mia",
    real_name="Mia Torres",
    title="Support agent",
    locale="en-GB",
    tz="Europe/Madrid",
)
ADA = User(name="ada", real_name="Ada Novak", title="Developer", locale="en-GB", tz="Europe/Prague")
LEO = User(
    name="leo",
    real_name="Leo Marsh",
    title="Engineering lead",
    locale="en-GB",
    tz="Europe/London",
    is_admin=True,
)

SUPPORT = Channel(name="support", members=("mia", "leo"))
ENGINEERING = Channel(name="payments-eng", members=("ada", "leo"))

WORKSPACE = Workspace(
    team=Team(name="Northwind Support", domain="northwind"),
    users=(MIA, ADA, LEO),
    channels=(SUPPORT, ENGINEERING),
)
NAMES = {user.id: user.real_name for user in WORKSPACE.users}


def desk_file(tracker: str = "local", project: str = "PAY") -> str:
    """Return the desk file of the demo, for a team whose issues live in TRACKER's PROJECT."""
    text = (files(__package__) / "desk.yaml").read_text(encoding="utf-8")
    return Template(text).substitute(
        engineering=ENGINEERING.id, ada=ADA.id, leo=LEO.id, tracker=tracker, project=project
    )
