"""A desk, hostile words, and what tests look for in a message."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import strategies as st

from csopsbot.app.ports import Surface
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.fold import begin, evolve
from csopsbot.domain.issue import Category, IssueRef, Status
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Step
from csopsbot.sandbox.blockkit.surfaces import message_problems
from csopsbot.slack.blocks import Json, Message

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MIA = Actor("U0MIA", "Mia")
ADA = Actor("U0ADA", "Ada")
REF = IssueRef("local", "17", "PAY-17", "https://board.example/PAY-17")
OPEN = Status("To do", Category.OPEN)
INTAKE = e.Intake(
    customer="Acme",
    title="Payments fail",
    details="Card payments fail since 9.",
    severity="s1",
    area="billing",
    customer_version="4.2",
    links=("https://logs.example/1",),
)
DESK = Desk(
    teams=(
        Team("payments", "Payments", "C0ENG", TrackerProject("local", "PAY"), ("billing", "tax")),
        Team("nube", "Nube", "C0NUBE", TrackerProject("local", "NUB"), ("api",), language="es"),
    ),
    severities=(Severity("s1", "S1: nobody can work", 1, "🔴"), Severity("s2", "S2", 2)),
    reactions={
        "eyes": Step.TAKE,
        "hammer_and_wrench": Step.START,
        "question": Step.ASK,
        "white_check_mark": Step.RESOLVE,
        "x": Step.DECLINE,
    },
    share_reactions=frozenset({"loudspeaker", "mega"}),
)
SUPPORT_CARD = Surface("E1", "support", "C0SUP", "200.1", "old")
TEAM_CARD = Surface("E1", "team", "C0ENG", "100.1", "old")

HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<!channel>",
                "<!here|here>",
                "<@U0MIA>",
                "<!subteam^S1|@oncall>",
                "<#C1|x>",
                "&lt;!channel&gt;",
                "<javascript:alert(1)|click>",
                "https://a.example/?a=1&b=<2>|c",
                "```",
                "`",
                "*_~",
                "\n> ",
                "\n",
                "@everyone ",
                "&" * 50,
                "\u202e",
                "👩\u200d👩\u200d👧",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=8,
).map("".join)
HUGE = st.builds(lambda text, times: text * times, HOSTILE, st.sampled_from([1, 1, 1, 40, 900]))

_TOKEN = re.compile(r"<[^<>]*>")
_HARMLESS = re.compile(r"<(?:https?://|mailto:|!date\^\d+\^)[^<>]*>", re.I)


def opened(
    intake: e.Intake = INTAKE,
    *,
    by: Actor = MIA,
    thread: str | None = None,
    language: str = "en",
    team: str = "payments",
) -> e.Recorded:
    """Return how an escalation begins."""
    place = e.Place("C0SUP", thread)
    event = e.Opened(by=by, intake=intake, team=team, support=place, language=language)
    return e.Recorded(1, NOON, event)


def after(*events: e.Event, first: e.Recorded | None = None) -> Escalation:
    """Return the escalation these events lead to."""
    state = begin("E1", 12, first or opened())
    for seq, event in enumerate(events, start=2):
        state = evolve(state, e.Recorded(seq, NOON, event))
    return state


def words(message: Message) -> str:
    """Return everything a message shows."""
    return "\n".join([message.text, *_strings(list(message.blocks))])


def shown(message: Message) -> str:
    """Return what a message's blocks show."""
    return "\n".join(_strings(list(message.blocks)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def alerts(text: str) -> list[str]:
    """Return whatever in mrkdwn could alert somebody or lead anywhere but to the web."""
    return [token for token in _TOKEN.findall(text) if not _HARMLESS.fullmatch(token)]


def wrong(message: Message) -> list[str]:
    """Return what Slack would not take of a message."""
    found = [str(problem) for problem in message_problems(list(message.blocks))]
    if not 0 < len(message.text) <= 4_000:
        found.append("no text, or too much of it")
    if sum(len(text) for text in _texts(list(message.blocks))) > 12_000:
        found.append("too long altogether")
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def buttons(message: Message) -> list[Json]:
    """Return a message's buttons."""
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [button for row in rows for button in row]
