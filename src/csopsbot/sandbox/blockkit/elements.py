"""Block elements and where each may stand."""

from csopsbot.sandbox.blockkit.objects import (
    CHOICES,
    CONFIRM,
    DISPATCH,
    FILTER,
    MARKED_OPTION,
    OPTION,
    OVERFLOW_OPTION,
    SLACK_FILE,
    either_image,
    one_list_of_choices,
    plain,
    text,
)
from csopsbot.sandbox.blockkit.shapes import (
    Check,
    anything,
    boolean,
    both,
    choice,
    integer,
    many,
    shape,
    string,
)

ACTION = {"action_id": string(255)}
FOCUS = {"focus_on_load": boolean}
ASKED = {**ACTION, "confirm": CONFIRM, **FOCUS}
SELECT = {**ASKED, "placeholder": plain(150)}
MOST = {"max_selected_items": integer(1, 1_000_000)}
TYPED = {**ACTION, **FOCUS, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
BOXES = {**ASKED, "initial_options": many(MARKED_OPTION, 10)}
ID = string(255)
IDS = many(ID, 100, 0)

BUTTON = shape(
    {"text": plain(75)},
    {
        **ACTION,
        "confirm": CONFIRM,
        "url": string(3000),
        "value": string(2000, 0),
        "style": choice("primary", "danger"),
        "accessibility_label": string(75),
    },
)
IMAGE = either_image(
    shape({"alt_text": string(2000, 0)}, {"image_url": string(3000), "slack_file": SLACK_FILE})
)
SELECTS: dict[str, Check] = {
    "static_select": both(
        shape({}, {**SELECT, **CHOICES, "initial_option": OPTION}), one_list_of_choices
    ),
    "external_select": shape(
        {}, {**SELECT, "initial_option": OPTION, "min_query_length": integer(0, 255)}
    ),
    "users_select": shape({}, {**SELECT, "initial_user": ID}),
    "conversations_select": shape(
        {},
        {
            **SELECT,
            "initial_conversation": ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": shape(
        {}, {**SELECT, "initial_channel": ID, "response_url_enabled": boolean}
    ),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": both(
        shape({}, {**SELECT, **CHOICES, **MOST, "initial_options": many(OPTION, 100)}),
        one_list_of_choices,
    ),
    "multi_external_select": shape(
        {},
        {
            **SELECT,
            **MOST,
            "initial_options": many(OPTION, 100),
            "min_query_length": integer(0, 255),
        },
    ),
    "multi_users_select": shape({}, {**SELECT, **MOST, "initial_users": IDS}),
    "multi_conversations_select": shape(
        {},
        {
            **SELECT,
            **MOST,
            "initial_conversations": IDS,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": shape({}, {**SELECT, **MOST, "initial_channels": IDS}),
}
PICKERS: dict[str, Check] = {
    "datepicker": shape({}, {**SELECT, "initial_date": string(10)}),
    "timepicker": shape({}, {**SELECT, "initial_time": string(5), "timezone": string(100)}),
    "checkboxes": shape({"options": many(MARKED_OPTION, 10)}, BOXES),
    "radio_buttons": shape(
        {"options": many(MARKED_OPTION, 10)}, {**ASKED, "initial_option": MARKED_OPTION}
    ),
}
MOMENT = {"datetimepicker": shape({}, {**ASKED, "initial_date_time": integer(10**9, 10**10 - 1)})}
OVERFLOW = {
    "overflow": shape({"options": many(OVERFLOW_OPTION, 5)}, {**ACTION, "confirm": CONFIRM})
}
TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": shape(
        {},
        {
            **TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "email_text_input": shape({}, {**TYPED, "initial_value": string(3000)}),
    "url_text_input": shape({}, {**TYPED, "initial_value": string(3000)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {
            **TYPED,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "rich_text_input": shape({}, {**TYPED, "initial_value": anything}),
    "file_input": shape(
        {}, {**ACTION, "filetypes": many(string(20), 100), "max_files": integer(1, 10)}
    ),
}
FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})

SECTION_ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    **SELECTS,
    **MULTI_SELECTS,
    **PICKERS,
    **OVERFLOW,
    "workflow_button": shape(
        {"text": plain(75), "workflow": anything},
        {**ACTION, "style": choice("primary", "danger"), "accessibility_label": string(75)},
    ),
}
ACTIONS_ELEMENTS: dict[str, Check] = {
    **{name: check for name, check in SECTION_ELEMENTS.items() if name != "image"},
    **MOMENT,
    "rich_text_input": TEXT_INPUTS["rich_text_input"],
}
INPUT_ELEMENTS: dict[str, Check] = {**SELECTS, **MULTI_SELECTS, **PICKERS, **MOMENT, **TEXT_INPUTS}
CONTEXT_ELEMENTS: dict[str, Check] = {
    "image": IMAGE,
    "plain_text": text(2000),
    "mrkdwn": text(2000),
}
CONTEXT_ACTIONS_ELEMENTS: dict[str, Check] = {
    "feedback_buttons": shape({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, ACTION),
    "icon_button": shape(
        {"icon": choice("trash"), "text": plain(75)},
        {**ACTION, "value": string(2000), "confirm": CONFIRM, "accessibility_label": string(75)},
    ),
}
