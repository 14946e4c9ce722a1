from collections.abc import Iterator

import pytest

from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract import draft
from tests.contract.trackers.local_stand import LocalStand
from tests.databases import Files


@pytest.fixture
def database_url(sqlite_files: Files) -> Iterator[str]:
    """One database is enough here: what the board asks of it is tested on both elsewhere."""
    with sqlite_files.fresh() as url:
        yield url


@pytest.fixture
async def issue(local: LocalStand) -> Issue:
    return await local.tracker().create(draft(local), "01ISSUE")
