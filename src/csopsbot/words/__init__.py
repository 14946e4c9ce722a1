"""Every text a person sees, in every language it is seen in. Knows the rules' words and Babel.

The texts are in `locale/<language>/LC_MESSAGES/csopsbot.po`, by key; keys are grouped by where the
text is seen. A new text is one entry in each of the files. How long something takes is told by
`durations`, what clocks are called by `clocks`. What a person wrote is put in as it is: whoever
shows a text escapes it.
"""

from csopsbot.words.catalogue import LANGUAGES, UnknownMessage, keys, language_of, say

__all__ = ["LANGUAGES", "UnknownMessage", "keys", "language_of", "say"]
