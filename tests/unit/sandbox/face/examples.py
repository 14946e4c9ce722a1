"""One of every block and element, with every part that can be told to them."""

from datetime import UTC, datetime

from csopsbot.sandbox.face.render import Sight
from csopsbot.sandbox.jsontypes import Json

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SIGHT = Sight(
    now=NOON,
    reader="U1",
    user_names={"U1": "Mia", "U2": "Ada"},
    channel_names={"C1": "support", "C2": "payments-eng"},
    group_names={"S1": "on-call"},
    tz="Europe/Madrid",
)


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(name: str, **more: object) -> Json:
    """Return an option."""
    return {"text": plain(name), "value": name.lower(), **more}


ONE, TWO = option("One"), option("Two", description=plain("the second"))
OPTIONS = [ONE, TWO]
GROUPS = [{"label": plain("Few"), "options": [ONE]}, {"label": plain("Many"), "options": [TWO]}]
CONFIRM: Json = {
    "title": plain("Are you sure?"),
    "text": mrkdwn("It *cannot* be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Stop"),
    "style": "danger",
}
PLACEHOLDER = plain("Choose one")
IMAGE = {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "A cat"}
TYPED: Json = {"placeholder": plain("Type here")}

_KNOWN: dict[str, Json] = {
    "button": {"text": plain("Press"), "value": "v", "style": "primary", "confirm": CONFIRM},
    "channels_select": {"placeholder": PLACEHOLDER, "initial_channel": "C1"},
    "checkboxes": {"options": OPTIONS, "initial_options": [TWO]},
    "conversations_select": {"placeholder": PLACEHOLDER, "initial_conversation": "C2"},
    "datepicker": {"placeholder": PLACEHOLDER, "initial_date": "2026-03-02"},
    "datetimepicker": {"initial_date_time": 1772452800},
    "email_text_input": {**TYPED, "initial_value": "mia@example.com"},
    "external_select": {"placeholder": PLACEHOLDER, "initial_option": ONE, "min_query_length": 2},
    "feedback_buttons": {
        "positive_button": {"text": plain("Good"), "value": "+"},
        "negative_button": {"text": plain("Bad"), "value": "-"},
    },
    "file_input": {"filetypes": ["png"], "max_files": 2},
    "icon_button": {"icon": "trash", "text": plain("Delete"), "value": "v"},
    "image": {key: IMAGE[key] for key in ("image_url", "alt_text")},
    "mrkdwn": {"text": "*words*"},
    "multi_channels_select": {"placeholder": PLACEHOLDER, "initial_channels": ["C1"]},
    "multi_conversations_select": {"placeholder": PLACEHOLDER, "initial_conversations": ["C1"]},
    "multi_external_select": {"placeholder": PLACEHOLDER, "initial_options": [ONE]},
    "multi_static_select": {"placeholder": PLACEHOLDER, "option_groups": GROUPS},
    "multi_users_select": {"placeholder": PLACEHOLDER, "initial_users": ["U2"]},
    "number_input": {"is_decimal_allowed": False, "initial_value": "7", "max_value": "9"},
    "overflow": {"options": [ONE, option("Web", url="https://web.example")], "confirm": CONFIRM},
    "plain_text": {"text": "words :eyes:"},
    "plain_text_input": {**TYPED, "multiline": True, "initial_value": "a\nb", "max_length": 9},
    "radio_buttons": {"options": OPTIONS, "initial_option": ONE},
    "rich_text_input": TYPED,
    "static_select": {"placeholder": PLACEHOLDER, "option_groups": GROUPS, "initial_option": TWO},
    "timepicker": {"placeholder": PLACEHOLDER, "initial_time": "09:30", "timezone": "Europe/Rome"},
    "url_text_input": {**TYPED, "initial_value": "https://web.example"},
    "users_select": {"placeholder": PLACEHOLDER, "initial_user": "U2"},
    "workflow_button": {"text": plain("Start"), "workflow": {}},
}
_NAMELESS = frozenset({"image", "mrkdwn", "plain_text"})


def element(kind: str) -> Json:
    """Return an element of this kind."""
    name = {} if kind in _NAMELESS else {"action_id": f"a-{kind}"}
    return {"type": kind, **name, **_KNOWN[kind]}


def field(kind: str, *, optional: bool = False) -> Json:
    """Return an input block around an element of this kind."""
    return {
        "type": "input",
        "block_id": f"i-{kind}",
        "label": plain(kind.replace("_", " ").capitalize()),
        "hint": plain("As you like it."),
        "optional": optional,
        "element": element(kind),
    }


def said(*elements: Json) -> Json:
    """Return a section of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def word(text: str, **style: bool) -> Json:
    """Return rich text in a style."""
    return {"type": "text", "text": text, "style": style}


RICH: list[Json] = [
    said(
        word("bold ", bold=True),
        word("italic ", italic=True),
        word("strike ", strike=True),
        word("code", code=True),
        word(" under", underline=True),
        word(" marked\n", highlight=True),
        {"type": "link", "url": "https://web.example", "text": "a link"},
        {"type": "user", "user_id": "U2"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "wave", "skin_tone": 3},
        {"type": "date", "timestamp": 1772456400, "format": "{ago}", "fallback": "soon"},
        {"type": "color", "value": "#ff8800"},
        {"type": "team", "team_id": "T1"},
    ),
    {"type": "rich_text_list", "style": "bullet", "elements": [said(word("milk"))]},
    {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [said(word("first"))]},
    {"type": "rich_text_quote", "elements": [word("quoted")]},
    {"type": "rich_text_preformatted", "elements": [word("x = 1\ny = 2")]},
]
_ROW = [
    {"type": "raw_text", "text": "Metric"},
    {"type": "raw_number", "value": 7},
    {"type": "rich_text", "elements": [said(word("on time", bold=True))]},
]
BLOCKS: dict[str, Json] = {
    "actions": {"elements": [element("button"), element("static_select"), element("overflow")]},
    "alert": {"text": mrkdwn("Take *care*."), "level": "warning"},
    "context": {"elements": [element("image"), element("mrkdwn"), element("plain_text")]},
    "context_actions": {"elements": [element("feedback_buttons"), element("icon_button")]},
    "divider": {},
    "file": {"external_id": "F-1", "source": "remote"},
    "header": {"text": plain("A heading")},
    "image": {**IMAGE, "title": plain("A title")},
    "input": {key: part for key, part in field("plain_text_input").items() if key != "type"},
    "markdown": {
        "text": "# Heading\n\n**bold** _it_ ~~gone~~ `code` [link](https://web.example)\n\n"
        "1. one\n2. two\n\n> quoted\n\n```\ncode\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
    },
    "rich_text": {"elements": RICH},
    "section": {
        "text": mrkdwn("*Words* and <@U2> in <#C1>: `x` :white_check_mark:\n> quoted"),
        "fields": [mrkdwn("*Stage*\nTaken"), mrkdwn("*Turn*\nSupport")],
        "accessory": element("button"),
    },
    "table": {
        "rows": [_ROW, _ROW],
        "column_settings": [{"align": "right"}, {"is_wrapped": True}],
    },
    "video": {
        "alt_text": "A talk",
        "title": plain("The talk"),
        "thumbnail_url": "https://pictures.example/t.png",
        "video_url": "https://videos.example/1",
        "description": plain("An hour long"),
    },
}


def block(kind: str) -> Json:
    """Return a block of this kind."""
    return {"type": kind, "block_id": f"b-{kind}", **BLOCKS[kind]}


def message(*blocks: Json, **more: object) -> Json:
    """Return a message of these blocks."""
    return {"ts": "1772452800.000100", "text": "words", "blocks": list(blocks), **more}


def modal(*blocks: Json) -> Json:
    """Return a modal of these blocks."""
    return {"type": "modal", "id": "V1", "title": plain("A form"), "blocks": list(blocks)}
