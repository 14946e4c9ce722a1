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
    on_call: {ADA.id}

policies:
  - key: engineers
    audience: ola
    calendar: always
    targets:
      - {{metric: first_response, severity: S1, within: 15m, warn: 50%}}
      - {{metric: resolution, severity: S1, within: 3h, warn: 75%}}
    ladder:
      - {{at: 50%, who: on_call}}
      - {{at: breach, who: on_call, every: 5m, times: 3}}
      - {{at: breach, who: {LEO.id}, after: 10m}}
      - {{at: 75%, who: on_call}}
  - key: customers
    audience: sla
    calendar: always
    targets:
      - {{metric: first_response, severity: S1, within: 1h, warn: 75%}}
      - {{metric: resolution, severity: S1, within: 4h, warn: 30m left}}
"""
