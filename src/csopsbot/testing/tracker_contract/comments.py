"""Promises about comments: that each is said once, as text, and known to be ours or not."""

import pytest

from csopsbot.app.failures import NotFound, Unanswered
from csopsbot.app.tracker import Tracker
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import Issue, is_ours
from csopsbot.testing.tracker_contract.rig import Rig, before, last_comment, read

HOSTILE = {
    "mrkdwn": "*bold* _it_ ~no~ `code` <@U012AB3CD> <!channel> <https://evil.test|bank.test> &lt;b&gt;",
    "wiki": "h1. {code}rm -rf{code} [~accountid:5b10] {color:red}!img.png!{color} || table ||",
    "markdown": "# title\n- [ ] task\n**b** [x](javascript:alert(1)) @everyone <script>1</script>",
    "adf": '{"type":"doc","version":1,"content":[{"type":"mention","attrs":{"id":"all"}}]}',
    "jql": '" OR labels is not EMPTY ORDER BY created --',
    "emoji": "\U0001f469\u200d\U0001f467 \U0001f1ea\U0001f1f8 \u2705\ufe0f :boom: \u202eabc\u202c 漢字 e\u0301",
    "blanks": "a\n\n\nb   c\td",
}


class CommentPromises:
    """A tracker keeps comments."""

    async def test_a_comment_is_found_by_its_op(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
        found = await tracker.find_comment(issue.ref, "op-1", before(rig))
        assert found is not None
        assert found.id == made.id

    async def test_an_op_that_nobody_used_finds_nothing(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
        assert await tracker.find_comment(issue.ref, "op-2", before(rig)) is None

    async def test_a_comment_whose_answer_was_lost_is_there_once(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.comment(issue.ref, plain("Hello"), "op-1")
        assert await tracker.find_comment(issue.ref, "op-1", before(rig)) is not None
        assert len((await read(tracker, issue)).comments) == 1

    async def test_our_comment_is_ours(self, tracker: Tracker, issue: Issue) -> None:
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
        assert is_ours(await last_comment(tracker, issue))

    async def test_our_comment_is_ours_to_an_adapter_that_did_not_write_it(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
        other = rig.tracker()
        assert is_ours(await last_comment(other, issue))
        await other.close()

    async def test_a_persons_comment_is_not_ours(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.comment(issue.ref.id, "I have a question")
        comment = await last_comment(tracker, issue)
        assert not is_ours(comment)
        assert to_text(comment.body).strip() == "I have a question"

    async def test_comments_come_oldest_first(self, tracker: Tracker, issue: Issue) -> None:
        for number in range(3):
            await tracker.comment(issue.ref, plain(f"{number}"), f"op-{number}")
        texts = [to_text(one.body) for one in (await read(tracker, issue)).comments]
        assert texts == ["0", "1", "2"]

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    async def test_hostile_text_is_text(self, tracker: Tracker, issue: Issue, text: str) -> None:
        await tracker.comment(issue.ref, plain(text), "op-1")
        comment = await last_comment(tracker, issue)
        assert to_text(comment.body) == to_text(plain(text))

    async def test_characters_that_nobody_can_store_stop_no_comment(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.comment(issue.ref, plain("a\x00b\x1b[0m\ud800c"), "op-1")
        assert to_text((await last_comment(tracker, issue)).body).startswith("a")

    async def test_as_much_text_as_it_promises_is_kept_whole(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        text = "x" * tracker.capabilities.max_body
        await tracker.comment(issue.ref, plain(text), "op-1")
        assert to_text((await last_comment(tracker, issue)).body) == text

    async def test_more_text_than_fits_is_cut_and_says_so(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.comment(issue.ref, plain("x" * 200_000), "op-1")
        text = to_text((await last_comment(tracker, issue)).body)
        assert len(text) <= tracker.capabilities.max_body
        assert text.endswith("…")

    async def test_a_deleted_issue_takes_no_comment(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.delete(issue.ref.id)
        with pytest.raises(NotFound):
            await tracker.comment(issue.ref, plain("Hello"), "op-1")
