"""What an issue and its comments say, in the team's language."""

from collections.abc import Iterator

from csopsbot.app.failures import Refused
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import (
    Block,
    Code,
    Doc,
    Heading,
    Inline,
    Link,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Text,
    plain,
)
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import (
    ContextGathered,
    DuplicateJoined,
    DuplicateLeft,
    Event,
    Explained,
    HandedOver,
    IssueLeft,
    IssueLinked,
    Quotation,
    Reopened,
    Replied,
    SeverityChanged,
    Withdrawn,
)
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Side
from csopsbot.words import say

_BOLD = frozenset({Mark.BOLD})


def issue_body(escalation: Escalation, severity: str, language: str) -> Doc:
    """Return what happens, to whom, and who asked."""
    about = plain(escalation.intake.details).blocks
    facts = Listing(tuple(_facts(escalation, severity, language)))
    links = tuple(Paragraph((_link(link),)) for link in escalation.intake.links)
    more: tuple[Block, ...] = ()
    if links:
        more = (Paragraph((Text(say("card.links", language), _BOLD),)), Listing(links))
    former = _came_after(escalation.former, language) if escalation.former else ()
    return Doc((*about, facts, *more, *former, _origin(escalation, language)))


def _came_after(former: IssueRef, language: str) -> tuple[Block, ...]:
    """Return that there was an issue about it before."""
    return (Paragraph((Text(f"{say('tracker.came_after', language)} "), _way_to(former))),)


def _facts(escalation: Escalation, severity: str, language: str) -> Iterator[Paragraph]:
    intake = escalation.intake
    facts = {
        "card.customer": intake.customer,
        "card.customer_version": intake.customer_version,
        "card.area": intake.area,
        "card.severity": severity,
    }
    for label, value in facts.items():
        if value:
            yield Paragraph((Text(f"{say(label, language)}: ", _BOLD), Text(value)))


def _link(address: str) -> Inline:
    """Return a link where ADDRESS is one that is safe to follow, else its text."""
    return Link(address) if _is_safe(address) else Text(address)


def _way_to(issue: IssueRef) -> Inline:
    return Link(issue.url, issue.key) if _is_safe(issue.url) else Text(issue.key)


def _is_safe(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _origin(escalation: Escalation, language: str) -> Paragraph:
    name = escalation.requester.name
    return Paragraph(
        (Text(say("tracker.origin", language, name=name, escalation=escalation.name)),)
    )


def comment_body(event: Event, of: Escalation, desk: Desk) -> Doc:
    """Return EVENT as a comment that names the escalation, for several may wait on the issue.

    Raises `Refused` for an event of which an issue says nothing.
    """
    escalation, language = of.name, desk.team(of.team).language
    match event:
        case Replied(by=by, side=Side.ENGINEERING, body=body):
            return _said(f"{by.name}:", body)
        case Replied(by=by, body=body):
            who = say("tracker.support", language, name=by.name, escalation=escalation)
            return _said(who, body)
        case Explained(by=by, reason=reason):
            who = say("tracker.explained", language, name=by.name, escalation=escalation)
            return _said(who, plain(reason))
        case SeverityChanged() | HandedOver():
            return _steered(event, of, desk, language)
        case Withdrawn() | DuplicateJoined() | DuplicateLeft() | Reopened():
            return _merged(event, of, language)
        case IssueLinked() | IssueLeft():
            return _farewell(event, escalation, language)
        case ContextGathered(quotations=quotations):
            opening = Paragraph((Text(say("team.context", language)),))
            return Doc((opening, *map(_quote, quotations)))
        case _:
            raise Refused(f"{event.kind} is nothing that an issue is told of.")


def _steered(event: SeverityChanged | HandedOver, of: Escalation, desk: Desk, language: str) -> Doc:
    who = {"name": event.by.name, "escalation": of.name}
    match event:
        case SeverityChanged(severity=severity):
            label = desk.severity(severity).label
            return plain(say("tracker.severity", language, **who, severity=label))
        case HandedOver(team=team):
            name = desk.team(team).name
            return plain(say("tracker.handed_over", language, **who, team=name))


def _merged(
    event: Withdrawn | DuplicateJoined | DuplicateLeft | Reopened, of: Escalation, language: str
) -> Doc:
    """Return EVENT, by which it is closed or open again, goes on for another or does no more."""
    who = {"name": event.by.name, "escalation": of.name}
    match event:
        case Withdrawn(into=into) if into:
            text = say("tracker.merged", language, **who, into=into)
            return _about_other(text, event.goes_on, of)
        case Withdrawn(reason=reason):
            return _said(say("tracker.withdrawn", language, **who), plain(reason))
        case DuplicateJoined(name=other, customer=customer):
            text = say("tracker.joined", language, **who, other=other, customer=customer)
            return _about_other(text, event.issue, of)
        case DuplicateLeft(name=other, customer=customer):
            text = say("tracker.parted", language, **who, other=other, customer=customer)
            return _about_other(text, event.issue, of)
        case Reopened(out_of=other):
            return plain(say("tracker.reopened", language, **who, other=other))


def _about_other(text: str, other: IssueRef | None, of: Escalation) -> Doc:
    """Return TEXT with a link to the OTHER issue, where that is another than the escalation's."""
    if other is None or (of.issue is not None and of.issue.id == other.id):
        return plain(text)
    return Doc((Paragraph((Text(f"{text} "), _way_to(other))),))


def _farewell(event: IssueLinked | IssueLeft, escalation: str, language: str) -> Doc:
    """Return what the issue is told that the escalation waited on until now."""
    match event:
        case IssueLinked(ref=ref):
            return plain(say("tracker.goes_on", language, escalation=escalation, issue=ref.key))
        case IssueLeft(why="came_back"):
            return plain(say("tracker.came_back", language, escalation=escalation))
        case IssueLeft(by=by):
            return plain(say("tracker.unlinked", language, escalation=escalation, name=by.name))


def _said(who: str, body: Doc) -> Doc:
    """Return BODY with WHO said it in front, in the same line where it begins with text."""
    speaker = Text(who, _BOLD)
    match body.blocks:
        case (Paragraph(content), *rest):
            return Doc((Paragraph((speaker, Text(" "), *content)), *rest))
        case blocks:
            return Doc((Paragraph((speaker,)), *blocks))


def _quote(quotation: Quotation) -> Quote:
    said = _said(f"{quotation.author}:", quotation.body)
    return Quote(tuple(part for block in said.blocks for part in _paragraphs(block)))


def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """Return BLOCK as what may stand in a quotation: paragraphs alone."""
    match block:
        case Paragraph():
            return (block,)
        case Quote(content) | Listing(content):
            return content
        case Code(text) | Heading(text):
            parts = plain(text).blocks
            return tuple(part for part in parts if isinstance(part, Paragraph))
