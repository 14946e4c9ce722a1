"""The part of the story that is about time: a promise is kept in sight, broken, and accounted for."""

from csopsbot.demo.cast import ENGINEERING
from csopsbot.demo.stage import Stage

CALL = "[I'm on it]"
"""What stands below an alert as long as people are called."""

REASON = "Too few people"
NOTE = "I was alone on call, with another incident."


async def warn(on: Stage) -> None:
    """Nobody takes it: when half of the time is used up, the team is warned."""
    await on.later(8)
    await on.ada.sees(ENGINEERING, on.name, "50 %", "@Ada Novak", CALL)
    await on.ada.sees(ENGINEERING, on.name, "Whose turn", "⚠️")


async def breach(on: Stage) -> None:
    """Still nobody takes it: the time is over, and whoever is on call is called."""
    await on.later(7)
    await on.ada.sees(ENGINEERING, on.name, "allowed are over", "@Ada Novak", CALL)


async def climb(on: Stage) -> None:
    """Nobody answers: Ada is called again, and then Leo, who leads the team."""
    await on.later(5)
    await on.ada.sees(ENGINEERING, on.name, "@Ada Novak", "call number 2", CALL)
    await on.later(5)
    on.alert = await on.leo.sees(ENGINEERING, on.name, "allowed are over", "@Leo Marsh", CALL)


async def answer(on: Stage) -> None:
    """Ada answers: every alert says so, and nobody is called any more."""
    await on.ada.presses(ENGINEERING, on.alert, "I'm on it")
    await on.leo.sees(ENGINEERING, on.name, "allowed are over", "Ada Novak answered")
    await on.leo.sees_no_more(ENGINEERING, on.name, CALL)
    await on.later(10)


async def say_why(on: Stage) -> None:
    """Too late for what was promised: Ada says why, for the reports."""
    missed = await on.ada.sees(ENGINEERING, "was missed", "[Say why]", thread=on.team_card)
    await on.ada.presses(ENGINEERING, missed, "Say why")
    form = await on.ada.form("Why it was missed")
    await on.ada.fill(form, {"Reason": REASON, "In your own words": NOTE})


async def explain(on: Stage) -> None:
    """Leo asks how that came about, and is told privately, from the history alone."""
    await on.leo.sees_no_more(ENGINEERING, on.name, CALL)
    on.leo.acts("#payments-eng", f"/csops why {on.name}")
    await on.leo.slack.command(ENGINEERING.id, "/csops", f"why {on.name}")
    await on.leo.sees(ENGINEERING, on.name, "Breached", "Missed", REASON)
