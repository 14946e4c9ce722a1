"""Promises about what a project is said to have: by that the desk file is checked."""

from dataclasses import replace

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Refused
from csopsbot.app.fitting import misfits
from csopsbot.app.tracker import Tracker
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.issue import Category
from csopsbot.testing.tracker_contract.rig import Rig, draft

STRANGE = "No such thing"


class FittingPromises:
    """What the desk file says, and the project does not have, is found before it is needed."""

    async def test_what_a_project_offers_fits(self, rig: Rig, tracker: Tracker) -> None:
        schema = await tracker.schema(rig.project)
        wanted = (Category.IN_PROGRESS, Category.DONE)
        statuses = {means: name for name, means in schema.statuses if means in wanted}
        ours = replace(_usual(rig, tracker), issue_type=rig.issue_type, statuses=statuses)
        for priority in schema.priorities or (None,):
            assert await _misfits(rig, tracker, ours, priority) == []

    async def test_what_it_does_not_have_is_named_by_its_line_and_what_there_is_beside_it(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        ours = replace(
            _usual(rig, tracker),
            issue_type=STRANGE,
            statuses={Category.DONE: STRANGE},
            fields={STRANGE: "x"},
        )
        found = await _misfits(rig, tracker, ours, STRANGE)
        said = " ".join(one.says for one in found)
        lines = ("issue_type is", "statuses.done is", f"fields.{STRANGE} is", "tracker_priority is")
        assert [one for one in lines if one not in said] == []
        assert all(one.remedy for one in found)

    async def test_a_type_that_is_not_known_is_refused_or_left_out_as_is_said(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        made = tracker.create(replace(draft(rig), issue_type=STRANGE), "01STRANGE")
        if "issue type" in (await tracker.schema(rig.project)).lenient:
            assert (await made).title == draft(rig).title
        else:
            with pytest.raises(Refused):
                await made


async def _misfits(
    rig: Rig, tracker: Tracker, ours: TrackerProject, priority: str | None
) -> list[Finding]:
    team = Team("payments", "Payments", "C1", ours)
    severity = Severity("S1", "nobody can work", 1, tracker_priority=priority)
    schema = await tracker.schema(rig.project)
    desk = Desk((team,), (severity,), {}, frozenset())
    return list(misfits(desk, tracker.name, rig.project, schema, tracker.capabilities))


def _usual(rig: Rig, tracker: Tracker) -> TrackerProject:
    internal = tracker.capabilities.private_comments
    return TrackerProject(tracker.name, rig.project, comments_internal=internal)
