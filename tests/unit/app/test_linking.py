from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.linking import issue_found, join, join_other, leave
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Claim, Work
from csopsbot.app.receipts import IssueFound, IssueMade, IssueRead
from csopsbot.app.record import record
from csopsbot.app.steering import OnEscalation, customer_wrote, hand_over
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain import events as e
from csopsbot.domain.desk import Team, TrackerProject
from csopsbot.domain.document import Doc, Link, Paragraph, plain
from csopsbot.domain.issue import Category, Issue, IssueRef, Status, TrackerUser
from csopsbot.domain.stage import Stage
from csopsbot.domain.steps import NotPossible
from tests.unit.app.house import (
    ADA,
    CARD,
    DESK,
    INTAKE,
    MIA,
    NOON,
    REF,
    happened,
    issue,
    owed,
    reacts,
    state,
)

Reason = Literal["", "unknown", "gone", "hidden"]

OTHER = IssueRef("local", "34", "PAY-34", "http://board/PAY-34")
ON = OnEscalation(ADA, "E1")


pytestmark = pytest.mark.usefixtures("linked")


def there(category: Category = Category.OPEN, **changes: Any) -> Issue:
    return replace(issue(category), ref=OTHER, **changes)


def second(work: Work) -> None:
    """Open ESC-2, which waits on PAY-34."""
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(there()), DESK, NOON)
    owed(work)


def joins(work: Work, found: Issue | None, reason: Reason = "", address: str = "PAY-34") -> None:
    join(work, ON, address, DESK, NOON)
    asked = state(work).version
    owed(work)
    issue_found(work, "E1", IssueFound(asked, found, reason), DESK, NOON)


def pastes(work: Work, address: str) -> list[fx.Effect]:
    body = Doc((Paragraph((Link(address),)),))
    reply(work, Reply(ADA, "C_ENG", CARD, "100.7", body), DESK, NOON)
    return owed(work)


def test_who_names_an_issue_has_it_looked_for(work: Work) -> None:
    join(work, ON, "PAY-34", DESK, NOON)
    assert owed(work) == [fx.FindIssue(state(work).version)]


def test_it_waits_on_the_issue_that_was_found(work: Work) -> None:
    joins(work, there())
    assert state(work).issue == OTHER
    assert state(work).former == REF


def test_an_issue_made_for_it_alone_is_told_and_closed(work: Work) -> None:
    joins(work, there())
    seq = state(work).version
    assert {fx.TellFormer(seq), fx.CloseFormer(seq)} <= set(owed(work))


def test_an_issue_that_others_wait_on_stays_open(work: Work) -> None:
    second(work)
    issue_found(work, "E2", _asked(work, "E2", issue()), DESK, NOON)
    owed(work)
    joins(work, there())
    assert not [one for one in owed(work) if isinstance(one, fx.CloseFormer)]


def _asked(work: Work, id: str, found: Issue) -> IssueFound:
    join(work, OnEscalation(ADA, id), found.ref.key, DESK, NOON)
    return IssueFound(work.escalations.get(id).version, found)


def test_an_issue_that_was_joined_is_not_closed_when_it_is_left_for_another(work: Work) -> None:
    joins(work, there())
    owed(work)
    joins(work, replace(there(), ref=replace(OTHER, id="35", key="PAY-35")), address="PAY-35")
    assert not [one for one in owed(work) if isinstance(one, fx.CloseFormer)]


def test_it_catches_up_with_the_issue_it_joins(work: Work) -> None:
    kim = TrackerUser("kim", "Kim")
    joins(work, there(Category.IN_PROGRESS, assignee=kim))
    assert state(work).stage is Stage.IN_PROGRESS
    taken = state(work).assignee
    assert taken is not None
    assert taken.name == "Kim"


@pytest.mark.parametrize(
    ("found", "reason", "why"),
    [
        (None, "unknown", "unknown"),
        (None, "gone", "gone"),
        (None, "hidden", "hidden"),
        (there(Category.DONE), "", "closed"),
        (issue(), "", "same"),
    ],
)
def test_what_cannot_be_joined_is_said_and_changes_nothing(
    work: Work, found: Issue | None, reason: Reason, why: str
) -> None:
    joins(work, found, reason)
    failed = happened(work)[-1]
    assert isinstance(failed, e.LinkFailed)
    assert failed.why == why
    assert state(work).issue == REF


@pytest.mark.parametrize(("found", "reason"), [(there(), ""), (None, "unknown")])
def test_a_link_that_came_too_late_is_said_to_have_been_given_up(
    work: Work, found: Issue | None, reason: Reason
) -> None:
    join(work, ON, "PAY-34", DESK, NOON)
    asked = state(work).version
    reacts(work, ADA, "white_check_mark")
    issue_found(work, "E1", IssueFound(asked, found, reason), DESK, NOON)
    failed = happened(work)[-1]
    assert isinstance(failed, e.LinkFailed)
    assert failed.why == "over"
    assert state(work).issue == REF


def test_a_pasted_address_of_which_it_is_too_late_is_passed_over_in_silence(work: Work) -> None:
    pastes(work, OTHER.url)
    asked = state(work).version
    reacts(work, ADA, "white_check_mark")
    before = state(work).version
    issue_found(work, "E1", IssueFound(asked, there()), DESK, NOON)
    assert state(work).version == before


def test_a_change_of_the_issue_reaches_everybody_who_waits_on_it(work: Work) -> None:
    second(work)
    joins(work, there())
    done = replace(there(Category.DONE), updated_at=NOON + timedelta(seconds=1))
    done = replace(done, status=Status("Done", Category.DONE))
    issue_read(work, IssueRead("local", "34", done), DESK, NOON)
    assert {work.escalations.get(id).stage for id in ("E1", "E2")} == {Stage.RESOLVED}


def moved(work: Work, category: Category, later: int) -> None:
    """Let somebody move the issue that both wait on."""
    status = Status(category.value, category)
    at = NOON + timedelta(seconds=later)
    now = replace(there(category), status=status, updated_at=at)
    issue_read(work, IssueRead("local", "34", now), DESK, NOON)


def test_one_that_was_declined_does_not_follow_the_issue_while_others_wait_on_it(
    work: Work,
) -> None:
    second(work)
    joins(work, there())
    reacts(work, ADA, "x")
    moved(work, Category.IN_PROGRESS, 1)
    moved(work, Category.DONE, 2)
    stages = [work.escalations.get(id).stage for id in ("E1", "E2")]
    assert stages == [Stage.DECLINED, Stage.RESOLVED]


def test_one_that_alone_waits_on_its_issue_follows_it_although_it_was_declined(work: Work) -> None:
    joins(work, there())
    reacts(work, ADA, "x")
    moved(work, Category.REJECTED, 1)
    owed(work)
    moved(work, Category.IN_PROGRESS, 2)
    assert state(work).stage is Stage.IN_PROGRESS


def test_the_issue_of_another_escalation_is_named_by_its_number(work: Work) -> None:
    second(work)
    join_other(work, ON, 2, DESK, NOON)
    asked = happened(work)[-1]
    assert isinstance(asked, e.LinkAsked)
    assert asked.address == OTHER.url


@pytest.mark.parametrize(("number", "why"), [(1, "same_escalation"), (9, "no_such_escalation")])
def test_only_another_escalation_has_an_issue_to_join(work: Work, number: int, why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        join_other(work, ON, number, DESK, NOON)


def test_an_escalation_without_an_issue_has_none_to_join(work: Work) -> None:
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    with pytest.raises(NotPossible, match="other_without_issue"):
        join_other(work, ON, 2, DESK, NOON)


def test_what_has_an_issue_of_its_own_keeps_it(work: Work) -> None:
    with pytest.raises(NotPossible, match="own_issue"):
        leave(work, ON, DESK, NOON)


def test_what_has_lost_its_own_issue_may_have_another(work: Work) -> None:
    issue_read(work, IssueRead("local", "17", None, "gone"), DESK, NOON)
    leave(work, ON, DESK, NOON)
    assert state(work).issue is None


def test_what_leaves_its_issue_gets_one_of_its_own(work: Work) -> None:
    joins(work, there())
    leave(work, ON, DESK, NOON)
    assert state(work).issue is None
    assert fx.CreateIssue(again=state(work).version) in owed(work)
    with pytest.raises(NotPossible, match="no_issue"):
        leave(work, ON, DESK, NOON)


def test_an_issue_that_was_made_again_is_brought_to_where_the_escalation_stands(
    work: Work,
) -> None:
    joins(work, there())
    reacts(work, ADA, "hammer_and_wrench")
    leave(work, ON, DESK, NOON)
    owed(work)
    made = replace(issue(), ref=replace(REF, id="18", key="PAY-18"))
    issue_made(work, "E1", IssueMade(made), DESK, NOON)
    assert fx.SyncIssue() in owed(work)


def test_the_farewell_goes_to_the_tracker_that_was_left_and_the_new_issue_to_the_team_s_own(
    work: Work,
) -> None:
    elsewhere = Team("web", "Web", "C_WEB", TrackerProject("github", "acme/web"), ("web",))
    desk = replace(DESK, teams=(*DESK.teams, elsewhere))
    hand_over(work, ON, "web", desk, NOON)
    owed(work)
    leave(work, ON, desk, NOON)
    (lane,) = (one for one in claimed(work) if one.lane.startswith("tracker:"))
    targets: dict[str, str] = {}
    while (entry := work.outbox.head(lane)) is not None:
        targets[entry.order.effect.op] = entry.order.target
        work.outbox.done(entry)
    assert targets == {"tell_former": "local", "create_issue": "github"}


def claimed(work: Work) -> list[Claim]:
    """Return all lanes that have something to deliver."""
    until = NOON + timedelta(days=1)
    return work.outbox.claim(NOON, until, 100, ("slack", "local", "github"))


def test_a_pasted_address_of_an_issue_joins_it(work: Work) -> None:
    assert [one for one in pastes(work, OTHER.url) if isinstance(one, fx.FindIssue)]


@pytest.mark.parametrize("address", ["http://elsewhere/PAY-34", "mailto:pay@board"])
def test_a_pasted_address_from_elsewhere_is_talk(work: Work, address: str) -> None:
    assert not [one for one in pastes(work, address) if isinstance(one, fx.FindIssue)]


def test_an_address_among_words_is_talk(work: Work) -> None:
    reply(work, Reply(ADA, "C_ENG", CARD, "100.8", plain(f"see {OTHER.url}")), DESK, NOON)
    assert not [one for one in owed(work) if isinstance(one, fx.FindIssue)]


def test_a_pasted_address_that_is_no_issue_is_passed_over_in_silence(work: Work) -> None:
    pastes(work, "http://board/wiki")
    before = state(work).version
    issue_found(work, "E1", IssueFound(before, None, "unknown"), DESK, NOON)
    assert state(work).version == before


def test_a_problem_that_comes_back_late_leaves_its_issue_by_the_rule_of_the_desk(
    work: Work,
) -> None:
    team = DESK.teams[0]
    project = replace(team.project, reopen_within_s=60)
    desk = replace(DESK, teams=(replace(team, project=project),))
    reacts(work, ADA, "white_check_mark", desk=desk)
    customer_wrote(work, ON, None, desk, NOON + timedelta(minutes=5))
    assert state(work).issue is None
    assert state(work).former == REF
    assert not state(work).stage.closed


@pytest.mark.parametrize(("lost", "lane"), [("hidden", "link:E1"), ("gone", "tracker:E1")])
def test_what_waits_for_an_issue_that_is_hidden_does_not_hold_up_the_look_for_another(
    work: Work, lost: Literal["hidden", "gone"], lane: str
) -> None:
    record(work, state(work), [e.IssueLost(reason=lost)], DESK, NOON)
    owed(work)
    join(work, ON, "PAY-34", DESK, NOON)
    lanes = [one.lane for one in work.outbox.claim(NOON, NOON, 9, ("local",))]
    assert lanes == [lane]
