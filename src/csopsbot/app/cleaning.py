"""Cutting secrets from whatever people wrote, before it is kept or passed on."""

from dataclasses import replace
from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, map_text
from csopsbot.domain.secrets import cut_secrets


@singledispatch
def without_secrets(event: e.Event) -> e.Event:
    """Return EVENT with the secrets cut from its words; most events have no words of people's."""
    return event


@without_secrets.register
def _(event: e.Opened) -> e.Event:
    intake = replace(
        event.intake,
        customer=cut_secrets(event.intake.customer),
        title=cut_secrets(event.intake.title),
        details=cut_secrets(event.intake.details),
        customer_version=cut_secrets(event.intake.customer_version),
        links=tuple(cut_secrets(link) for link in event.intake.links),
    )
    return replace(event, intake=intake)


@without_secrets.register(e.Asked | e.Replied | e.Shared | e.IssueCommented)
def _(event: e.Asked | e.Replied | e.Shared | e.IssueCommented) -> e.Event:
    return replace(event, body=_clean(event.body))


@without_secrets.register
def _(event: e.Amended) -> e.Event:
    return replace(event, body=_clean(event.body) if event.body else None)


@without_secrets.register
def _(event: e.ContextGathered) -> e.Event:
    quotations = tuple(replace(one, body=_clean(one.body)) for one in event.quotations)
    return replace(event, quotations=quotations)


@without_secrets.register
def _(event: e.Explained) -> e.Event:
    return replace(event, reason=cut_secrets(event.reason))


@without_secrets.register(e.WaitStarted | e.BreachExplained | e.WorkLogged)
def _(event: e.WaitStarted | e.BreachExplained | e.WorkLogged) -> e.Event:
    return replace(event, note=cut_secrets(event.note))


@without_secrets.register
def _(event: e.Withdrawn) -> e.Event:
    return replace(event, reason=cut_secrets(event.reason))


@without_secrets.register(e.DraftEdited | e.CustomerTold)
def _(event: e.DraftEdited | e.CustomerTold) -> e.Event:
    return replace(event, text=cut_secrets(event.text))


def _clean(body: Doc) -> Doc:
    return map_text(body, cut_secrets)
