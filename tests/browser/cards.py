"""What the app of these tests posts."""

from typing import Any


def words(text: str) -> dict[str, str]:
    """Return plain text as Slack writes it."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> dict[str, str]:
    """Return text with marks."""
    return {"type": "mrkdwn", "text": text}


def field(name: str, **element: Any) -> dict[str, Any]:
    """Return an input."""
    typed = {"type": "plain_text_input", "action_id": name, **element}
    return {"type": "input", "block_id": name, "label": words(name.title()), "element": typed}


def modal(*blocks: dict[str, Any], title: str = "Form", **more: Any) -> dict[str, Any]:
    """Return a modal."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": words(title),
        "submit": words("Send"),
        "blocks": list(blocks),
        **more,
    }


def button(action_id: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": words(text), **more}


CARD: list[dict[str, Any]] = [
    {"type": "section", "text": marked("*ESC-1* Payments fail at <https://example.com|checkout>")},
    {"type": "section", "fields": [marked("*Stage*\nWaiting"), marked("*Turn*\n<@U0DEV>")]},
    {"type": "context", "elements": [marked("Opened by <@U0ANA> in <#C0SUPPORT> :eyes: `code`")]},
    {
        "type": "actions",
        "elements": [
            button("take", "Take it", style="primary"),
            {
                "type": "static_select",
                "action_id": "severity",
                "placeholder": words("Severity"),
                "options": [{"text": words(one), "value": one} for one in ("S1", "S2")],
            },
            {
                "type": "overflow",
                "action_id": "more",
                "options": [{"text": words(one), "value": one} for one in ("Close", "Merge")],
            },
        ],
    },
]
