"""What the pages show, and to whom."""

import pytest

from tests.contract.sandbox.face.window import page, written
from tests.contract.sandbox.harness import Slack


async def test_the_sandboxs_address_leads_to_the_choice_of_who_to_be(unserved: Slack) -> None:
    answer = await unserved.http.get("/", follow_redirects=True)
    for word in ("Who do you want to be?", "Ana Ruiz", "/app/U0DEV"):
        assert word in answer.text


@pytest.mark.parametrize("path", ["", "ana/support", "ana/home", "ana/with/U0LEE", "ana"])
async def test_no_page_shows_a_secret(unserved: Slack, path: str) -> None:
    sandbox = unserved.sandbox
    shown = await page(unserved, path)
    secrets = {user.token for user in sandbox.world.people.values()}
    secrets |= {sandbox.app.app_token, sandbox.app.signing_secret, sandbox.app.verification_token}
    assert not [secret for secret in secrets if secret in shown]


async def test_someone_begins_in_their_first_channel(unserved: Slack) -> None:
    assert "Messages in general" in await page(unserved, "dev")


async def test_people_and_channels_go_by_name_or_id(unserved: Slack) -> None:
    assert "Messages in support" in await page(unserved, "U0ANA/C0SUPPORT")
    assert "Messages in support" in await page(unserved, "ana/support")
    assert await page(unserved, "ana/with/U0LEE") == await page(unserved, "ana/with/lee")


@pytest.mark.parametrize("path", ["nobody", "ana/nowhere", "dev/secret", "Echo/general"])
async def test_what_is_not_there_or_not_for_them_is_said_so(unserved: Slack, path: str) -> None:
    assert "Not here" in await page(unserved, path, status=404)


async def test_a_private_channel_is_listed_for_its_members_alone(unserved: Slack) -> None:
    assert "inner" in await page(unserved, "dev/general")
    assert "inner" not in await page(unserved, "lee/general")


async def test_a_public_channel_one_is_not_in_can_be_read_and_joined(unserved: Slack) -> None:
    shown = await page(unserved, "dev/support")
    assert ("Join the channel" in shown, 'name="text"' in shown) == (True, False)


async def test_the_address_of_a_reply_leads_to_its_thread(slack: Slack) -> None:
    ana = slack.person("ana")
    first = (await ana.say("C0SUPPORT", "Payments fail"))["ts"]
    reply = (await ana.say("C0SUPPORT", "Since nine", first))["ts"]
    led = await slack.http.get(f"/app/ana/support/{reply}?panel=wire")
    assert led.status_code == 303
    assert led.headers["location"].endswith(f"/C0SUPPORT/{first}?panel=wire#r-{reply}")


async def test_what_people_write_is_no_markup(slack: Slack) -> None:
    await slack.person("ana").say("C0SUPPORT", "<script>alert(1)</script><img src=x>")
    shown = await page(slack, "ana/support")
    assert ("<script>alert" in shown, "<img src=x" in shown) == (False, False)


async def test_only_our_own_scripts_may_run(unserved: Slack) -> None:
    answer = await unserved.http.get("/app/ana/support")
    policy = answer.headers["content-security-policy"]
    assert ("script-src 'self'" in policy, "unsafe" in policy) == (True, False)


async def test_a_long_channel_shows_its_latest_and_the_rest_when_asked(slack: Slack) -> None:
    said = [await slack.person("ana").say("C0SUPPORT", f"message {n:03}") for n in range(120)]
    shown = await page(slack, "ana/support")
    assert ("message 069" in shown, "message 070" in shown) == (False, True)
    earlier = await page(slack, f"ana/support/earlier?before={said[70]['ts']}")
    assert ("message 019" in earlier, "message 020" in earlier) == (False, True)
    assert "message 070" not in earlier
    assert "data-earlier" not in await page(slack, f"ana/support/earlier?before={said[20]['ts']}")


async def test_a_thread_has_an_address_of_its_own(slack: Slack) -> None:
    said = await slack.person("ana").say("C0SUPPORT", "Payments fail")
    await slack.person("lee").say("C0SUPPORT", "Since when?", said["ts"])
    channel = await page(slack, "ana/support")
    assert ("1 reply" in channel, "Since when?" in channel) == (True, False)
    assert "Since when?" in await page(slack, f"ana/support/{said['ts']}")


async def test_times_are_those_of_where_the_reader_is(slack: Slack) -> None:
    said = await slack.person("ana").say("C0GENERAL", "Now")
    ana = await page(slack, "ana/general?lang=es")
    hour = int(float(said["ts"])) // 3600 % 24
    assert f">{(hour + 1) % 24}:" in ana or f">{(hour + 2) % 24}:" in ana


@pytest.mark.parametrize("who", ["ana", "dev"])
async def test_dates_speak_the_language_of_the_window_whoever_looks(slack: Slack, who: str) -> None:
    text = f"<!date^{int(slack.sandbox.clock.now())}^{{date_pretty}}|now>"
    await slack.bot.chat_postMessage(channel="C0GENERAL", text=text)
    english, spanish = [await page(slack, f"{who}/general?lang={tag}") for tag in ("en", "es")]
    assert (">Today<" in english, ">Hoy<" in spanish) == (True, True)
    assert ("day, " in written(english, "day"), " de " in written(spanish, "day")) == (True, True)


async def test_what_is_new_is_told_from_what_was_seen(slack: Slack) -> None:
    await slack.person("lee").say("C0SUPPORT", "One")
    await slack.person("lee").say("C0SUPPORT", "Two, <@U0ANA>")
    assert '1<span class="unseen"> new for you' in await page(slack, "ana/general")
    await page(slack, "ana/support")
    assert "new for you" not in await page(slack, "ana/general")


async def test_the_app_says_what_it_can_do_where_it_has_no_home(slack: Slack) -> None:
    home = slack.sandbox.app.features.app_home.model_copy(update={"home_tab_enabled": False})
    features = slack.sandbox.app.features.model_copy(update={"app_home": home})
    slack.sandbox.world.app = slack.sandbox.app.model_copy(update={"features": features})
    shown = await page(slack, "ana/home")
    assert ("/echo" in shown, "Quote" in shown) == (True, True)
