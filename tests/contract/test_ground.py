"""What every role stands on, as it is built at each start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csopsbot.bootstrap.ground import ground, read_desk
from csopsbot.settings import Settings, load

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DESK = """\
teams:
  - key: core
    name: Core
    channel: C0123456789
    tracker: {{name: local, project: CORE}}
policies:
  - key: gold
    audience: sla
    targets:
      - {{metric: first_response, within: {promise}, calendar: always}}
"""


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    given = {
        "CSOPSBOT_DATABASE_URL": database_url,
        "CSOPSBOT_DESK": str(tmp_path / "desk.yaml"),
        "CSOPSBOT_PUBLIC_URL": "http://127.0.0.1:9",
        "CSOPSBOT_SLACK__BOT_TOKEN": "xoxb-1",
        "CSOPSBOT_SLACK__SIGNING_SECRET": "secret",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return load()


async def started(settings: Settings, promise: str, at: datetime) -> list[tuple[str, int]]:
    """Start with a file that promises PROMISE, and return the versions there are, and since when."""
    settings.desk.write_text(DESK.format(promise=promise), encoding="utf-8")
    desk = read_desk(settings, at.date())
    async with ground(settings, desk, lambda: at) as under:
        agreements = under.desk.agreements
        assert {t.calendar for one in agreements.policies for t in one.targets} <= set(
            agreements.calendars
        )
        return [(one.name, one.effective_from) for one in agreements.policies]


async def test_a_start_with_an_edited_desk_file_goes_by_what_was_agreed_before_and_since(
    settings: Settings,
) -> None:
    first = ("gold v1", int(NOW.timestamp()))
    second = ("gold v2", int((NOW + HOUR).timestamp()))
    assert await started(settings, "4h", NOW) == [first]
    assert await started(settings, "2h", NOW + HOUR) == [first, second]
    assert await started(settings, "2h", NOW + 2 * HOUR) == [first, second]
