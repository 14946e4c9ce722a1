"""What the desk file says of a project, beside what is there."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from csopsbot.app.abilities import Capabilities, Finding, OwnField, ProjectSchema
from csopsbot.app.fitting import misfits
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.issue import Category

SCHEMA = ProjectSchema(
    issue_types=("Bug", "Task"),
    required={"Bug": frozenset(), "Task": frozenset({"cf_7"})},
    statuses=(
        ("To do", Category.OPEN),
        ("Doing", Category.IN_PROGRESS),
        ("Done", Category.DONE),
        ("Won't do", Category.REJECTED),
    ),
    priorities=("High", "Low"),
    fields={"Bug": (OwnField("cf_1", "Region"),), "Task": (OwnField("cf_7", "Build"),)},
)
LENIENT = replace(SCHEMA, lenient=frozenset({"issue type", "field"}))
ABLE = Capabilities("signed", private_comments=True, priorities=True)
PROJECT = TrackerProject("jira", "PAY")


def desk(*projects: TrackerProject, priority: str | None = None) -> Desk:
    teams = (Team(f"t{n}", f"T{n}", f"C{n}", one) for n, one in enumerate(projects))
    severities = (Severity("S1", "bad", 1, tracker_priority=priority),)
    return Desk(tuple(teams), severities, {}, frozenset())


def found(
    *projects: TrackerProject,
    priority: str | None = None,
    schema: ProjectSchema = SCHEMA,
    can: Capabilities = ABLE,
) -> list[Finding]:
    return list(misfits(desk(*projects, priority=priority), "jira", "PAY", schema, can))


def only(*projects: TrackerProject, schema: ProjectSchema = SCHEMA) -> Finding:
    (finding,) = found(*projects, schema=schema)
    return finding


def statuses(**named: str) -> Mapping[Category, str]:
    return {Category(meaning): name for meaning, name in named.items()}


def test_what_is_there_fits_whatever_its_capitals() -> None:
    ours = replace(PROJECT, fields={"region": "EU"}, statuses=statuses(done="done", open="TO DO"))
    assert found(ours, priority="high") == []


def test_what_is_said_of_other_projects_is_not_looked_at() -> None:
    assert found(TrackerProject("jira", "OPS", "Nonsense")) == []
    assert found(TrackerProject("github", "PAY", "Nonsense")) == []


def test_every_team_in_a_project_is_looked_at() -> None:
    says = [
        one.says
        for one in found(
            replace(PROJECT, issue_type="Bgu"), PROJECT, replace(PROJECT, issue_type="X")
        )
    ]
    assert [one.partition(":")[0] for one in says] == ["t0", "t2"]


def test_what_several_teams_say_alike_is_said_once_for_all_of_them() -> None:
    wrong = replace(PROJECT, issue_type="Bgu")
    assert only(wrong, PROJECT, wrong).says.startswith("t0, t2: tracker.issue_type is 'Bgu'")


def test_a_field_of_a_move_that_no_step_can_ask_for_is_doubted_where_that_is_told() -> None:
    ours = replace(PROJECT, move_fields={Category.DONE: {"Rot cause": "x", "cf_9": "y"}})
    told = replace(SCHEMA, move_fields=(OwnField("cf_8", "Root cause"), OwnField("cf_9")))
    assert only(ours, schema=told) == Finding(
        "doubt",
        "t0: tracker.move_fields.done.Rot cause is there, and PAY has no such field: it is left out",
        "Did you mean Root cause?",
    )
    assert found(ours) == []


def test_an_issue_type_that_is_refused_is_a_fault_and_the_nearest_is_named() -> None:
    finding = only(replace(PROJECT, issue_type="Bgu"))
    assert finding == Finding(
        "fault",
        "t0: tracker.issue_type is 'Bgu', and PAY has no such issue type: no issue can be made",
        "Did you mean Bug?",
    )


def test_one_that_an_issue_is_made_without_is_a_doubt() -> None:
    finding = only(replace(PROJECT, issue_type="Story"), schema=LENIENT)
    assert (finding.level, finding.remedy) == ("doubt", "Known are Bug, Task.")


def test_the_usual_type_is_none_that_was_asked_for() -> None:
    bare = replace(LENIENT, issue_types=("Issue",), required={}, fields={})
    assert found(PROJECT, schema=bare) == []


def test_a_type_in_other_capitals_is_a_doubt_where_types_matter() -> None:
    assert "spells Bug" in only(replace(PROJECT, issue_type="bug")).says
    assert found(replace(PROJECT, issue_type="bug"), schema=LENIENT) == []


def test_a_status_that_there_is_not_is_a_fault() -> None:
    finding = only(replace(PROJECT, statuses=statuses(in_progress="Doin")))
    assert finding == Finding(
        "fault",
        "t0: tracker.statuses.in_progress is 'Doin', and PAY has no such status: nothing is moved",
        "Did you mean Doing?",
    )


def test_a_status_that_means_something_else_is_a_doubt() -> None:
    finding = only(replace(PROJECT, statuses=statuses(in_progress="Done")))
    assert (finding.level, finding.remedy) == ("doubt", "these mean in progress: Doing")


def test_a_closed_status_may_stand_for_a_declined_issue() -> None:
    assert found(replace(PROJECT, statuses=statuses(rejected="Done"))) == []


@pytest.mark.parametrize(("schema", "level"), [(SCHEMA, "fault"), (LENIENT, "doubt")])
def test_a_field_that_there_is_not_is_named_by_its_line(schema: ProjectSchema, level: str) -> None:
    finding = only(replace(PROJECT, fields={"Regoin": "EU"}), schema=schema)
    assert (finding.level, finding.remedy) == (level, "Did you mean Region?")
    assert "tracker.fields.Regoin" in finding.says


def test_a_field_of_another_type_is_none_of_this_one() -> None:
    assert "no such field" in only(replace(PROJECT, fields={"Build": "7"})).says


def test_a_field_that_nobody_fills_is_a_fault() -> None:
    finding = only(replace(PROJECT, issue_type="Task"))
    assert finding.level == "fault"
    assert "asks for Build when a Task is made" in finding.says
    assert "as cf_7" in finding.remedy


def test_a_field_that_the_desk_fills_is_filled_by_whichever_of_its_names() -> None:
    for name in ("cf_7", "build"):
        assert found(replace(PROJECT, issue_type="Task", fields={name: "1"})) == []


def test_a_priority_that_there_is_not_is_a_fault() -> None:
    (finding,) = found(PROJECT, priority="Hihg")
    assert (finding.level, finding.remedy) == ("fault", "Did you mean High?")
    assert "severities, S1: tracker_priority is 'Hihg'" in finding.says


def test_a_priority_where_there_are_none_is_a_doubt() -> None:
    bare = replace(SCHEMA, priorities=())
    (finding,) = found(PROJECT, priority="High", schema=bare, can=replace(ABLE, priorities=False))
    assert (finding.level, "has no priorities" in finding.says) == ("doubt", True)


def test_comments_for_colleagues_alone_are_doubted_where_there_are_none() -> None:
    public, open_house = (
        replace(PROJECT, comments_internal=False),
        replace(ABLE, private_comments=False),
    )
    (finding,) = found(PROJECT, public, can=open_house)
    assert finding.level == "doubt"
    assert finding.remedy.endswith("set tracker.comments to public for t0")
    assert found(public, can=open_house) == []
