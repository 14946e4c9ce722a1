"""The ledger of a clock in words: why it stands where it stands, for a person who asks."""

from csopsbot.words.ledger.line import Line
from csopsbot.words.ledger.stories import Chapter, chapter, turns
from csopsbot.words.ledger.voice import Voice

__all__ = ["Chapter", "Line", "Voice", "chapter", "turns"]
