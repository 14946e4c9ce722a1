"""What the desk file may fill when an issue is made; GitHub leaves out others without a word.

https://docs.github.com/en/rest/issues/issues#create-an-issue
"""

from csopsbot.app.abilities import OwnField

OWN_FIELDS = tuple(map(OwnField, ("assignee", "assignees", "labels", "milestone")))
