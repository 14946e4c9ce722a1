"""What Slack posts to an app, ready to be sent: a form, a command, each signed."""

import itertools
import json
import time
from urllib.parse import urlencode

from csopsbot.slack.names import ESCALATE
from csopsbot.slack.signature import sign

SECRET = "a signing secret for the benchmarks"
PERSON, SUPPORT, TEAM = "U0MIA", "C0SUPPORT", "C0ENGINEERING"

_PATH = "/slack/events"
_FORM = "application/x-www-form-urlencoded"
_FILLED = {
    "customer": "Acme Bank",
    "title": "Card payments fail at checkout",
    "details": "Since about nine every card payment is declined, with code 4021 in the log.",
}
_numbers = itertools.count(1)


def command(text: str = "help") -> bytes:
    """Return the slash command /csops with TEXT behind it."""
    return _signed(
        {
            "command": "/csops",
            "text": text,
            "team_id": "T0TEAM",
            "api_app_id": "A0APP",
            "channel_id": SUPPORT,
            "channel_name": "support",
            "user_id": PERSON,
            "user_name": "mia",
            "response_url": "http://127.0.0.1:9/commands",
            "trigger_id": f"1.2.{next(_numbers)}",
        }
    )


def submission() -> bytes:
    """Return the form to escalate, filled in; no two are the same form."""
    view = {
        "id": f"V{next(_numbers):010}",
        "type": "modal",
        "callback_id": ESCALATE,
        "private_metadata": json.dumps({"channel": SUPPORT, "thread": None}),
        "blocks": [],
        "state": {"values": _values()},
    }
    person = {"id": PERSON, "username": "mia", "team_id": "T0TEAM"}
    payload = {
        "type": "view_submission",
        "team": {"id": "T0TEAM", "domain": "northwind"},
        "user": person,
        "api_app_id": "A0APP",
        "trigger_id": f"1.2.{next(_numbers)}",
        "view": view,
    }
    return _signed({"payload": json.dumps(payload)})


def _values() -> dict[str, object]:
    typed = {name: {"type": "plain_text_input", "value": value} for name, value in _FILLED.items()}
    chosen = {"type": "static_select", "selected_option": {"value": "S1"}}
    return {name: {name: state} for name, state in (typed | {"severity": chosen}).items()}


def _signed(fields: dict[str, str]) -> bytes:
    body, sent_at = urlencode(fields).encode(), str(int(time.time()))
    signature = sign(SECRET, sent_at, body)
    slack = {"X-Slack-Request-Timestamp": sent_at, "X-Slack-Signature": signature}
    return post(body, slack)


def post(body: bytes, headers: dict[str, str]) -> bytes:
    """Return a request that posts BODY to where Slack posts."""
    return head({"Content-Length": str(len(body)), **headers}) + body


def head(headers: dict[str, str]) -> bytes:
    """Return the beginning of a request, whose body is framed as HEADERS say."""
    every = {"Host": "bot", "User-Agent": "Slackbot 1.0", "Content-Type": _FORM, **headers}
    lines = [f"POST {_PATH} HTTP/1.1", *(f"{name}: {value}" for name, value in every.items())]
    return "\r\n".join([*lines, "", ""]).encode()
