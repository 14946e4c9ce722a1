"""What a missing or broken answer means, whichever vendor was called over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from csopsbot.app.failures import AuthError, Failure, Unanswered
from csopsbot.app.tracker import Tracker
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue
from csopsbot.trackers.http import Patience

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Opening(Protocol):
    """Opens an adapter to the vendor, whose token is ours unless another is given."""

    def __call__(self, *, token: str = ..., patience: Patience | None = None) -> Tracker:
        """Return it, at noon."""
        ...


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor on its stand: FAULT lets something go wrong, COMMENTING is when a comment is made."""

    fault: Callable[..., None]
    commenting: dict[str, Any]
    adapter: Opening


async def failed_comment(tracker: Tracker, issue: Issue) -> Failure:
    """Return how a comment fails."""
    with pytest.raises(Failure) as caught:
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    return caught.value


class AnswerPromises:
    """Each a test; a class of the vendor's module gives it `vendor`, the module the other fixtures."""

    @pytest.mark.parametrize("kind", ["lose", "cut"])
    async def test_an_answer_that_broke_off_leaves_a_write_in_doubt(
        self, vendor: Vendor, tracker: Tracker, issue: Issue, kind: str
    ) -> None:
        vendor.fault(kind=kind, **vendor.commenting)
        assert type(await failed_comment(tracker, issue)) is Unanswered
        assert await tracker.find_comment(issue.ref, "op-1", NOON) is not None

    async def test_a_connection_that_broke_before_anything_was_done_leaves_a_write_in_doubt(
        self, vendor: Vendor, tracker: Tracker, issue: Issue
    ) -> None:
        vendor.fault(kind="drop", **vendor.commenting)
        assert type(await failed_comment(tracker, issue)) is Unanswered
        assert await tracker.find_comment(issue.ref, "op-1", NOON) is None

    async def test_silence_leaves_a_write_in_doubt(self, vendor: Vendor, issue: Issue) -> None:
        vendor.fault(kind="hang", seconds=1, **vendor.commenting)
        adapter = vendor.adapter(patience=Patience(connect=1, read=0.2))
        assert type(await failed_comment(adapter, issue)) is Unanswered
        await adapter.close()

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    async def test_a_write_that_a_server_stumbled_over_is_in_doubt_and_sent_once(
        self, vendor: Vendor, tracker: Tracker, issue: Issue, status: int
    ) -> None:
        vendor.fault(kind="answer", status=status, **vendor.commenting)
        assert type(await failed_comment(tracker, issue)) is Unanswered
        assert await tracker.find_comment(issue.ref, "op-1", NOON) is None

    @pytest.mark.parametrize("token", ["", "wrong", "tökén…", "Bearer wrong"])
    async def test_a_wrong_token_waits_for_an_operator_and_is_not_told(
        self, vendor: Vendor, token: str
    ) -> None:
        adapter = vendor.adapter(token=token)
        with pytest.raises(AuthError) as caught:
            await adapter.probe()
        await adapter.close()
        assert not token or token not in f"{caught.value!r} {caught.value}"
