"""What whoever ran the demo can do by hand when the story is over, in lines to copy."""

from csopsbot.demo.cast import ADA, ENGINEERING, LEO, MIA, SUPPORT, WORKSPACE
from csopsbot.demo.house import House
from csopsbot.demo.stage import Stage
from csopsbot.sandbox.workspace import Channel, User


def invitation(house: House, on: Stage) -> str:
    """Say where everything is and how to use it; each command stands on a line of its own."""
    slack = house.slack_url
    people = ", ".join(f"{user.name} (token {user.token})" for user in WORKSPACE.users)
    return f"""
Everything is still up; press Ctrl-C to end it. Try it in a browser, which says what to do:

  {slack}/app

  the tracker          {house.place.url(house.bot_url)}
  the local Slack      {slack}   (channels {SUPPORT.id} and {ENGINEERING.id})
  people               {people}

The local Slack speaks Slack's protocol (docs/sandbox.md). To try, for instance:

Ada takes back that it is fixed, and the cards follow.
{_reaction(slack, "remove", on.team_card)}

Two hours pass, for the bot as well: the team is warned, and may answer with 👀.
{_later(slack, hours=2)}

Mia asks what is open, and is answered privately.
{_command(slack, MIA, SUPPORT, "/csops", "open")}

Leo writes below the team's card, and Mia reads it below hers.
{_reply(slack, LEO, on.team_card, "It came back: I am looking into it.")}

What Mia sees in #{SUPPORT.name}.
{_messages(slack, MIA, SUPPORT)}

Ada has fixed it again.
{_reaction(slack, "add", on.team_card)}
"""


def _curl(user: User, rest: str) -> str:
    return f"curl -sS -H 'Authorization: Bearer {user.token}' {rest}"


def _command(slack: str, user: User, channel: Channel, command: str, text: str) -> str:
    body = f'{{"channel": "{channel.id}", "command": "{command}", "text": "{text}"}}'
    return _curl(user, f"-H 'Content-Type: application/json' -d '{body}' {slack}/client/command")


def _later(slack: str, hours: int) -> str:
    return f"curl -sS -d '{{\"advance\": {hours * 3600}}}' {slack}/sandbox/clock"


def _messages(slack: str, user: User, channel: Channel) -> str:
    return _curl(user, f"'{slack}/client/messages?channel={channel.id}'")


def _reaction(slack: str, act: str, card: str) -> str:
    where = f"-d channel={ENGINEERING.id} -d timestamp={card} -d name=white_check_mark"
    return _curl(ADA, f"{where} {slack}/api/reactions.{act}")


def _reply(slack: str, user: User, card: str, text: str) -> str:
    where = f"-d channel={ENGINEERING.id} -d thread_ts={card} -d text='{text}'"
    return _curl(user, f"{where} {slack}/api/chat.postMessage")
