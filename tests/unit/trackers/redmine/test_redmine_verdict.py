from datetime import UTC, datetime

import pytest

from csopsbot.app.failures import Failure, Invalid, Unavailable
from csopsbot.trackers.outcome import Answer, Request
from csopsbot.trackers.redmine.verdict import judge

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "body", "kind"),
    [
        ("PUT", b'{"errors":[]}', Unavailable),
        ("PUT", b'{"errors":["Status is invalid"]}', Invalid),
        ("PUT", b"{}", Invalid),
        ("PUT", b"<html>", Invalid),
        ("POST", b'{"errors":[]}', Invalid),
    ],
)
def test_an_edit_that_another_overtook_is_made_again_and_no_other_refusal_is(
    method: str, body: bytes, kind: type[Failure]
) -> None:
    request = Request(method, "issues/1.json", body={})
    assert type(judge(request, Answer(422, {}, body), NOON)) is kind
