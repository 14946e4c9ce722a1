"""Promises about finding issues: by what people call them, and many at once by their ids."""

from urllib.parse import urlsplit

import pytest

from csopsbot.app.tracker import Gone, Hidden, Sighting, Tracker
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract.rig import Rig, draft, read

NO_ADDRESSES = {
    "nothing": "",
    "blank": " \n",
    "word": "checkout",
    "script": "javascript:alert(1)",
    "path": "../../etc/passwd",
    "query": '" OR labels is not EMPTY ORDER BY created --',
    "controls": "PAY-1\0\r\nX-Evil: 1",
    "brackets": "https://[::1",
    "port": "https://acme.test:99999999/browse/PAY-1",
    "long": "x" * 50_000,
    "picture": "\U0001f4a3",
    "surrogate": "\ud800",
}


class LookingPromises:
    """A tracker finds issues."""

    async def test_an_issue_is_located_by_the_address_of_its_page(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        assert _ref(await tracker.locate(issue.ref.url)) == issue.ref

    async def test_an_issue_is_located_by_its_key(self, tracker: Tracker, issue: Issue) -> None:
        assert _ref(await tracker.locate(issue.ref.key)) == issue.ref

    @pytest.mark.parametrize("more", ["#comment-1", "?from=mail", "/", "?a=1&b=%2F#x"])
    async def test_what_hangs_on_an_address_does_not_matter(
        self, tracker: Tracker, issue: Issue, more: str
    ) -> None:
        assert _ref(await tracker.locate(f" {issue.ref.url}{more} ")) == issue.ref

    @pytest.mark.parametrize("host", ["elsewhere.test", "{host}.evil.test", "{host}@evil.test"])
    async def test_an_address_elsewhere_is_no_issue_here(
        self, tracker: Tracker, issue: Issue, host: str
    ) -> None:
        here = urlsplit(issue.ref.url)
        there = here._replace(netloc=host.format(host=here.netloc)).geturl()
        assert await tracker.locate(there) is None

    @pytest.mark.parametrize("address", NO_ADDRESSES.values(), ids=NO_ADDRESSES.keys())
    async def test_what_is_no_address_is_no_issue(
        self, tracker: Tracker, issue: Issue, address: str
    ) -> None:
        assert address != issue.ref.key
        assert await tracker.locate(address) is None

    async def test_what_stands_beside_an_issue_is_no_issue(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        start = issue.ref.url[: issue.ref.url.index(urlsplit(issue.ref.url).path)]
        for path in ("", "/", "/login", "/%2e%2e/%00", "/issues", "/browse/../../admin"):
            assert await tracker.locate(start + path) is None

    async def test_an_address_of_a_deleted_issue_is_told_to_be_gone(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.delete(issue.ref.id)
        assert await tracker.locate(issue.ref.url) == Gone()

    async def test_an_address_that_we_may_not_see_is_told_to_be_hidden(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.hide(issue.ref.id)
        assert await tracker.locate(issue.ref.url) == Hidden()

    async def test_many_are_sighted_in_one_go_with_the_gone_told_apart(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        deleted = await tracker.create(draft(rig), "01DELETED")
        untouched = await tracker.create(draft(rig), "01UNTOUCHED")
        await rig.delete(deleted.ref.id)
        await rig.later()
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
        changed = await read(tracker, issue)
        seen = await tracker.sight([one.ref.id for one in (issue, deleted, untouched)])
        assert dict(seen) == {
            issue.ref.id: Sighting(issue.ref.id, changed.updated_at, changed.counted),
            deleted.ref.id: Gone(),
            untouched.ref.id: Sighting(untouched.ref.id, untouched.updated_at, untouched.counted),
        }

    async def test_a_comment_that_a_person_took_away_leaves_another_sighting(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        await rig.comment(issue.ref.id, "I have a question")
        was = await read(tracker, issue)
        await rig.later()
        await rig.delete_comment(issue.ref.id, was.comments[0].id)
        seen = await tracker.sight([issue.ref.id])
        assert seen[issue.ref.id] != Sighting(issue.ref.id, was.updated_at, was.counted)

    async def test_what_we_may_not_see_any_more_is_hidden_and_not_gone(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        other = await tracker.create(draft(rig), "01OTHER")
        await rig.hide(issue.ref.id)
        seen = await tracker.sight([issue.ref.id, other.ref.id])
        assert seen[issue.ref.id] == Hidden()

    async def test_an_id_that_never_was_is_sighted_as_gone(
        self, tracker: Tracker, issue: Issue
    ) -> None:
        seen = await tracker.sight(["99999999", issue.ref.id])
        assert seen["99999999"] == Gone()
        assert isinstance(seen[issue.ref.id], Sighting)

    async def test_of_no_ids_nothing_is_sighted(self, tracker: Tracker) -> None:
        assert dict(await tracker.sight([])) == {}

    async def test_more_than_a_page_is_sighted(
        self, rig: Rig, tracker: Tracker, issue: Issue
    ) -> None:
        rig.small_pages()
        ids = [issue.ref.id]
        ids += [(await tracker.create(draft(rig), f"01MORE{n}")).ref.id for n in range(7)]
        seen = await tracker.sight(ids)
        assert {id for id, one in seen.items() if isinstance(one, Sighting)} == set(ids)


def _ref(found: Issue | Gone | Hidden | None) -> object:
    return found.ref if isinstance(found, Issue) else found
