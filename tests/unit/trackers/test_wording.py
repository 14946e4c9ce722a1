"""What an issue and its comments say."""

from dataclasses import replace

import pytest

from csopsbot.app.failures import Refused
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.document import Code, Doc, Link, Paragraph, Quote, plain, to_text
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import (
    ContextGathered,
    Explained,
    Intake,
    Place,
    Quotation,
    Replied,
    Taken,
)
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Actor, Side
from csopsbot.trackers.wording import comment_body, issue_body
from tests.unit.trackers.scripted import NOON

ADA = Actor("U_ADA", "Ada")
INTAKE = Intake(
    "Acme",
    "Payments fail",
    "Since nine.\n\nAll cards.",
    "s1",
    "Cards",
    "4.2",
    ("https://a.test/1",),
)
ESCALATION = Escalation("01H", 7, NOON, Actor("U_MIA", "Mia"), INTAKE, "pay", Place("C_SUP"), "en")
DESK = Desk(
    teams=(
        Team("pay", "Payments", "C_ENG", TrackerProject("local", "PAY")),
        Team("platform", "Platform", "C_PLAT", TrackerProject("local", "PLAT")),
    ),
    severities=(Severity("s1", "Nobody can work", 1), Severity("s2", "Some cannot", 2)),
    reactions={},
    share_reactions=frozenset(),
)
SPANISH = replace(DESK, teams=(replace(DESK.teams[0], language="es"),))


def links(doc: Doc) -> list[str]:
    """Return the addresses that DOC leads to."""
    listed = [item for block in doc.blocks if block.kind == "listing" for item in block.items]
    paragraphs = [block for block in doc.blocks if isinstance(block, Paragraph)]
    return [
        part.url for one in (*listed, *paragraphs) for part in one.content if isinstance(part, Link)
    ]


def test_an_issue_says_all_that_the_agent_said() -> None:
    text = to_text(issue_body(ESCALATION, "S1: nobody can work", "en"))
    for said in ("Since nine.", "All cards.", "Acme", "Cards", "4.2", "nobody can work", "a.test"):
        assert said in text


def test_an_issue_says_who_asked_and_as_what() -> None:
    assert "Handed over by Mia as ESC-7." in to_text(issue_body(ESCALATION, "S1", "en"))


def test_an_issue_speaks_the_teams_language() -> None:
    assert "Enviado por Mia" in to_text(issue_body(ESCALATION, "S1", "es"))


def test_what_the_agent_left_out_is_not_named() -> None:
    bare = replace(ESCALATION, intake=Intake("Acme", "Payments fail", "Since nine.", "s1"))
    text = to_text(issue_body(bare, "S1", "en"))
    assert "Product area" not in text
    assert "Links" not in text


def test_an_issue_leads_to_what_the_agent_linked() -> None:
    assert links(issue_body(ESCALATION, "S1", "en")) == ["https://a.test/1"]


def test_only_a_web_address_becomes_a_link() -> None:
    intake = replace(INTAKE, links=("javascript:alert(1)",))
    body = issue_body(replace(ESCALATION, intake=intake), "S1", "en")
    assert links(body) == []
    assert "javascript:alert(1)" in to_text(body)


def replied(side: Side, body: Doc) -> Replied:
    return Replied(by=ADA, side=side, body=body, channel="C", ts="1")


def test_engineering_speaks_under_its_own_name() -> None:
    assert (
        to_text(comment_body(replied(Side.ENGINEERING, plain("On it")), ESCALATION, DESK))
        == "Ada: On it"
    )


def test_support_is_marked_as_such() -> None:
    body = comment_body(replied(Side.SUPPORT, plain("It is v4")), ESCALATION, SPANISH)
    assert to_text(body) == "Soporte (Ada, ESC-7): It is v4"


def test_code_stays_code_below_the_name() -> None:
    body = comment_body(replied(Side.ENGINEERING, Doc((Code("x = 1"),))), ESCALATION, DESK)
    assert body.blocks[1:] == (Code("x = 1"),)


def test_a_reply_of_nothing_but_a_file_still_says_who_wrote() -> None:
    assert to_text(comment_body(replied(Side.ENGINEERING, Doc()), ESCALATION, DESK)) == "Ada:"


def test_the_reason_for_declining_is_told() -> None:
    body = comment_body(Explained(by=ADA, reason="By design"), ESCALATION, DESK)
    assert to_text(body) == "Ada declined ESC-7: By design"


def test_what_was_said_before_is_quoted_one_by_one() -> None:
    said = (Quotation("Mia", plain("It fails")), Quotation("Leo", Doc((Code("a\n\nb"),))))
    body = comment_body(ContextGathered(quotations=said), ESCALATION, DESK)
    quotes = [block for block in body.blocks if isinstance(block, Quote)]
    assert [to_text(Doc((quote,))) for quote in quotes] == ["> Mia: It fails", "> Leo:\n> a\n> b"]


def test_an_event_that_an_issue_is_not_told_of_is_refused() -> None:
    with pytest.raises(Refused, match="taken"):
        comment_body(Taken(by=ADA), ESCALATION, DESK)


def test_a_name_is_never_read_as_a_pattern() -> None:
    strange = replace(ADA, name="{0} {name}")
    body = comment_body(replace(replied(Side.SUPPORT, plain("Hi")), by=strange), ESCALATION, DESK)
    assert to_text(body) == "Support ({0} {name}, ESC-7): Hi"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            e.SeverityChanged(by=ADA, severity="s1"),
            "Ada changed the severity of ESC-7 to Nobody can work.",
        ),
        (e.HandedOver(by=ADA, team="platform"), "Ada handed ESC-7 over to the team Platform."),
        (e.Withdrawn(by=ADA, into="ESC-9"), "Ada closed ESC-7: ESC-9 is about the same."),
        (e.Withdrawn(by=ADA, reason="Solved."), "Ada withdrew ESC-7. Solved."),
        (e.Withdrawn(by=ADA), "Ada withdrew ESC-7."),
    ],
)
def test_what_support_says_of_it_is_a_comment(event: e.Event, said: str) -> None:
    assert to_text(comment_body(event, ESCALATION, DESK)) == said


OTHER = IssueRef("local", "9", "PAY-9", "https://board.test/PAY-9")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (e.Withdrawn(by=ADA, into="ESC-9", goes_on=OTHER), "ESC-9 is about the same. PAY-9"),
        (
            e.DuplicateJoined(by=ADA, id="E9", name="ESC-9", customer="Birch", issue=OTHER),
            "Ada merged ESC-9 into ESC-7: Birch waits for it too. PAY-9",
        ),
        (
            e.DuplicateLeft(by=ADA, id="E9", name="ESC-9", customer="Birch", issue=OTHER),
            "Ada parted ESC-9 from ESC-7: Birch waits here no more. PAY-9",
        ),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_issues_of_what_was_merged_lead_to_each_other(event: e.Event, said: str) -> None:
    doc = comment_body(event, ESCALATION, DESK)
    assert said in to_text(doc)
    assert links(doc) == [OTHER.url]


def test_an_issue_that_is_open_again_says_that_it_goes_on_there_no_more() -> None:
    parted = e.Reopened(by=ADA, out_of="ESC-9")
    said = "Ada reopened ESC-7: it does not go on in ESC-9 any more."
    assert said in to_text(comment_body(parted, ESCALATION, DESK))


def test_an_issue_that_both_wait_on_does_not_lead_to_itself() -> None:
    merged = e.Withdrawn(by=ADA, into="ESC-9", goes_on=OTHER)
    assert links(comment_body(merged, replace(ESCALATION, issue=OTHER), DESK)) == []
