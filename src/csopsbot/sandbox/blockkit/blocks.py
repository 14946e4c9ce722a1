"""Blocks and the limits of each."""

from csopsbot.sandbox.blockkit.elements import (
    ACTIONS_ELEMENTS,
    CONTEXT_ACTIONS_ELEMENTS,
    CONTEXT_ELEMENTS,
    INPUT_ELEMENTS,
    SECTION_ELEMENTS,
)
from csopsbot.sandbox.blockkit.objects import SLACK_FILE, either_image, plain, text
from csopsbot.sandbox.blockkit.shapes import (
    Check,
    anything,
    boolean,
    both,
    choice,
    many,
    rule,
    shape,
    string,
    typed,
)

ID = {"block_id": string(255)}
RICH_TEXT = typed(
    {
        "rich_text_section": shape({"elements": anything}),
        "rich_text_list": shape(
            {"elements": anything, "style": choice("bullet", "ordered")},
            {"indent": anything, "offset": anything, "border": anything},
        ),
        "rich_text_quote": shape({"elements": anything}, {"border": anything}),
        "rich_text_preformatted": shape(
            {"elements": anything}, {"border": anything, "language": anything}
        ),
    }
)
CELL = typed(
    {
        "raw_text": shape({"text": string(3000, 0)}),
        "raw_number": shape({"value": anything}, {"text": string(3000, 0)}),
        "rich_text": shape({"elements": many(RICH_TEXT, 100)}, ID),
    }
)

SHARED: dict[str, Check] = {
    "section": both(
        shape(
            {},
            {
                **ID,
                "text": text(3000),
                "fields": many(text(2000), 10),
                "accessory": typed(SECTION_ELEMENTS),
                "expand": boolean,
            },
        ),
        rule(lambda b: "text" in b or "fields" in b, "missing required field: text"),
    ),
    "header": shape({"text": plain(150)}, ID),
    "divider": shape({}, ID),
    "context": shape({"elements": many(typed(CONTEXT_ELEMENTS), 10)}, ID),
    "actions": shape({"elements": many(typed(ACTIONS_ELEMENTS), 25)}, ID),
    "image": either_image(
        shape(
            {"alt_text": string(2000, 0)},
            {**ID, "image_url": string(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        )
    ),
    "input": shape(
        {"label": plain(2000), "element": typed(INPUT_ELEMENTS)},
        {**ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": shape({"elements": many(RICH_TEXT, 100, 0)}, ID),
    "video": shape(
        {
            "alt_text": string(2000),
            "title": plain(199),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            **ID,
            "author_name": string(49),
            "description": plain(200),
            "provider_icon_url": string(3000),
            "provider_name": string(50),
            "title_url": string(3000),
        },
    ),
}
IN_MESSAGES: dict[str, Check] = {
    "context_actions": shape({"elements": many(typed(CONTEXT_ACTIONS_ELEMENTS), 5)}, ID),
    "markdown": shape({"text": string(12_000)}, ID),
    "table": shape(
        {"rows": many(many(CELL, 20), 100)}, {**ID, "column_settings": many(anything, 20, 0)}
    ),
    "file": shape({"external_id": string(255), "source": choice("remote")}, ID),
}
IN_MODALS: dict[str, Check] = {
    "alert": shape(
        {"text": text(3000)},
        {**ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
    "file": IN_MESSAGES["file"],
}

MESSAGE_BLOCKS: dict[str, Check] = {**SHARED, **IN_MESSAGES}
MODAL_BLOCKS: dict[str, Check] = {**SHARED, **IN_MODALS}
HOME_BLOCKS: dict[str, Check] = SHARED
