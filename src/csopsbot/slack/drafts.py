"""Words for the customer, offered to the agent in the support thread."""

from csopsbot.app.drafts import edition
from csopsbot.domain.escalation import Draft, Escalation
from csopsbot.slack import names
from csopsbot.slack.blocks import Message, actions, button, context, cut_quote, section
from csopsbot.slack.moments import moment
from csopsbot.slack.titles import name_of
from csopsbot.words import say

_SHOWN = 2_500


def draft_text(escalation: Escalation, draft: Draft) -> str:
    """Return the words DRAFT offers: the agent's own, else ours, which say nothing internal."""
    return draft.text or say(f"draft.{draft.about}", escalation.language)


def draft_message(escalation: Escalation, draft: Draft) -> Message:
    """Return DRAFT as it stands: to be told, or what became of it."""
    words = cut_quote(draft_text(escalation, draft), _SHOWN)
    if draft.state == "open":
        return _open(escalation, draft, words)
    ending = _ending(escalation, draft)
    if draft.state == "told":
        return Message(ending, (section(ending), section(words)))
    return Message(ending, (context(ending),))


def withdrawn_message(escalation: Escalation) -> Message:
    """Return what stands where a draft was whose reason was taken back."""
    text = say("draft.withdrawn", escalation.language)
    return Message(text, (context(text),))


def _open(escalation: Escalation, draft: Draft, words: str) -> Message:
    language = escalation.language
    value = names.button_value(escalation.id, draft.number, edition(draft))
    heading, told = say("draft.heading", language), say("draft.tell", language)
    blocks = (
        section(f"*{heading}*\n{words}"),
        actions(
            button(told, names.DRAFT_TOLD, value, style="primary"),
            button(say("draft.edit", language), names.DRAFT_EDIT, value),
            button(say("draft.dismiss", language), names.DRAFT_DISMISS, value),
        ),
        context(say("draft.how", language, told=told)),
    )
    return Message(f"{heading}\n{words}", blocks)


def _ending(escalation: Escalation, draft: Draft) -> str:
    """Return what became of a draft that no longer waits."""
    language, told = escalation.language, escalation.told
    name = name_of(draft.by) if draft.by else ""
    if draft.state == "told" and told and (told.text, told.by) == (draft.text, draft.by):
        return say("draft.told", language, name=name, when=moment(told.at))
    key = "told_before" if draft.state == "told" else draft.state
    return say(f"draft.{key}", language, name=name)
