"""Operations on an issue's comments and on its links out of Jira."""

from typing import Any

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply, properties
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Comment, Issue, RemoteLink
from csopsbot.testing.jira_cloud.users import Json

_NOT_VALID = "Comment body is not valid!"


def add(asking: Asking) -> Reply:
    """Write a comment."""
    issue, now = asking.issue(), asking.site.clock()
    asking.needs("ADD_COMMENTS", issue.project)
    body = _body(asking)
    made = Comment(asking.site.new_id(), asking.user, body, now, now, properties(asking.body))
    issue.comments.append(made)
    issue.updated = now
    asking.deliveries.comment("created", asking.user, issue, made)
    asking.deliveries.issue("updated", "issue_commented", asking.user, issue, [])
    return Reply(201, shapes.comment(asking.site, issue, made, asking.query.get("expand", "")))


def read_all(asking: Asking) -> Reply:
    """Return a page of an issue's comments."""
    issue, order = asking.issue(), asking.query.get("orderBy", "created")
    if order.lstrip("+-") != "created":
        raise Refusal(400, "Comments can be ordered by created only.")
    expand = "" if asking.faults.hides_properties else asking.query.get("expand", "")
    shown = [shapes.comment(asking.site, issue, one, expand) for one in issue.comments]
    return Reply(200, asking.page("comments", shown[::-1] if order[0] == "-" else shown, 100))


def edit(asking: Asking) -> Reply:
    """Change what one's own comment says."""
    issue = asking.issue()
    comment = asking.comment(issue, asking.parts["id"])
    if comment.author is not asking.user:
        raise Refusal(400, "You do not have the permission to edit this comment.")
    comment.body = _body(asking)
    comment.properties |= properties(asking.body)
    comment.updated = issue.updated = asking.site.clock()
    asking.deliveries.comment("updated", asking.user, issue, comment)
    return Reply(200, shapes.comment(asking.site, issue, comment))


def delete(asking: Asking) -> Reply:
    """Delete a comment."""
    issue = asking.issue()
    comment = asking.comment(issue, asking.parts["id"])
    issue.comments.remove(comment)
    issue.updated = asking.site.clock()
    asking.deliveries.comment("deleted", asking.user, issue, comment)
    return Reply(204)


def read_property(asking: Asking) -> Reply:
    """Return a property of a comment."""
    key = asking.parts["propertyKey"]
    issue = _issue_of(asking, asking.parts["commentId"])
    values = asking.comment(issue, asking.parts["commentId"]).properties
    if key not in values:
        raise missing(f"The property with key '{key}' does not exist.")
    return Reply(200, {"key": key, "value": values[key]})


def link(asking: Asking) -> Reply:
    """Show an address on an issue; the same global id again replaces it."""
    issue = asking.issue()
    wanted: Json = asking.body["object"]
    empty = {name: f"'{name}' is required." for name in ("title", "url") if not wanted.get(name)}
    if empty:
        raise Refusal(400, **empty)
    global_id = asking.body.get("globalId")
    if global_id and len(global_id) > 255:
        raise Refusal(400, globalId="globalId is too long.")
    return _upsert(asking, issue, global_id, wanted)


def _upsert(asking: Asking, issue: Issue, global_id: str | None, wanted: Json) -> Reply:
    known = (one for one in issue.links if global_id and one.global_id == global_id)
    found = next(known, None)
    if found:
        found.object = wanted
    else:
        issue.links.append(RemoteLink(int(asking.site.new_id()), global_id, wanted))
    made = found or issue.links[-1]
    place = f"{asking.site.url}{asking.site.manner.api}/issue/{issue.key}/remotelink/{made.id}"
    return Reply(200 if found else 201, {"id": made.id, "self": place})


def _body(asking: Asking) -> Any:
    body = asking.document(asking.body.get("body"), "comment", _NOT_VALID)
    if not asking.site.manner.text_of(body).strip():
        raise Refusal(400, comment="Comment body can not be empty!")
    return body


def _issue_of(asking: Asking, comment_id: str) -> Issue:
    for issue in asking.site.issues.values():
        if issue.is_hidden_from(asking.user):
            continue
        if any(comment.id == comment_id for comment in issue.comments):
            return issue
    raise missing(f"Can not find a comment for the id: {comment_id}.")
