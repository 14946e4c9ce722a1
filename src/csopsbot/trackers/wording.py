"""What an issue and its comments say, in the team's language."""

from collections.abc import Iterator

from csopsbot.app.failures import Refused
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
    Event,
    Explained,
    HandedOver,
    Quotation,
    Replied,
    SeverityChanged,
    Withdrawn,
)
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
    return Doc((*about, facts, *more, _origin(escalation, language)))


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
    return Link(address) if address.startswith(("https://", "http://")) else Text(address)


def _origin(escalation: Escalation, language: str) -> Paragraph:
    name = escalation.requester.name
    return Paragraph(
        (Text(say("tracker.origin", language, name=name, escalation=escalation.name)),)
    )


def comment_body(event: Event, language: str) -> Doc:
    """Return EVENT as a comment; raises `Refused` for an event of which an issue says nothing."""
    match event:
        case Replied(by=by, side=Side.ENGINEERING, body=body):
            return _said(f"{by.name}:", body)
        case Replied(by=by, body=body):
            return _said(say("tracker.support", language, name=by.name), body)
        case Explained(by=by, reason=reason):
            return _said(say("tracker.explained", language, name=by.name), plain(reason))
        case SeverityChanged() | HandedOver() | Withdrawn():
            return _steered(event, language)
        case ContextGathered(quotations=quotations):
            opening = Paragraph((Text(say("team.context", language)),))
            return Doc((opening, *map(_quote, quotations)))
        case _:
            raise Refused(f"{event.kind} is nothing that an issue is told of.")


def _steered(event: SeverityChanged | HandedOver | Withdrawn, language: str) -> Doc:
    name = event.by.name
    match event:
        case SeverityChanged(severity=severity):
            return plain(say("tracker.severity", language, name=name, severity=severity))
        case HandedOver(team=team):
            return plain(say("tracker.handed_over", language, name=name, team=team))
        case Withdrawn(into=into) if into:
            return plain(say("tracker.merged", language, name=name, into=into))
        case Withdrawn(reason=reason):
            return _said(say("tracker.withdrawn", language, name=name), plain(reason))


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
