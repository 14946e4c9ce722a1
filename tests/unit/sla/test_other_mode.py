"""What next_update does where another severity promises news in the other way."""

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock
from tests.unit.sla.clocks import HOUR, OPENED, policy, said, state, story, target

BOTH = policy(
    target(HOUR, metric="next_update", mode="periodic", severity="s1"),
    target(4 * HOUR, metric="next_update", mode="reply"),
)
TOLD = ("mon 09:10", s.CustomerTold())
RAISED = ("mon 10:00", s.SeverityChanged("s1"))
LOWERED = ("mon 10:30", s.SeverityChanged("s3"))
CLOCK = Clock("next_update", "sla")


def test_news_every_so_often_is_owed_from_when_it_is_promised() -> None:
    found = state(story(("mon 09:00", OPENED), TOLD, RAISED), "mon 10:20", BOTH, CLOCK)
    assert (found.status, said(found.due_at)) == (Status.RUNNING, "mon 11:00")


def test_where_answers_are_promised_nothing_is_owed_to_whoever_has_not_asked() -> None:
    happened = story(("mon 09:00", OPENED), TOLD, RAISED, LOWERED)
    assert state(happened, "mon 10:40", BOTH, CLOCK).status is Status.CANCELLED


def test_whoever_has_asked_is_still_owed_an_answer() -> None:
    asked = ("mon 10:10", s.CustomerWrote())
    happened = story(("mon 09:00", OPENED), TOLD, RAISED, asked, LOWERED)
    assert state(happened, "mon 10:40", BOTH, CLOCK).status is Status.RUNNING
