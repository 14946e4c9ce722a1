"""Whole messages and views, without what the page puts around them."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from csopsbot.sandbox.face.render.attachments import attachment
from csopsbot.sandbox.face.render.blocks.registry import drawn_blocks
from csopsbot.sandbox.face.render.elements.choices import offered
from csopsbot.sandbox.face.render.elements.comboboxes import options
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.mrkdwn import text
from csopsbot.sandbox.face.render.objects import Json, many, one, word
from csopsbot.sandbox.face.render.sight import Frame, Sight, Spot, State


def message_body(message: Json, sight: Sight, pane: str = "m") -> Markup:
    """Return a message's blocks, else its text, and its attachments.

    Ids begin with PANE, so that one message can be in two panes of a page.
    """
    frame = Frame(sight, f"{pane}{word(message, 'ts')}")
    blocks, said = many(message, "blocks"), word(message, "text")
    plain = tag("div", text(said, sight), class_="bk-text") if said else ""
    parts = (
        drawn_blocks(blocks, frame) if blocks else plain,
        *(attachment(each, frame) for each in many(message, "attachments")),
    )
    return tag("div", joined(parts), class_="bk bk-message")


def view_body(
    view: Json,
    sight: Sight,
    state: State | None = None,
    errors: Mapping[str, str] | None = None,
) -> Markup:
    """Return a modal's or Home's blocks; STATE is `state.values`, ERRORS what is wrong by block.

    Without a STATE the view's own is shown. The page puts a form around it.
    """
    own = one(one(view, "state"), "values") if state is None else state
    frame = Frame(sight, f"v{word(view, 'id')}", own, errors or {}, in_form=True)
    class_ = "bk bk-home" if view.get("type") == "home" else "bk bk-modal"
    return tag("div", drawn_blocks(many(view, "blocks"), frame), class_=class_)


def suggestions(element: Json, block_id: str, found: Iterable[Json], sight: Sight) -> Markup:
    """Return what an app found for a menu of one's own words, for the room below its field."""
    if word(element, "type").startswith("multi"):
        return offered(element, Spot(Frame(sight, ""), block_id), found)
    return options(found, sight)
