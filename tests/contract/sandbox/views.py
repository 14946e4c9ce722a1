"""The views these tests show."""

from typing import Any

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "title"},
        },
        {
            "type": "input",
            "block_id": "customer",
            "optional": True,
            "label": {"type": "plain_text", "text": "Customer"},
            "element": {
                "type": "external_select",
                "action_id": "customer",
                "min_query_length": 0,
            },
        },
    ],
}
