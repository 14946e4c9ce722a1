"""The story: a payment failure goes to engineering, and its solution back to the customer."""

from collections.abc import Awaitable, Callable

from csopsbot.demo import promises
from csopsbot.demo.cast import ENGINEERING, SUPPORT
from csopsbot.demo.places import POLLED_AFTER_MIN
from csopsbot.demo.players import Json
from csopsbot.demo.stage import Stage

QUESTION = "Which card network is it?"
ANSWER = "Only Visa, since 09:40."
NEWS = "We found and mended it: Visa payments go through again. Sorry for the trouble!"


async def escalate(on: Stage) -> None:
    """Mia hands a customer's problem to engineering."""
    on.mia.acts("#support", f"/escalate {on.problem}")
    await on.mia.slack.command(SUPPORT.id, "/escalate", on.problem)
    form = await on.mia.form("Escalate to engineering")
    await on.mia.fill(
        form,
        {
            "Customer": "Fabrikam",
            "What happens": "Every card payment ends in error 502 since this morning.",
            "Severity": "S1",
            "Product area": "Payments",
            "Version the customer uses": "2026.11",
        },
    )
    on.handed_over_at = on.house.clock.now()


async def appear(on: Stage) -> None:
    """Both sides have a card that counts down, and the issue is in the tracker."""
    look = on.house.place.look
    due = ("First response", "owed by Engineering")
    support = await on.mia.sees(SUPPORT, "ESC-", "Fabrikam", on.problem, look.sign, *due)
    on.name, on.issue = on.mia.finds(support, r"ESC-\d+"), on.mia.finds(support, look.key)
    team = await on.ada.sees(ENGINEERING, on.name, "Fabrikam", on.problem, on.issue, *due)
    on.support_card, on.team_card = support["ts"], team["ts"]
    await on.ada.issue(
        on.issue, lambda issue: on.problem in issue["title"], "the customer's problem"
    )


async def take(on: Stage) -> None:
    """Ada takes it, and Mia can tell the customer that somebody is on it."""
    on.ada.acts("#payments-eng", "reacts with 👀")
    await on.ada.slack.react(ENGINEERING.id, on.team_card, "eyes")
    await on.ada.sees(ENGINEERING, on.name, "Taken", "Ada")
    await on.mia.sees(SUPPORT, "Ada", "looking", thread=on.support_card)
    await _tell(on, "Fabrikam")


async def ask(on: Stage) -> None:
    """Ada asks, and Mia answers, each in their own thread."""
    on.ada.acts("#payments-eng", "reacts with ❓ and writes: " + QUESTION)
    await on.ada.slack.react(ENGINEERING.id, on.team_card, "question")
    await on.mia.sees(SUPPORT, "question", thread=on.support_card)
    await on.ada.slack.say(ENGINEERING.id, QUESTION, on.team_card)
    await on.mia.sees(SUPPORT, QUESTION, thread=on.support_card)
    await on.later(5)
    on.mia.acts("#support, thread", ANSWER)
    await on.mia.slack.say(SUPPORT.id, ANSWER, on.support_card)
    await on.ada.sees(ENGINEERING, ANSWER, thread=on.team_card)
    await on.ada.issue(on.issue, _has_comment(ANSWER), "Mia's answer as a comment")
    await on.mia.sees(SUPPORT, on.name, "Before this turn", "Support 5 m")


async def work(on: Stage) -> None:
    """Ada moves the issue in the tracker, and both cards follow."""
    await on.ada.moves(on.issue, on.house.place.look.working)
    if on.house.place.look.polled:
        await on.later(POLLED_AFTER_MIN)
    await on.mia.sees(SUPPORT, on.name, "In progress")
    await on.ada.sees(ENGINEERING, on.name, "In progress")


async def mend(on: Stage) -> None:
    """Ada has mended it: a reaction closes the issue, and Mia tells the customer."""
    on.ada.acts("#payments-eng", "reacts with ✅")
    await on.ada.slack.react(ENGINEERING.id, on.team_card, "white_check_mark")
    mended = on.house.place.look.mended
    await on.ada.issue(on.issue, lambda one: one["status"] == mended, f"status {mended}")
    draft = await _open_draft(on)
    await on.mia.presses(SUPPORT, draft, "Edit")
    form = await on.mia.form("Words for the customer")
    await on.mia.fill(form, dict.fromkeys(_only_field(form), NEWS))
    draft = await on.mia.sees(SUPPORT, NEWS, thread=on.support_card)
    await on.mia.presses(SUPPORT, draft, "I told them")
    await on.mia.sees(SUPPORT, on.name, NEWS)


BEATS: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    escalate,
    appear,
    promises.warn,
    promises.breach,
    promises.climb,
    promises.answer,
    take,
    promises.say_why,
    ask,
    work,
    mend,
    promises.explain,
)


async def _tell(on: Stage, word: str) -> None:
    draft = await _open_draft(on)
    await on.mia.presses(SUPPORT, draft, "I told them")
    await on.mia.sees(SUPPORT, on.name, word)


async def _open_draft(on: Stage) -> Json:
    return await on.mia.sees(SUPPORT, "[I told them]", thread=on.support_card)


def _has_comment(text: str) -> Callable[[Json], bool]:
    return lambda issue: any(text in comment["text"] for comment in issue["comments"])


def _only_field(form: Json) -> list[str]:
    return [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"][:1]
