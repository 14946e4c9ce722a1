"""Every kind of block and how it is drawn."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from markupsafe import Markup

from csopsbot.sandbox.face.render import media
from csopsbot.sandbox.face.render.blocks import forms, words
from csopsbot.sandbox.face.render.blocks.rich_text import rich_text
from csopsbot.sandbox.face.render.blocks.table import table
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.objects import Json, word
from csopsbot.sandbox.face.render.sight import Frame
from csopsbot.sandbox.face.render.undrawn import undrawn

Block: TypeAlias = Callable[[Json, Frame], Markup]

BLOCKS: dict[str, Block] = {
    "actions": forms.actions,
    "alert": words.alert,
    "context": words.context,
    "context_actions": forms.actions,
    "divider": words.divider,
    "file": media.remote_file,
    "header": words.header,
    "image": media.image,
    "input": forms.input_block,
    "markdown": words.markdown,
    "rich_text": rich_text,
    "section": words.section,
    "table": table,
    "video": media.video,
}


def drawn_blocks(blocks: Iterable[Json], frame: Frame) -> Markup:
    """Return blocks of any kind, one below the other."""
    return joined(_block(block, frame) for block in blocks)


def _block(block: Json, frame: Frame) -> Markup:
    kind = word(block, "type")
    draw = BLOCKS.get(kind)
    drawn = draw(block, frame) if draw else undrawn(kind, frame.sight)
    return tag("div", drawn, class_="bk-block", data_block_id=word(block, "block_id") or None)
