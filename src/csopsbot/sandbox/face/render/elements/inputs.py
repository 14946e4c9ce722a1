"""Fields to type in, pickers of dates and times, and files."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import confirmed, control, kept
from csopsbot.sandbox.face.render.markup import Attribute, tag
from csopsbot.sandbox.face.render.objects import Json, many, number, one, word
from csopsbot.sandbox.face.render.sight import Sight, Spot
from csopsbot.sandbox.face.render.texts import plainly


def plain_text_input(element: Json, spot: Spot) -> Markup:
    """Return a field of one line or several."""
    written, attributes = str(kept(element, spot) or ""), _typed(element, spot)
    lengths: dict[str, Attribute] = {
        "minlength": number(element, "min_length") or None,
        "maxlength": number(element, "max_length") or None,
    }
    if element.get("multiline"):
        return _area(written, rows=4, **lengths, **attributes)
    return tag("input", type="text", value=written, **lengths, **attributes)


def email_text_input(element: Json, spot: Spot) -> Markup:
    """Return a field for an email address."""
    return _field(element, spot, type="email", autocomplete="off")


def url_text_input(element: Json, spot: Spot) -> Markup:
    """Return a field for a web address."""
    return _field(element, spot, type="url", autocomplete="off")


def number_input(element: Json, spot: Spot) -> Markup:
    """Return a field for a number; a browser's own would swallow what is none, and its complaint."""
    mode = "decimal" if element.get("is_decimal_allowed") else "numeric"
    return _field(element, spot, type="text", inputmode=mode, autocomplete="off")


def rich_text_input(element: Json, spot: Spot) -> Markup:
    """Return a field of several lines; what is typed becomes rich text of one look."""
    return _area(_unformatted(kept(element, spot)), rows=4, **_typed(element, spot))


def file_input(element: Json, spot: Spot) -> Markup:
    """Return a field to choose files with."""
    kinds = element.get("filetypes")
    accepted = ",".join(f".{kind}" for kind in kinds) if isinstance(kinds, list) else None
    several = element.get("max_files", 10) != 1
    attributes = control(element, spot)
    return tag(
        "input", type="file", accept=accepted, multiple=several, class_="bk-files", **attributes
    )


def datepicker(element: Json, spot: Spot) -> Markup:
    """Return a field for a day."""
    return confirmed(element, spot, _field(element, spot, type="date"))


def timepicker(element: Json, spot: Spot) -> Markup:
    """Return a field for a time of day, with its time zone where the app names one."""
    zone = word(element, "timezone")
    drawn = confirmed(element, spot, _field(element, spot, type="time"))
    return tag("span", drawn, " ", tag("small", zone), class_="bk-zoned") if zone else drawn


def datetimepicker(element: Json, spot: Spot) -> Markup:
    """Return a field for an instant, in the reader's time zone."""
    chosen = kept(element, spot)
    value = _local(chosen, spot.sight) if isinstance(chosen, int) else ""
    attributes = {"data_tz": spot.sight.tz, **_typed(element, spot)}
    return confirmed(element, spot, tag("input", type="datetime-local", value=value, **attributes))


def _field(element: Json, spot: Spot, **attributes: Attribute) -> Markup:
    return tag("input", value=str(kept(element, spot) or ""), **attributes, **_typed(element, spot))


def _area(written: str, **attributes: Attribute) -> Markup:
    # A browser takes away the first line break in a textarea.
    return tag("textarea", f"\n{written}", **attributes)


def _typed(element: Json, spot: Spot) -> dict[str, Attribute]:
    asked = one(element, "dispatch_action_config").get("trigger_actions_on")
    on = " ".join(map(str, asked)) if isinstance(asked, list) else "on_enter_pressed"
    return {
        **control(element, spot),
        "class_": "bk-input",
        "placeholder": plainly(one(element, "placeholder")) or None,
        "data_dispatch_on": on if spot.dispatches else None,
    }


def _local(stamp: int, sight: Sight) -> str:
    at = datetime.fromtimestamp(min(stamp, 10**10), UTC).astimezone(ZoneInfo(sight.tz))
    return at.strftime("%Y-%m-%dT%H:%M")


def _unformatted(value: object) -> str:
    """Return the bare text of rich text."""
    if not isinstance(value, Mapping):
        return ""
    inner = "".join(_unformatted(each) for each in many(value, "elements"))
    is_line = word(value, "type") == "rich_text_section"
    return word(value, "text") + inner + ("\n" if is_line and not inner.endswith("\n") else "")
