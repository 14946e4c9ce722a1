"""The page at the sandbox's address."""

from tests.contract.sandbox.harness import Slack


async def page(slack: Slack) -> str:
    """Return the page as a browser gets it."""
    answer = await slack.http.get("/")
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


async def test_it_says_who_is_there_and_where_to_look(slack: Slack) -> None:
    shown = await page(slack)
    for word in ("Ana Ruiz", "U0ANA", "xoxp-ana", "#support", "C0SUPPORT", "/sandbox/state"):
        assert word in shown


async def test_it_shows_what_was_said_and_by_whom(slack: Slack) -> None:
    said = await slack.person("ana").say("C0SUPPORT", "Payments fail")
    await slack.person("lee").say("C0SUPPORT", "Since when?", said["ts"])
    shown = await page(slack)
    assert "Payments fail" in shown
    assert '<p class="reply"><b>Lee</b>' in shown


async def test_what_people_write_is_no_markup(slack: Slack) -> None:
    await slack.person("ana").say("C0SUPPORT", "<script>alert(1)</script>")
    assert "<script" not in await page(slack)


async def test_it_shows_the_latest_of_a_long_channel(slack: Slack) -> None:
    for number in range(25):
        await slack.person("ana").say("C0SUPPORT", f"message {number:02}")
    shown = await page(slack)
    assert ("message 04" in shown, "message 05" in shown, "message 24" in shown) == (
        False,
        True,
        True,
    )
