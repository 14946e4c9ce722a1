"""The list of what is open, for whoever asks."""

from csopsbot.domain.sla.run import Status
from csopsbot.slack.commands.open import Open, listed
from tests.unit.slack.clocks import at, clock, paused, with_clocks
from tests.unit.slack.scenes import DESK

URGENT = clock("ola/first_response", level="warned", due_at=at(10))


def test_what_is_due_first_is_counted_down() -> None:
    escalation = with_clocks(clock("sla/resolution"), URGENT)
    line = listed([Open(escalation, None)], "", "en", DESK).splitlines()[1]
    assert "⚠️ <!date^1772453400^{ago}|2026-03-02 12:10 UTC>" in line
    assert line.count("<!date") == 1


def test_what_does_not_run_is_not_counted_down() -> None:
    escalation = with_clocks(paused("sla/resolution"), clock("ola/resolution", Status.MET))
    assert "<!date" not in listed([Open(escalation, None)], "", "en", DESK)
