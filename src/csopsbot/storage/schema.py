"""Every table there is: whoever asks for `metadata` here has them all in it."""

from csopsbot.storage import tables as _tables  # noqa: F401 - they enter themselves
from csopsbot.storage.board import tables as _board  # noqa: F401 - too
from csopsbot.storage.metadata import metadata

__all__ = ["metadata"]
