"""What the desk file may fill when an issue is made; Redmine leaves out others without a word.

https://www.redmine.org/projects/redmine/wiki/Rest_Issues#Creating-an-issue
"""

from csopsbot.app.abilities import OwnField
from csopsbot.trackers.redmine.arrangement import ProjectShape
from csopsbot.trackers.redmine.translate import EDITABLE

_OURS = {"description", "subject"}
_AT_FIRST = {"status_id", "watcher_user_ids"}
_NAMES = sorted(EDITABLE - _OURS | _AT_FIRST)


def own_fields(project: ProjectShape) -> tuple[OwnField, ...]:
    """Return Redmine's own fields, and the custom ones that PROJECT shows us."""
    custom = (OwnField(f"cf_{one.id}", one.name) for one in project.fields)
    return (*map(OwnField, _NAMES), *custom)
