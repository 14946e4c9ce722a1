"""The boards of the built-in tracker."""

from csopsbot.storage.board.issues import SqlBoard

__all__ = ["SqlBoard"]
