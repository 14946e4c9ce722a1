"""The part of the story that is about time: a promise is kept in sight, broken, and accounted for."""

from csopsbot.demo.cast import ENGINEERING
from csopsbot.demo.stage import Stage

CALL = "[I'm on it]"
"""What stands below an alert as long as people are called."""

REASON = "Too few people"
NOTE = "I was alone on call, with another incident."

OVER = "allowed are over"

# Where somebody let more time pass than the story does, what fell due at once is said as one.
WARNED = ("50 %", OVER)
SIGNS = ("⚠️", "🔴")
CALLED_AGAIN = ("call number", "@Leo Marsh")


async def warn(on: Stage) -> None:
    """Nobody takes it: when half of the time is used up, the team is warned."""
    await on.until(8)
    await on.ada.sees(ENGINEERING, on.name, WARNED, "@Ada Novak", CALL)
    await on.ada.sees(ENGINEERING, on.name, "Whose turn", SIGNS)


async def breach(on: Stage) -> None:
    """Still nobody takes it: the time is over, and whoever is on call is called."""
    await on.until(15)
    await on.ada.sees(ENGINEERING, on.name, OVER, "@Ada Novak", CALL)


async def climb(on: Stage) -> None:
    """Nobody answers: Ada is called again, and then Leo, who leads the team."""
    await on.until(20)
    await on.ada.sees(ENGINEERING, on.name, "@Ada Novak", CALLED_AGAIN, CALL)
    await on.until(25)
    on.alert = await on.leo.sees(ENGINEERING, on.name, OVER, "@Leo Marsh", CALL)


async def answer(on: Stage) -> None:
    """Ada answers: every alert says so, and nobody is called any more."""
    await on.ada.presses(ENGINEERING, on.alert, "I'm on it")
    await on.leo.sees(ENGINEERING, on.name, OVER, "Ada Novak answered")
    await on.leo.sees_no_more(ENGINEERING, on.name, CALL)
    await on.later(10)


async def say_why(on: Stage) -> None:
    """Too late for what was promised: Ada says why, for the reports."""
    missed = await on.ada.sees(ENGINEERING, "was missed", "[Say why]", thread=on.team_card)
    await on.ada.presses(ENGINEERING, missed, "Say why")
    form = await on.ada.form("Why it was missed")
    await on.ada.fill(form, {"Reason": REASON, "In your own words": NOTE})
    await on.leo.sees(ENGINEERING, "Ada Novak has said why", REASON, thread=on.team_card)


async def explain(on: Stage) -> None:
    """Leo asks how that came about, and is told privately, from the history alone."""
    await on.leo.sees_no_more(ENGINEERING, on.name, CALL)
    on.leo.acts("#payments-eng", f"/csops why {on.name}")
    await on.leo.slack.command(ENGINEERING.id, "/csops", f"why {on.name}")
    await on.leo.sees(ENGINEERING, on.name, "Breached", "Missed", REASON)
