"""Who plays in the demo, where, and how their desk is arranged."""

from csopsbot.sandbox.workspace import Channel, Team, User, Workspace

MIA = User(name="mia", real_name="Mia Torres", locale="en-GB", tz="Europe/Madrid")
ADA = User(name="ada", real_name="Ada Novak", locale="en-GB", tz="Europe/Prague")
LEO = User(name="leo", real_name="Leo Marsh", locale="en-GB", tz="Europe/London", is_admin=True)

SUPPORT = Channel(name="support", members=("mia", "leo"))
ENGINEERING = Channel(name="payments-eng", members=("ada", "leo"))

WORKSPACE = Workspace(
    team=Team(name="Northwind Support", domain="northwind"),
    users=(MIA, ADA, LEO),
    channels=(SUPPORT, ENGINEERING),
)
NAMES = {user.id: user.real_name for user in WORKSPACE.users}


def desk_file(tracker: str = "local") -> str:
    """Return the desk file of the demo, for a team whose issues live in TRACKER."""
    return f"""\
teams:
  - key: payments
    name: Payments
    channel: {ENGINEERING.id}
    areas: [Payments, Invoices]
    tracker:
      name: {tracker}
      project: PAY
"""
