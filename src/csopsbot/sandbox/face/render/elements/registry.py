"""Every kind of element and how it is drawn."""

from collections.abc import Callable
from typing import TypeAlias

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements import buttons, choices, comboboxes, inputs, selects
from csopsbot.sandbox.face.render.media import image_element
from csopsbot.sandbox.face.render.objects import Json
from csopsbot.sandbox.face.render.sight import Spot
from csopsbot.sandbox.face.render.undrawn import undrawn

Element: TypeAlias = Callable[[Json, Spot], Markup]

ELEMENTS: dict[str, Element] = {
    "button": buttons.button,
    "channels_select": lambda e, s: selects.select_of(e, s, s.sight.channel_names),
    "checkboxes": choices.checkboxes,
    "conversations_select": lambda e, s: selects.select_of(e, s, s.sight.channel_names),
    "datepicker": inputs.datepicker,
    "datetimepicker": inputs.datetimepicker,
    "email_text_input": inputs.email_text_input,
    "external_select": comboboxes.combobox,
    "feedback_buttons": buttons.feedback_buttons,
    "file_input": inputs.file_input,
    "icon_button": buttons.icon_button,
    "image": image_element,
    "multi_channels_select": lambda e, s: choices.multi_of(e, s, s.sight.channel_names),
    "multi_conversations_select": lambda e, s: choices.multi_of(e, s, s.sight.channel_names),
    "multi_external_select": choices.multi_external,
    "multi_static_select": choices.multi_select,
    "multi_users_select": lambda e, s: choices.multi_of(e, s, s.sight.user_names),
    "number_input": inputs.number_input,
    "overflow": buttons.overflow,
    "plain_text_input": inputs.plain_text_input,
    "radio_buttons": choices.radio_buttons,
    "rich_text_input": inputs.rich_text_input,
    "static_select": selects.static_select,
    "timepicker": inputs.timepicker,
    "url_text_input": inputs.url_text_input,
    "users_select": lambda e, s: selects.select_of(e, s, s.sight.user_names),
    "workflow_button": buttons.button,
}
# These are several controls, so that a fieldset has their label.
GROUPS = frozenset(
    {
        "checkboxes",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "radio_buttons",
    }
)


def drawn_element(element: Json, spot: Spot) -> Markup:
    """Return an element of any kind."""
    kind = str(element.get("type"))
    draw = ELEMENTS.get(kind)
    return draw(element, spot) if draw else undrawn(kind, spot.sight)
