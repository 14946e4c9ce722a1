"""What GitLab's own notes say, as far as no event does."""

import pytest

from csopsbot.trackers.gitlab.history import noted


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            "changed title from **It {-burns-}** to **It {+burned+}**",
            ("title", "It burns", "It burned"),
        ),
        ("assigned to @dana", ("assignee", "", "dana")),
        ("unassigned @dana", ("assignee", "dana", "")),
        ("assigned to @lee and unassigned @dana", ("assignee", "dana", "lee")),
        ("moved from acme/shop#1", ("moved", "acme/shop#1", "")),
        ("moved to acme/tools/ops#1", ("moved", "", "acme/tools/ops#1")),
        ("mentioned in issue #7", None),
        ("changed the description", None),
        ("", None),
    ],
)
def test_a_note_tells_titles_people_and_moves(note: str, told: tuple[str, str, str] | None) -> None:
    assert noted(note) == told
