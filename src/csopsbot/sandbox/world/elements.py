"""What a person can put into interactive elements, and the state that makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from csopsbot.sandbox.jsontypes import Json


@dataclass(frozen=True, slots=True)
class Keeps:
    """Where an element keeps what was put in, and where it says what to begin with."""

    key: str
    initial: str
    many: bool = False


STATEFUL: dict[str, Keeps] = {
    "plain_text_input": Keeps("value", "initial_value"),
    "email_text_input": Keeps("value", "initial_value"),
    "url_text_input": Keeps("value", "initial_value"),
    "number_input": Keeps("value", "initial_value"),
    "rich_text_input": Keeps("rich_text_value", "initial_value"),
    "datepicker": Keeps("selected_date", "initial_date"),
    "timepicker": Keeps("selected_time", "initial_time"),
    "datetimepicker": Keeps("selected_date_time", "initial_date_time"),
    "static_select": Keeps("selected_option", "initial_option"),
    "external_select": Keeps("selected_option", "initial_option"),
    "radio_buttons": Keeps("selected_option", "initial_option"),
    "users_select": Keeps("selected_user", "initial_user"),
    "conversations_select": Keeps("selected_conversation", "initial_conversation"),
    "channels_select": Keeps("selected_channel", "initial_channel"),
    "checkboxes": Keeps("selected_options", "initial_options", many=True),
    "multi_static_select": Keeps("selected_options", "initial_options", many=True),
    "multi_external_select": Keeps("selected_options", "initial_options", many=True),
    "multi_users_select": Keeps("selected_users", "initial_users", many=True),
    "multi_conversations_select": Keeps(
        "selected_conversations", "initial_conversations", many=True
    ),
    "multi_channels_select": Keeps("selected_channels", "initial_channels", many=True),
    "file_input": Keeps("files", "", many=True),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An interactive element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The id of its block."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Its own id."""
        return str(self.element["action_id"])

    @property
    def label(self) -> str:
        """What a person reads beside it."""
        return str(self.block.get("label", {}).get("text", self.action_id))


def interactive(blocks: list[Json]) -> Iterator[Placed]:
    """Yield every element that has an action_id, in the order of reading."""
    for block in blocks:
        for element in (block.get("accessory"), block.get("element"), *block.get("elements", [])):
            if isinstance(element, dict) and "action_id" in element:
                yield Placed(block, element)


def initial_state(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """Return `state.values` before anyone has touched anything."""
    state: dict[str, dict[str, Json]] = {}
    for placed in interactive(blocks):
        kind = placed.element["type"]
        if kind in STATEFUL:
            keeps = STATEFUL[kind]
            empty: object = [] if keeps.many else None
            value = placed.element.get(keeps.initial, empty)
            state.setdefault(placed.block_id, {})[placed.action_id] = {
                "type": kind,
                keeps.key: value,
            }
    return state


def is_empty(value: Json) -> bool:
    """Tell whether a state value holds nothing."""
    return not value.get(STATEFUL[value["type"]].key)
