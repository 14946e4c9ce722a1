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


def desk_file(tracker: str = "local", project: str = "PAY") -> str:
    """Return the desk file of the demo, for a team whose issues live in TRACKER's PROJECT."""
    return f"""\
teams:
  - key: payments
    name: Payments
    channel: {ENGINEERING.id}
    areas: [Payments, Invoices]
    on_call: [{ADA.id}]
    tracker:
      name: {tracker}
      project: {project}

customers:
  - {{name: Fabrikam, tier: gold}}

calendars:
  - key: watch
    tz: Europe/Prague
    hours: {{mon-sun: "00:00-24:00"}}

policies:
  - key: gold
    audience: sla
    scope: {{tiers: gold}}
    calendar: always
    targets:
      - {{metric: first_response, within: 1h, warn: 75%}}
      - {{metric: resolution, within: 8h, warn: [75%, 30m left]}}
    ladder:
      - {{at: breach, who: on_call, every: 5m, times: 3, always: true}}

  - key: payments
    audience: ola
    scope: {{teams: payments}}
    calendar: watch
    targets:
      - {{metric: first_response, severity: S1, within: 15m, warn: 50%}}
      - {{metric: resolution, within: 4h, warn: [50%, 30m left]}}
    ladder:
      - {{at: 50%, who: on_call}}
      - {{at: breach, who: on_call, every: 5m, times: 3, always: true}}
      - {{at: breach, who: [{LEO.id}], after: 10m, always: true}}
"""
