"""GitHub-flavoured Markdown, written from the neutral document and read back into it.

https://github.github.com/gfm/
"""

from csopsbot.trackers.markdown.markers import key_of, mark
from csopsbot.trackers.markdown.read import read
from csopsbot.trackers.markdown.sections import sections, with_section
from csopsbot.trackers.markdown.write import label, write, write_within

__all__ = ["key_of", "label", "mark", "read", "sections", "with_section", "write", "write_within"]
