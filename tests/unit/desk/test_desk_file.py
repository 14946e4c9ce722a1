"""What a desk file says, and what it says when it is left out."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from csopsbot.desk import examine, load, parse
from csopsbot.desk.schema import schema
from csopsbot.desk.tree import read
from csopsbot.domain.desk import Severity, TrackerProject
from csopsbot.domain.stage import Step

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "csopsbot.example.yaml"
SHORTEST = """
teams:
  - key: payments
    name: Payments
    channel: C0123456789
    tracker: {name: local, project: PAY}
"""


def test_the_shortest_file_names_one_team() -> None:
    desk = parse(SHORTEST, "desk", TODAY)
    assert [team.name for team in desk.teams] == ["Payments"]
    assert desk.teams[0].project == TrackerProject("local", "PAY")


@pytest.mark.parametrize("id", ["C0123456789", "GENG", "4xp9fdt77pncbef59f4k1qe83o", "chan7"])
def test_a_channel_may_be_of_another_server(id: str) -> None:
    assert parse(SHORTEST.replace("C0123456789", id), "desk", TODAY).teams[0].channel == id


def test_severities_left_out_are_four_the_worst_first() -> None:
    severities = parse(SHORTEST, "desk", TODAY).severities
    assert [(one.key, one.rank) for one in severities] == [
        ("S1", 1), ("S2", 2), ("S3", 3), ("S4", 4)
    ]  # fmt: skip


def test_reactions_left_out_are_the_usual_ones() -> None:
    desk = parse(SHORTEST, "desk", TODAY)
    assert desk.reactions == {
        "eyes": Step.TAKE,
        "hammer_and_wrench": Step.START,
        "question": Step.ASK,
        "white_check_mark": Step.RESOLVE,
        "x": Step.DECLINE,
    }
    assert desk.share_reactions == {"mega", "loudspeaker"}


def test_a_severity_ranks_by_its_place_in_the_file() -> None:
    text = SHORTEST + "severities: [{key: bad, label: Bad}, {key: meh, label: Meh, symbol: m}]"
    assert parse(text, "desk", TODAY).severities == (
        Severity("bad", "Bad", 1),
        Severity("meh", "Meh", 2, "m"),
    )


def test_the_reminder_is_told_in_minutes() -> None:
    desk = parse(SHORTEST + "drafts: {remind_after_minutes: 2}", "desk", TODAY)
    assert desk.acknowledge_draft_after_s == 120


def test_an_emoji_that_yaml_takes_for_a_number_keeps_its_name() -> None:
    assert parse(SHORTEST + "reactions: {+1: take}", "desk", TODAY).reactions == {"+1": Step.TAKE}


def test_words_that_older_yaml_takes_for_no_stay_words() -> None:
    text = SHORTEST + "severities: [{key: no, label: off}]"
    assert parse(text, "desk", TODAY).severities[0].key == "no"


def test_an_alias_stands_for_what_it_repeats() -> None:
    text = """
teams:
  - &first {key: a, name: A, channel: C1, tracker: &t {name: jira, project: A}}
  - {key: b, name: B, channel: C2, tracker: *t}
"""
    desk = parse(text, "desk", TODAY)
    assert desk.teams[0].project == desk.teams[1].project


def test_fields_of_the_tracker_keep_their_kinds() -> None:
    fields = "{text: x, whole: 0o17, part: 1.5, many: [true, ~], day: 2026-11-21}"
    text = SHORTEST.replace("project: PAY", f"project: PAY, fields: {fields}")
    assert parse(text, "desk", TODAY).teams[0].project.fields == {
        "text": "x",
        "whole": 15,
        "part": 1.5,
        "many": [True, None],
        "day": "2026-11-21",
    }


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(SHORTEST, encoding="utf-8-sig")
    assert load(tmp_path / "desk.yaml", TODAY).teams


def test_the_example_is_a_good_desk_file() -> None:
    assert [team.key for team in load(EXAMPLE, TODAY).teams] == ["payments", "platform"]


def test_the_example_leaves_no_doubt() -> None:
    assert examine(EXAMPLE, TODAY).doubts == ()


def test_the_example_shows_the_defaults_as_they_are() -> None:
    example, shortest = load(EXAMPLE, TODAY), parse(SHORTEST, "desk", TODAY)
    assert example.reactions == shortest.reactions
    assert example.share_reactions == shortest.share_reactions
    assert example.acknowledge_draft_after_s == shortest.acknowledge_draft_after_s
    assert example.breach_reasons == shortest.breach_reasons
    assert [(one.key, one.label, one.symbol) for one in example.severities] == [
        (one.key, one.label, one.symbol) for one in shortest.severities
    ]


def test_the_example_fits_the_schema_editors_use() -> None:
    written = read(EXAMPLE.read_text(), "example").value  # as editors do, dates are texts
    Draft202012Validator(json.loads(schema())).validate(written)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(schema()))


def test_every_part_of_the_schema_is_described() -> None:
    parts = json.loads(schema())
    for part in [parts, *parts["$defs"].values()]:
        nameless = [name for name, one in part.get("properties", {}).items()
                    if "description" not in one]  # fmt: skip
        assert nameless == []


def test_the_copy_of_the_schema_is_current() -> None:
    copy = ROOT / "docs" / "csopsbot.schema.json"
    assert copy.read_text() == schema(), "run: csopsbot check --schema > docs/csopsbot.schema.json"
