"""What the desk file may fill when an issue is made; GitLab leaves out others without a word.

https://docs.gitlab.com/api/issues/#create-an-issue
"""

from csopsbot.app.abilities import OwnField

_NAMES = (
    "assignee_id",
    "assignee_ids",
    "confidential",
    "created_at",
    "discussion_to_resolve",
    "due_date",
    "epic_id",
    "labels",
    "merge_request_to_resolve_discussions_of",
    "milestone_id",
    "weight",
)
OWN_FIELDS = tuple(map(OwnField, _NAMES))
