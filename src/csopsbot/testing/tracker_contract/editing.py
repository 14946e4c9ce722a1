"""Promises about comments that are changed, taken away, or kept from customers."""

from dataclasses import replace

import pytest

from csopsbot.app.failures import NotFound, Unanswered
from csopsbot.app.tracker import Tracker
from csopsbot.domain.changes import CommentRemoved, Reworded, changes
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import Issue, IssueComment, is_ours
from csopsbot.testing.tracker_contract.comments import HOSTILE
from csopsbot.testing.tracker_contract.rig import Rig, before, last_comment, read


class EditingPromises:
    """A tracker lets us change our comments, and tells of what people do with theirs."""

    @pytest.fixture
    async def ours(self, tracker: Tracker, issue: Issue) -> IssueComment:
        return await tracker.comment(issue.ref, plain("Hello"), "op-1")

    @pytest.fixture
    async def theirs(self, rig: Rig, tracker: Tracker, issue: Issue) -> IssueComment:
        await rig.comment(issue.ref.id, "I have a question")
        return await last_comment(tracker, issue)

    async def test_an_edited_comment_says_the_new_words_and_keeps_its_op_and_its_id(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        edited = await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        seen = await last_comment(tracker, issue)
        assert edited.id == seen.id == ours.id
        assert edited.op == seen.op == "op-1"
        assert to_text(edited.body) == to_text(seen.body) == "Good bye"

    async def test_an_edited_comment_is_found_by_its_op(
        self, rig: Rig, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        found = await tracker.find_comment(issue.ref, "op-1", before(rig))
        assert found is not None
        assert found.id == ours.id

    async def test_editing_twice_is_as_once(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        for _ in range(2):
            await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        comments = (await read(tracker, issue)).comments
        assert [to_text(one.body) for one in comments] == ["Good bye"]

    async def test_an_edit_whose_answer_was_lost_is_done(
        self, rig: Rig, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        assert to_text((await last_comment(tracker, issue)).body) == "Good bye"

    @pytest.mark.parametrize("kind", ["mrkdwn", "wiki", "markdown"])
    async def test_hostile_text_is_text_in_an_edit_too(
        self, tracker: Tracker, issue: Issue, ours: IssueComment, kind: str
    ) -> None:
        await tracker.edit_comment(issue.ref, ours.id, plain(HOSTILE[kind]), "op-1")
        comment = await last_comment(tracker, issue)
        assert to_text(comment.body) == to_text(plain(HOSTILE[kind]))

    async def test_our_own_edit_is_no_news(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        was = await read(tracker, issue)
        await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        assert changes(was, await read(tracker, issue)) == ()

    async def test_a_deleted_comment_is_gone_and_deleting_it_twice_is_as_once(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        other = await tracker.comment(issue.ref, plain("I stay"), "op-2")
        for _ in range(2):
            await tracker.delete_comment(issue.ref, ours.id)
        assert [one.id for one in (await read(tracker, issue)).comments] == [other.id]

    async def test_a_deletion_whose_answer_was_lost_is_done(
        self, rig: Rig, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.delete_comment(issue.ref, ours.id)
        assert (await read(tracker, issue)).comments == ()

    async def test_a_comment_that_is_gone_is_not_edited(
        self, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        await tracker.delete_comment(issue.ref, ours.id)
        with pytest.raises(NotFound):
            await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")

    async def test_other_words_of_a_person_are_seen_as_theirs(
        self, rig: Rig, tracker: Tracker, issue: Issue, theirs: IssueComment
    ) -> None:
        was = await read(tracker, issue)
        await rig.later()
        await rig.edit_comment(issue.ref.id, theirs.id, "I have an answer")
        (news,) = changes(was, await read(tracker, issue))
        assert isinstance(news, Reworded)
        assert to_text(news.comment.body).strip() == "I have an answer"
        assert news.comment.id == theirs.id
        assert not is_ours(news.comment)

    async def test_a_persons_comment_that_they_took_away_is_seen_to_be_gone(
        self, rig: Rig, tracker: Tracker, issue: Issue, theirs: IssueComment
    ) -> None:
        was = await read(tracker, issue)
        await rig.delete_comment(issue.ref.id, theirs.id)
        now = await read(tracker, issue)
        assert changes(was, now) == (CommentRemoved(theirs),)
        less = replace(was, comments=(), counted=now.counted)
        assert now == replace(less, updated_at=now.updated_at, steady_at=now.steady_at)

    async def test_an_issues_own_time_does_not_go_back_when_a_comment_is_taken_away(
        self, rig: Rig, tracker: Tracker, issue: Issue, theirs: IssueComment
    ) -> None:
        was = await read(tracker, issue)
        await rig.delete_comment(issue.ref.id, theirs.id)
        now = await read(tracker, issue)
        assert (now.steady_at or now.updated_at) >= (was.steady_at or was.updated_at)

    async def test_our_comment_is_kept_from_customers(
        self, rig: Rig, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        _needs_internal(tracker)
        assert await rig.comment_is_internal(issue.ref.id, ours.id)

    async def test_an_edit_keeps_our_comment_from_customers(
        self, rig: Rig, tracker: Tracker, issue: Issue, ours: IssueComment
    ) -> None:
        _needs_internal(tracker)
        await tracker.edit_comment(issue.ref, ours.id, plain("Good bye"), "op-1")
        assert await rig.comment_is_internal(issue.ref.id, ours.id)

    async def test_a_comment_that_is_not_internal_is_for_everybody(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        _needs_internal(tracker)
        shown = await tracker.comment(issue.ref, plain("Hello"), "op-1", internal=False)
        assert not await rig.comment_is_internal(issue.ref.id, shown.id)


def _needs_internal(tracker: Tracker) -> None:
    if not tracker.capabilities.private_comments:
        pytest.skip("here every comment is for everybody")
