"""What we listen for: a listener is a file here and a line below."""

from csopsbot.slack.listeners import (
    csops,
    decline_reason,
    draft_dismiss,
    draft_edit,
    draft_told,
    edit_draft,
    escalate,
    escalate_form,
    escalate_message,
    give_reason,
    message,
    reaction,
    user_change,
)
from csopsbot.slack.reception import Listener

LISTENERS: tuple[Listener, ...] = (
    message.LISTENER,
    reaction.ON_ADDED,
    escalate_form.LISTENER,
    csops.LISTENER,
    escalate.LISTENER,
    draft_told.LISTENER,
    draft_edit.LISTENER,
    draft_dismiss.LISTENER,
    edit_draft.LISTENER,
    escalate_message.LISTENER,
    give_reason.LISTENER,
    decline_reason.LISTENER,
    reaction.ON_REMOVED,
    user_change.LISTENER,
)
