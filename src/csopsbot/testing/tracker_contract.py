"""What every tracker's adapter promises: one suite, held to each of them on its own stand.

A test module subclasses `TrackerContract` and gives it a fixture `rig`. What a tracker says it
cannot do is skipped, with the reason.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from csopsbot.app.failures import NotFound, Unanswered
from csopsbot.app.tracker import (
    Gone,
    Hint,
    IssueDraft,
    Malformed,
    Patch,
    Rejected,
    Tracker,
    Verified,
)
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.issue import (
    Assigned,
    Category,
    Commented,
    Issue,
    IssueComment,
    Moved,
    changes,
    is_ours,
)

HOSTILE = {
    "mrkdwn": "*bold* _it_ ~no~ `code` <@U012AB3CD> <!channel> <https://evil.test|bank.test> &lt;b&gt;",
    "wiki": "h1. {code}rm -rf{code} [~accountid:5b10] {color:red}!img.png!{color} || table ||",
    "markdown": "# title\n- [ ] task\n**b** [x](javascript:alert(1)) @everyone <script>1</script>",
    "adf": '{"type":"doc","version":1,"content":[{"type":"mention","attrs":{"id":"all"}}]}',
    "jql": '" OR labels is not EMPTY ORDER BY created --',
    "emoji": "\U0001f469\u200d\U0001f467 \U0001f1ea\U0001f1f8 \u2705\ufe0f :boom: \u202eabc\u202c 漢字 e\u0301",
    "blanks": "a\n\n\nb   c\td",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A delivery as it reached us: header names in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


class Rig(Protocol):
    """A tracker on its stand, and what can be done to it behind the adapter's back.

    PERSON is the address, PERSON_ID the id of somebody who works there and is not us. UNREACHABLE
    is a category that a new issue cannot be brought to at once, where there is a workflow. What a
    stand cannot do it skips, by `pytest.skip`.
    """

    project: str
    issue_type: str
    person: str
    person_id: str
    unreachable: Category | None

    def tracker(self, *, webhook_secret: str | None = None) -> Tracker:
        """Return a new adapter; its webhook secret is the stand's unless another is given."""
        ...

    def now(self) -> datetime:
        """Return what time it is there."""
        ...

    async def move(self, issue_id: str, category: Category) -> None:
        """Let the person bring the issue to a status of CATEGORY."""
        ...

    async def comment(self, issue_id: str, text: str) -> None:
        """Let the person write a comment."""
        ...

    async def assign(self, issue_id: str) -> None:
        """Let the person take the issue."""
        ...

    async def delete(self, issue_id: str) -> None:
        """Let the issue be deleted."""
        ...

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        """Return the address and title of each link that the issue shows."""
        ...

    async def issues(self) -> int:
        """Return how many issues there are."""
        ...

    def lose_next_answer(self) -> None:
        """Let the next write be done and its answer be lost."""
        ...

    async def posts(self) -> list[Post]:
        """Return what was delivered so far, oldest first."""
        ...


class TrackerContract:
    """The promises, each a test; REF is never used twice on one stand."""

    @pytest.fixture
    async def tracker(self, rig: Rig) -> AsyncIterator[Tracker]:
        adapter = rig.tracker()
        yield adapter
        await adapter.close()

    @pytest.fixture
    async def issue(self, rig: Rig, tracker: Tracker) -> Issue:
        return await tracker.create(draft(rig), "01ISSUE")

    # who we are, and what a project is like

    async def test_it_says_who_we_are(self, tracker: Tracker) -> None:
        assert (await tracker.probe()).user.is_self

    async def test_the_project_knows_the_type_that_issues_are_made_with(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        assert rig.issue_type in (await tracker.schema(rig.project)).issue_types

    async def test_the_project_knows_the_status_of_a_new_issue(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        statuses = (await tracker.schema(rig.project)).statuses
        assert (issue.status.name, issue.status.category) in statuses

    # making and finding

    async def test_a_new_issue_has_its_title_and_labels_and_is_open(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        made = await tracker.create(draft(rig, title="It burns", labels=("urgent",)), "01NEW")
        assert made.title == "It burns"
        assert "urgent" in made.labels
        assert made.status.category is Category.OPEN

    async def test_a_new_issue_has_no_comment(self, issue: Issue) -> None:
        assert issue.comments == ()

    async def test_an_issue_is_found_by_its_ref(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        found = await tracker.find(rig.project, "01ISSUE", before(rig))
        assert found is not None
        assert found.ref == issue.ref

    @pytest.mark.usefixtures("issue")
    async def test_a_ref_that_nobody_used_finds_nothing(self, rig: Rig, tracker: Tracker) -> None:
        assert await tracker.find(rig.project, "01ISSU", before(rig)) is None

    async def test_two_refs_are_two_issues(self, rig: Rig, tracker: Tracker, issue: Issue) -> None:
        other = await tracker.create(draft(rig), "01OTHER")
        assert other.ref.id != issue.ref.id

    async def test_a_lost_answer_says_so_and_the_one_issue_is_found(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        await tracker.probe()
        there = await rig.issues()
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.create(draft(rig), "01LOST")
        assert await tracker.find(rig.project, "01LOST", before(rig)) is not None
        assert await rig.issues() == there + 1

    async def test_a_title_of_many_lines_becomes_one(self, rig: Rig, tracker: Tracker) -> None:
        made = await tracker.create(draft(rig, title="one\ntwo\r\n three"), "01LINES")
        assert made.title == "one two three"

    async def test_a_title_that_is_far_too_long_is_cut(self, rig: Rig, tracker: Tracker) -> None:
        made = await tracker.create(draft(rig, title="x" * 5000), "01LONG")
        assert made.title.startswith("x" * 100)
        assert made.title.endswith("…")

    # reading

    async def test_an_id_that_never_was_is_gone(self, tracker: Tracker) -> None:
        assert await tracker.get("99999999") == Gone()

    async def test_a_deleted_issue_is_gone(self, rig: Rig, tracker: Tracker, issue: Issue) -> None:
        await rig.delete(issue.ref.id)
        assert await tracker.get(issue.ref.id) == Gone()

    async def test_what_a_person_did_is_seen_as_changes(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.comment(issue.ref.id, "On it")
        seen = changes(issue, await read(tracker, issue))
        assert [type(one) for one in seen] == [Moved, Assigned, Commented]

    async def test_a_status_that_a_person_chose_has_its_meaning(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.move(issue.ref.id, Category.IN_PROGRESS)
        await rig.move(issue.ref.id, Category.DONE)
        assert (await read(tracker, issue)).status.category is Category.DONE

    # commenting

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

    # moving

    async def test_a_move_brings_the_issue_to_the_category(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        result = await tracker.move(issue.ref, Category.IN_PROGRESS)
        seen = await read(tracker, issue)
        assert result.outcome == "moved"
        assert seen.status.category is Category.IN_PROGRESS
        assert seen.status.name == result.status

    async def test_a_move_to_where_it_is_says_already(self, tracker: Tracker, issue: Issue) -> None:
        result = await tracker.move(issue.ref, Category.OPEN)
        assert (result.outcome, result.status) == ("already", issue.status.name)

    async def test_a_move_whose_answer_was_lost_is_already_there(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        rig.lose_next_answer()
        with pytest.raises(Unanswered):
            await tracker.move(issue.ref, Category.IN_PROGRESS)
        assert (await tracker.move(issue.ref, Category.IN_PROGRESS)).outcome == "already"

    async def test_an_impossible_move_names_what_is_possible(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        if rig.unreachable is None:
            pytest.skip("here every status can be reached at once")
        result = await tracker.move(issue.ref, rig.unreachable)
        assert result.outcome == "impossible"
        assert result.options
        assert (await read(tracker, issue)).status == issue.status

    # changing fields

    async def test_labels_are_added_and_removed_and_twice_is_as_once(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.update(issue.ref, Patch(labels_add=frozenset({"a", "b"})))
        once = Patch(labels_add=frozenset({"c"}), labels_remove=frozenset({"a"}))
        await tracker.update(issue.ref, once)
        await tracker.update(issue.ref, once)
        labels = (await read(tracker, issue)).labels
        assert labels == issue.labels | {"b", "c"}

    async def test_the_title_changes(self, tracker: Tracker, issue: Issue) -> None:
        await tracker.update(issue.ref, Patch(title="It burned"))
        assert (await read(tracker, issue)).title == "It burned"

    async def test_a_patch_leaves_alone_what_it_does_not_name(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.assign(issue.ref.id)
        await tracker.update(issue.ref, Patch(title="It burned"))
        assert (await read(tracker, issue)).assignee is not None

    async def test_somebody_is_assigned_and_then_nobody(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.update(issue.ref, Patch(assignee_id=rig.person_id))
        taken = (await read(tracker, issue)).assignee
        await tracker.update(issue.ref, Patch(assignee_id=""))
        assert taken is not None
        assert taken.id == rig.person_id
        assert (await read(tracker, issue)).assignee is None

    # linking and people

    async def test_a_second_link_with_the_same_key_replaces_the_first(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
        await tracker.link(issue.ref, "https://chat.test/2", "Two", "card")
        assert await rig.links(issue.ref.id) == [("https://chat.test/2", "Two")]

    async def test_another_key_is_another_link(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await tracker.link(issue.ref, "https://chat.test/1", "One", "card")
        await tracker.link(issue.ref, "https://chat.test/2", "Two", "thread")
        assert len(await rig.links(issue.ref.id)) == 2

    async def test_a_person_is_found_by_exactly_their_address(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        _needs_addresses(tracker)
        found = await tracker.find_user(rig.person.upper())
        assert found is not None
        assert found.id == rig.person_id
        assert not found.is_self

    @pytest.mark.parametrize("cut", [slice(0, 3), slice(0, -1), slice(1, None)])
    async def test_nobody_is_found_by_a_part_of_their_address(
        self, rig: Rig, tracker: Tracker, cut: slice
    ) -> None:
        _needs_addresses(tracker)
        assert await tracker.find_user(rig.person[cut]) is None

    # deliveries

    async def test_a_delivery_is_verified_and_names_the_issue_by_its_id(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        post = await last_post(rig)
        assert tracker.webhooks.verify(post.headers, post.body, rig.now()) == Verified()
        hint = tracker.webhooks.parse(post.headers, post.body)
        assert isinstance(hint, Hint)
        assert hint.issue_ids == (issue.ref.id,)

    async def test_a_persons_comment_is_delivered_as_a_hint_to_its_issue(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        before_it = len(await rig.posts())
        await rig.comment(issue.ref.id, "Hello")
        new = (await rig.posts())[before_it:]
        hints = [tracker.webhooks.parse(post.headers, post.body) for post in new]
        assert hints
        assert all(isinstance(one, Hint) and one.issue_ids == (issue.ref.id,) for one in hints)

    async def test_each_delivery_has_an_id_of_its_own(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.comment(issue.ref.id, "Hello")
        parsed = [tracker.webhooks.parse(one.headers, one.body) for one in await rig.posts()]
        ids = {one.delivery_id for one in parsed}
        assert len(ids) == len(parsed) > 1
        assert "" not in ids

    async def test_an_altered_delivery_is_rejected(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        post = await last_post(rig)
        altered = post.body.replace(issue.ref.id.encode(), b"1")
        assert isinstance(tracker.webhooks.verify(post.headers, altered, rig.now()), Rejected)

    @pytest.mark.usefixtures("issue")
    async def test_a_truncated_delivery_is_rejected(self, rig: Rig, tracker: Tracker) -> None:
        post = await last_post(rig)
        assert isinstance(
            tracker.webhooks.verify(post.headers, post.body[:-1], rig.now()), Rejected
        )

    @pytest.mark.usefixtures("issue")
    async def test_a_delivery_signed_with_another_secret_is_rejected(self, rig: Rig) -> None:
        post = await last_post(rig)
        other = rig.tracker(webhook_secret="another secret entirely")
        assert isinstance(other.webhooks.verify(post.headers, post.body, rig.now()), Rejected)
        await other.close()

    @pytest.mark.usefixtures("issue")
    async def test_a_delivery_without_a_signature_is_rejected(
        self, rig: Rig, tracker: Tracker
    ) -> None:
        post = await last_post(rig)
        assert isinstance(tracker.webhooks.verify({}, post.body, rig.now()), Rejected)

    @pytest.mark.usefixtures("issue")
    async def test_nothing_is_accepted_while_no_secret_is_set(self, rig: Rig) -> None:
        post = await last_post(rig)
        open_door = rig.tracker(webhook_secret="")
        assert isinstance(open_door.webhooks.verify(post.headers, post.body, rig.now()), Rejected)
        await open_door.close()

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
    def test_a_delivery_that_cannot_be_read_is_malformed(self, rig: Rig, body: bytes) -> None:
        with pytest.raises(Malformed):
            rig.tracker().webhooks.parse({}, body)


def draft(rig: Rig, *, title: str = "Checkout fails", labels: tuple[str, ...] = ()) -> IssueDraft:
    """Return an issue to be made on RIG."""
    body = plain("Card payments are refused.\n\nSince this morning.")
    return IssueDraft(rig.project, rig.issue_type, title, body, frozenset(labels))


def before(rig: Rig) -> datetime:
    """Return a time before anything was done on RIG."""
    return rig.now() - timedelta(minutes=5)


async def read(tracker: Tracker, issue: Issue) -> Issue:
    """Return ISSUE as it is now."""
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    return seen


async def last_comment(tracker: Tracker, issue: Issue) -> IssueComment:
    """Return the newest comment on ISSUE."""
    return (await read(tracker, issue)).comments[-1]


async def last_post(rig: Rig) -> Post:
    """Return what was delivered last."""
    return (await rig.posts())[-1]


def _needs_addresses(tracker: Tracker) -> None:
    if not tracker.capabilities.user_by_email:
        pytest.skip("here nobody is known by an address")
