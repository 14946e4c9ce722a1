"""People give an app files in its forms."""

from typing import Any

import pytest
from playwright.async_api import FilePayload, expect
from slack_bolt.async_app import AsyncApp

from tests.browser.cards import field, modal
from tests.browser.desk import Desk
from tests.browser.test_apps import choose_shortcut, opens

LOG: FilePayload = {"name": "checkout.log", "mimeType": "text/plain", "buffer": b"Payments fail"}
FORM = modal(
    {**field("log"), "element": {"type": "file_input", "action_id": "log"}}, field("title")
)


@pytest.fixture
def came(bolt: AsyncApp) -> list[dict[str, Any]]:
    """Return what is put into the form, once it comes."""
    values: list[dict[str, Any]] = []
    opens(bolt, FORM)

    @bolt.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        values.append(view["state"]["values"])
        await ack()

    return values


async def test_a_file_outlives_what_is_wrong_in_the_form_and_is_taken_in_once(
    desk: Desk, came: list[dict[str, Any]]
) -> None:
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await ana.get_by_label("Log").set_input_files(LOG)
    send = ana.get_by_role("dialog").get_by_role("button", name="Send")
    await send.click()
    await expect(ana.get_by_text("Please complete this required field.")).to_have_count(1)
    await ana.get_by_label("Title").fill("Checkout")
    await send.click()
    await expect(ana.get_by_role("dialog")).to_have_count(0)
    assert [file["name"] for file in came[0]["log"]["log"]["files"]] == ["checkout.log"]
    assert len(desk.slack.sandbox.world.files) == 1


async def test_a_file_that_is_refused_is_said_so_in_the_form(
    desk: Desk, came: list[dict[str, Any]]
) -> None:
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await ana.get_by_label("Log").set_input_files({**LOG, "buffer": b""})
    await ana.get_by_label("Title").fill("Checkout")
    form = ana.get_by_role("dialog")
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_role("alert")).to_contain_text("checkout.log is empty")
    await ana.get_by_label("Log").set_input_files(LOG)
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    assert len(came) == 1
