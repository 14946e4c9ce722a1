"""Operations that take an issue through its workflow."""

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.fields import checked, put
from csopsbot.testing.jira_cloud.flow import RESOLUTIONS, Transition
from csopsbot.testing.jira_cloud.issues import tell
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.site import Issue
from csopsbot.testing.jira_cloud.users import Json


def offered(asking: Asking) -> Reply:
    """Return the steps that the issue may take now."""
    issue, expand = asking.issue(), asking.query.get("expand", "")
    steps = issue.project.workflow.out_of(issue.status)
    shown = [shapes.transition(asking.site, issue.project, one, expand) for one in steps]
    return Reply(200, {"transitions": shown})


def take(asking: Asking) -> Reply:
    """Take one step."""
    issue = asking.issue()
    asking.needs("TRANSITION_ISSUES", issue.project)
    step = _step(issue, asking.body.get("transition", {}).get("id"))
    fields = asking.body.get("fields", {})
    _check_screen(step, fields)
    before = issue.status.name
    rest = {name: value for name, value in fields.items() if name != "resolution"}
    edits = [checked(asking, issue.project, name, value) for name, value in rest.items()]
    issue.resolution = _resolution(step, fields)
    for name, value in edits:
        put(issue, name, value)
    issue.status = step.to
    item = {"field": "status", "fieldtype": "jira", "fieldId": "status"}
    shown = {"fromString": before, "toString": step.to.name}
    tell(asking, issue, "issue_generic", [item | shown])
    return Reply(204)


def _step(issue: Issue, wanted: object) -> Transition:
    if wanted is None:
        raise Refusal(400, "Missing 'transition' identifier")
    for step in issue.project.workflow.out_of(issue.status):
        if step.id == wanted:
            return step
    raise Refusal(
        400,
        f"It seems that you have tried to perform a workflow operation ({wanted}) that is not valid"
        f" for the current state of this issue ({issue.key}).",
    )


def _check_screen(step: Transition, fields: Json) -> None:
    wrong = {
        name: f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
        for name in fields.keys() - step.screen
    }
    wrong |= {name: f"{name} is required." for name in step.required - fields.keys()}
    if wrong:
        raise Refusal(400, **wrong)


def _resolution(step: Transition, fields: Json) -> str | None:
    if "resolution" not in fields:
        return step.resolution if step.to.category == "done" else None
    named = fields["resolution"] or {}
    for found, name in RESOLUTIONS.items():
        if named.get("id") == found or named.get("name") == name:
            return name
    raise Refusal(400, resolution="The resolution with this id does not exist")
