"""Blocks to act in: rows of buttons and menus, and the fields of forms."""

from dataclasses import dataclass

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import html_id
from csopsbot.sandbox.face.render.elements.registry import GROUPS, drawn_element
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, one, word
from csopsbot.sandbox.face.render.sight import Frame, Spot
from csopsbot.sandbox.face.render.texts import plainly, shown
from csopsbot.sandbox.face.render.wording import word_for


def actions(block: Json, frame: Frame) -> Markup:
    """Return a row of buttons and menus."""
    spot = Spot(frame, word(block, "block_id"))
    drawn = joined(drawn_element(each, spot) for each in many(block, "elements"))
    return tag("div", drawn, class_="bk-actions")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A field's label, its control, and what is said below it."""

    label: Markup
    control: Markup
    below: Markup
    id: str
    described_by: str | None


def input_block(block: Json, frame: Frame) -> Markup:
    """Return a field with its label, its hint and what is wrong with it."""
    parts = _parts(block, frame)
    if one(block, "element").get("type") in GROUPS:
        legend = tag("legend", parts.label, class_="bk-label")
        content = joined((legend, parts.control, parts.below))
        return tag("fieldset", content, class_="bk-field", aria_describedby=parts.described_by)
    label = tag("label", parts.label, class_="bk-label", for_=parts.id)
    return tag("div", label, parts.control, parts.below, class_="bk-field")


def _parts(block: Json, frame: Frame) -> _Parts:
    block_id, is_optional = word(block, "block_id"), bool(block.get("optional"))
    id, error, hint = html_id(frame.id, block_id), frame.errors.get(block_id), one(block, "hint")
    notes = [f"{id}-hint"] * bool(hint) + [f"{id}-error"] * bool(error)
    spot = Spot(
        frame,
        block_id,
        dispatches=bool(block.get("dispatch_action")),
        id=id,
        label=plainly(one(block, "label")),
        described_by=" ".join(notes) or None,
        required=not is_optional,
        invalid=bool(error),
    )
    small = tag("span", " ", word_for("optional", frame.sight), class_="bk-optional")
    below = joined(
        (
            tag("p", shown(hint, frame.sight), class_="bk-hint", id=f"{id}-hint") if hint else "",
            tag("p", error, class_="bk-error", id=f"{id}-error", role="alert") if error else "",
        )
    )
    label = shown(one(block, "label"), frame.sight) + (small if is_optional else "")
    control = drawn_element(one(block, "element"), spot)
    return _Parts(label, control, below, id, spot.described_by)
