"""The list of what is open, for whoever asks."""

from csopsbot.app.in_hand import Listed
from csopsbot.domain import events as e
from csopsbot.domain.sla.run import Status
from csopsbot.slack.commands.open import listed
from csopsbot.slack.preparing import nowhere
from tests.unit.slack.clocks import at, clock, paused, with_clocks
from tests.unit.slack.scenes import DESK, MIA, after

URGENT = clock("ola/first_response", level="warned", due_at=at(10))


def test_what_is_due_first_is_counted_down() -> None:
    escalation = with_clocks(clock("sla/resolution"), URGENT)
    line = listed([Listed(escalation)], nowhere, "en", DESK).splitlines()[1]
    assert "⚠️ <!date^1772453400^\u200b{ago}|2026-03-02 12:10 UTC>" in line
    assert line.count("<!date") == 1


def test_what_does_not_run_is_not_counted_down() -> None:
    escalation = with_clocks(paused("sla/resolution"), clock("ola/resolution", Status.MET))
    assert "<!date" not in listed([Listed(escalation)], nowhere, "en", DESK)


def test_what_was_merged_is_listed_with_where_it_goes_on() -> None:
    merged = after(e.Withdrawn(by=MIA, into="ESC-9"))
    line = listed([Listed(merged)], nowhere, "en", DESK).splitlines()[1]
    assert line.endswith("· Merged into ESC-9")
