"""Comments made, edited and taken away."""

from collections.abc import Callable, Mapping

from csopsbot.testing.linear_workspace import inputs
from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.changing import Payload, done
from csopsbot.testing.linear_workspace.refusals import forbidden, invalid, missing, taken
from csopsbot.testing.linear_workspace.workspace import Comment, Json


def create_comment(_: object, asking: Asking, input: Json) -> Payload:
    workspace = asking.workspace
    comment_id = inputs.chosen_id(input)
    if comment_id in workspace.comments:
        raise taken("Comment", comment_id)
    issue = asking.writable(input.get("issueId") or "")
    now = workspace.clock()
    comment = Comment(comment_id, issue, asking.who, _body(input), now, now)
    workspace.comments[comment.id] = comment
    issue.comments.append(comment)
    # Nobody says that a comment touches its issue: whoever relies on it finds out.
    asking.deliveries.comment("create", asking.who, comment)
    return done(comment=comment)


def update_comment(
    _: object,
    asking: Asking,
    id: str,
    input: Json,
    skipEditedAt: bool = False,  # noqa: N803 - Linear's name
) -> Payload:
    comment = _own(asking, id)
    before, comment.body = comment.body, _body(input)
    comment.updated_at = asking.workspace.clock()
    if not skipEditedAt:
        comment.edited_at = comment.updated_at
    asking.deliveries.comment("update", asking.who, comment, body=before)
    return done(comment=comment)


def delete_comment(_: object, asking: Asking, id: str) -> Payload:
    comment = _own(asking, id)
    comment.issue.comments.remove(comment)
    del asking.workspace.comments[id]
    asking.deliveries.comment("remove", asking.who, comment)
    return done(entity_id=id)


def _own(asking: Asking, comment_id: str) -> Comment:
    """Return the comment, if whoever asks may change it; other people's an administrator may."""
    comment = asking.workspace.comments.get(comment_id)
    if comment is None or not comment.issue.team.shows_itself_to(asking.who):
        raise missing("Comment")
    asking.writable(comment.issue.id)
    if comment.user is not asking.who and not asking.who.admin:
        raise forbidden()
    return comment


def _body(wanted: Json) -> str:
    body = inputs.markdown(wanted.get("body"), "body")
    if not body:
        raise invalid("body", "should not be empty")
    return body


CHANGES: Mapping[tuple[str, str], Callable[..., Payload]] = {
    ("Mutation", "commentCreate"): create_comment,
    ("Mutation", "commentUpdate"): update_comment,
    ("Mutation", "commentDelete"): delete_comment,
}
