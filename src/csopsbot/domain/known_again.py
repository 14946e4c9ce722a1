"""Comments known again from one sighting of an issue to the next, whatever became of those beside them."""

from dataclasses import replace

from csopsbot.domain.issue import Issue, IssueComment


def known_again(before: Issue | None, issue: Issue) -> Issue:
    """Return ISSUE with each comment called as it was BEFORE, and none as another was.

    Where comments are called by when they were written, those of one moment are told apart by their
    order, which changes when one of them is deleted.
    """
    if before is None or before.ref.id != issue.ref.id:
        return issue
    called = {one.native_id: one.id for one in before.comments if one.native_id}
    return replace(issue, comments=tuple(_called(one, called) for one in issue.comments))


def _called(comment: IssueComment, called: dict[str, str]) -> IssueComment:
    known = called.get(comment.native_id)
    if known is None and comment.id in called.values():
        return replace(comment, id=f"{comment.id}#{comment.native_id}")
    return replace(comment, id=known or comment.id)
