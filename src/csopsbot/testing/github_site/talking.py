"""What can be asked about the comments on an issue."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site import bodies, shapes
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.refusals import Refusal, forbidden, invalid
from csopsbot.testing.github_site.site import Comment


async def comments(asking: Asking) -> Response:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/comments."""
    issue = asking.issue()
    query = await asking.query(bodies.CommentsQuery)
    shown = [
        shapes.comment(asking.site, issue, one)
        for one in issue.comments
        if query.since is None or one.updated >= query.since
    ]
    return asking.page(shown, query)


async def comment(asking: Asking) -> Response:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/comments."""
    issue = asking.issue()
    text = _text((await asking.body(bodies.CommentBody)).body)
    if issue.locked and not asking.may(issue.repository):
        raise Refusal(403, "Unable to create comment because issue is locked.")
    now = asking.site.now()
    made = Comment(asking.site.new_id(), asking.who, text, now, now)
    issue.comments.append(made)
    issue.updated = now
    asking.deliveries.comment("created", asking.who, issue, made)
    return JSONResponse(shapes.comment(asking.site, issue, made), 201)


async def edit(asking: Asking) -> Response:
    """PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}."""
    issue, kept = asking.comment()
    text = _text((await asking.body(bodies.CommentBody)).body)
    if kept.author is not asking.who and asking.role(issue.repository) not in ("write", "admin"):
        raise forbidden()
    kept.body = text
    kept.updated = issue.updated = asking.site.now()
    asking.deliveries.comment("edited", asking.who, issue, kept)
    return JSONResponse(shapes.comment(asking.site, issue, kept))


async def delete(asking: Asking) -> Response:
    """DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}."""
    await asking.query(bodies.NoQuery)
    issue, kept = asking.comment()
    if kept.author is not asking.who and asking.role(issue.repository) not in ("write", "admin"):
        raise forbidden()
    issue.comments.remove(kept)
    issue.updated = asking.site.now()
    asking.deliveries.comment("deleted", asking.who, issue, kept)
    return Response(status_code=204)


def _text(body: str) -> str:
    if not body.strip():
        raise invalid("body", "missing_field", resource="IssueComment")
    return bodies.text(body, "IssueComment")
