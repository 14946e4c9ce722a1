"""Each wrong desk file is refused with the place, the value, what is expected and what to do."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.desk import DeskError, load, parse
from csopsbot.desk.loading import MAX_BYTES

TODAY = date(2026, 11, 22)
TEAM = "teams: [{key: a, name: A, channel: C1, tracker: {name: local, project: A}%s}]\n"
GOOD = TEAM % ""


def complaints(text: str) -> list[str]:
    with pytest.raises(DeskError) as caught:
        parse(text, "desk.yaml", TODAY)
    return [str(problem) for problem in caught.value.problems]


def team(**changed: str) -> str:
    """Return a desk of one team, one line a part, in alphabetical order from line 2."""
    parts = {
        "areas": "[]",
        "channel": "C1",
        "key": "a",
        "name": "A",
        "tracker": "{name: local, project: A}",
    } | changed
    lines = [f"    {name}: {value}" for name, value in sorted(parts.items())]
    return "\n".join(["teams:", "  -" + lines[0][3:], *lines[1:]])


WRONG = {
    "a channel's name": (team(channel='"#pay"'), "3:14: channel is '#pay', .* channel's ID"),
    "a channel in lower case": (team(channel="general"), "3:14: channel is 'general'"),
    "an unknown tracker": (team(tracker="{name: jirra, project: A}"), "6:21: .* Did you mean jira"),
    "a tracker nobody knows": (team(tracker="{name: x, project: A}"), "should be one of local, ji"),
    "no tracker": ("teams: [{key: a, name: A, channel: C1}]", "1:9: tracker is missing. Where"),
    "a number for a name": (team(name="12"), "5:11: name is 12, but should be text; put it in"),
    "an empty name": (team(name='""'), "5:11: name is '', but should be some text"),
    "a missing value": (team(name=""), "5:5: name is empty, but should be text"),
    "a long name": (team(name="n" * 5_000), "5:11: name is 'n+.{3}, but should be at most 75 char"),
    "a key with a space": (team(key="a b"), "4:10: key is 'a b', .* a short word"),
    "a misspelt name": (team(chanel="C1"), "3:5: 'chanel' is not known here. Did you mean channel"),
    "a name nobody knows": (team(zzz="1"), "7:5: 'zzz' is not known here. Known are key, name, ch"),
    "an unknown language": (team(language="fr"), "5:15: language is 'fr', but should be one of en"),
    "a person's name": (
        team(engineers="[ana]"),
        "4:17: engineers: 'ana' should be a person's memb",
    ),
    "a misspelt placeholder": (
        team(tracker="{name: local, project: A, fields: {x: [{value: '{custmer}'}]}}"),
        r"6:61: \{custmer\} stands for nothing. Did you mean \{customer\}",
    ),
    "a misspelt placeholder of a move": (
        team(tracker="{name: local, project: A, move_fields: {done: {x: '{custmer}'}}}"),
        r"6:64: \{custmer\} stands for nothing. Did you mean \{customer\}",
    ),
    "a label of two words": (
        team(tracker="{name: local, project: A, labels: [a b]}"),
        "6:49: labels: 'a b' should be one word",
    ),
    "text for a list": (team(areas="Cards"), "2:12: areas is 'Cards', but should be a list"),
    "a list for a group": (team(tracker="[]"), "6:14: tracker is an empty list, but should be lin"),
    "no team": ("teams: []", "1:8: teams is an empty list, but should be a list of at least one"),
    "teams left out": ("share: []", "1:1: teams is missing"),
    "an unknown step": (
        GOOD + "reactions: {eyes: tak}",
        "2:19: eyes is 'tak', .* Did you mean tak",
    ),
    "an emoji with colons": (
        GOOD + "reactions: {':eyes:': take}",
        "2:13: ':eyes:' should be an em",
    ),
    "an emoji itself": (GOOD + "share: [👀]", "2:9: share: '👀' should be an emoji's name"),
    "no severity": (GOOD + "severities: []", "2:13: severities is an empty list"),
    "too many severities": (
        GOOD + "severities: [" + "".join(f"{{key: s{n}, label: x}}," for n in range(101)) + "]",
        "2:13: severities is a list, but should be at most 100 items",
    ),
    "too many areas": (
        team(areas=str([f"area {n}" for n in range(60)]))
        + "\n"
        + team(key="b", areas=str([f"area {n}" for n in range(60, 120)])).removeprefix("teams:\n"),
        "1:1: There are 120 areas, but Slack shows at most 100",
    ),
    "no time to remind": (GOOD + "drafts: {remind_after_minutes: 0}", "should be at least 1"),
    "a time in words": (GOOD + "drafts: {remind_after_minutes: soon}", "should be a whole number"),
    "a duplicate team": (
        team() + "\n" + team().removeprefix("teams:\n"),
        "9:10: 'a' is here again; it is on line 4 already. Two teams",
    ),
    "an area of two teams": (
        team(areas="[x]") + "\n" + team(areas="[x]", key="b").removeprefix("teams:\n"),
        "7:13: 'x' is here again; it is on line 2 already. An area is answered for by one team",
    ),
    "a duplicate severity": (
        GOOD + "severities:\n- {key: s, label: x}\n- {key: s, label: y}",
        "4:9: 's' is here again; it is on line 3 already",
    ),
    "an emoji for two steps": (
        GOOD + "reactions:\n  eyes: take\n  eyes: start",
        "4:3: 'eyes' is here again; it is on line 3 already",
    ),
    "an emoji for a step and for sharing": (GOOD + "share: [eyes]", "2:9: eyes cannot both share"),
    "an emoji that shares by default": (
        GOOD + "reactions: {mega: take}",
        "2:13: mega cannot both share a reply and take an escalation. Remove one",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_one_mistake_is_one_complaint_at_its_place(text: str, said: str) -> None:
    (complaint,) = complaints(text)
    assert re.search(said, complaint), complaint
    assert complaint.startswith("desk.yaml:")


NOT_YAML = {
    "an open quote": ("teams: 'x", "desk.yaml:1:10: This is not YAML: .* Look for a missing quote"),
    "a tab": ("teams:\n\t- x", "desk.yaml:2:1: This is not YAML: .*cannot start any token"),
    "two colons": ("a: b: c", "desk.yaml:1:5: This is not YAML: mapping values"),
    "an unknown alias": ("teams: *x", "desk.yaml:1:8: This is not YAML: found undefined alias"),
    "two documents": ("a: 1\n---\nb: 2", "This is not YAML: expected a single document"),
    "an odd directive": ("%YAML 9.9\n---\na: 1", "This is not YAML"),
    "a control character": ("a: 1\nb: \x00", r"desk.yaml:2:4: The character U\+0000 cannot stand"),
    "nothing": ("", "desk.yaml:1:1: A desk file begins with teams:"),
    "a comment alone": ("# teams", "A desk file begins with teams:"),
    "a list": ("- a", "A desk file begins with teams:"),
    "one word": ("teams", "A desk file begins with teams:"),
}
HOSTILE = {
    "a command in a tag": (
        "teams: !!python/object/apply:os.system [x]\n",
        "desk.yaml:1:8: Tags, which begin with an exclamation mark, are not known here",
    ),
    "a tag of nobody": ("teams: !secret x", "desk.yaml:1:8: Tags"),
    "a tag that makes a list a group": ("teams: !!map [x]", "desk.yaml:1:8: Tags"),
    "a tag that makes a word a number": (team(name="!!float x"), "desk.yaml:5:11: Tags"),
    "a list for a name": ("? [a]\n: b", "desk.yaml:1:3: A name is plain text here"),
    "a merge key": ("a: &a {b: c}\nd: {<<: *a}", "desk.yaml:2:5: A name is plain text here"),
    "deep lists": ("teams: " + "[" * 100_000, "desk.yaml:1:27: This is nested more than 20 deep"),
    "deep lines": ("- " * 100_000, "desk.yaml:1:41: This is nested more than 20 deep"),
    "an alias of itself": ("teams: &x [*x]", "This is nested more than 20 deep|not YAML"),
    "an alias bomb": (
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)),
        "This file holds more than 20000 values",
    ),
    "a number beyond Python": (
        GOOD + "drafts: {remind_after_minutes: " + "9" * 5_000 + "}",
        "remind_after_minutes is '9+.{3}, but should be a whole number",
    ),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [*NOT_YAML.values(), *HOSTILE.values()],
    ids=[*NOT_YAML, *HOSTILE],
)
def test_what_is_no_desk_file_at_all_is_refused(text: str, said: str) -> None:
    complaint = "\n".join(complaints(text))
    assert re.search(said, complaint), complaint
    assert len(complaint) < 400


def test_several_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = "teems: 1\n" + team(channel="x", areas="[a, a]") + "\nagents: all\n"
    places = [complaint.split(": ")[0] for complaint in complaints(text)]
    assert places == ["desk.yaml:1:1", "desk.yaml:3:16", "desk.yaml:4:14", "desk.yaml:8:9"]


FILES = {
    "it is binary": (b"\x7fELF\xff\xfe", "1:1: This is not UTF-8 text"),
    "it is in another encoding": ("teams: 1\nb: ñ".encode("latin-1"), "2:1: This is not UTF-8"),
    "it is huge": (b"a" * (MAX_BYTES + 1), "is larger than 256 KiB. Is it the right file?"),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=list(FILES))
def test_a_file_is_refused_when(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_bytes(content)
    with pytest.raises(DeskError, match=re.escape(said)):
        load(tmp_path / "desk.yaml", TODAY)


def test_a_file_that_is_not_there_is_missed_with_advice(tmp_path: Path) -> None:
    with pytest.raises(
        DeskError, match=r"no such file or directory\. Copy csopsbot\.example\.yaml"
    ):
        load(tmp_path / "desk.yaml", TODAY)


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read: is a directory"):
        load(tmp_path, TODAY)


@given(st.text(alphabet="ab1:-[]{},&*!|>'\"#%@~=<?. \n\t\x00é👀", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_at_all_brings_anything_but_a_clear_refusal(text: str) -> None:
    with pytest.raises(DeskError):
        parse(text, "desk.yaml", TODAY)
