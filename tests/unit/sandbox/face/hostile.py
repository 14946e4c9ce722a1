"""Words that would like to be more than words, and the check that they are not."""

import re
from typing import Any

from hypothesis import strategies as st

from tests.unit.sandbox.face.reading import Element, elements

WORDS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "' autofocus onfocus='alert(1)",
    '" onmouseover="alert(1)',
    "</textarea><script>alert(1)</script>",
    "</title></style></select><svg onload=alert(1)>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?php",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "&#60;script&#62;",
    "<javascript:alert(1)|click>",
    "<JaVaScRiPt:alert(1)|click>",
    "<java\tscript:alert(1)|click>",
    "<data:text/html,<script>alert(1)</script>|click>",
    "<vbscript:x|click>",
    '<https://a.example/" onclick="alert(1)|click>',
    "<https://a.example|<script>alert(1)</script>>",
    "https://a.example/'onclick='alert(1)",
    '<@U1" onclick="alert(1)>',
    '<#C1|"><script>>',
    "<!subteam^S1|<img src=x>>",
    "<!date^1772456400^{ago}^javascript:alert(1)|x>",
    "<!date^99999999999999999999^{ago}|x>",
    "<!date^253402300799^{ago} {date_long_pretty}|x>",
    "<!date^-62135596800^{ago} {time_secs}|x>",
    '<!date^1772456400^<script>{ago}|"onclick>',
    "[click](javascript:alert(1))",
    "![x](data:text/html,x)",
    "[click](<https://a.example/ onclick=x>)",
    "```<script>alert(1)</script>```",
    "`<img src=x onerror=alert(1)>`",
    ':"><script>:',
    ":eyes::skin-tone-9:",
    "*_~`*_~`",
    "<<<>>>",
    "{{7*7}}{% raw %}",
    "\x00\x0b\u2028\u202e",
    "javascript:alert(1)",
    "//evil.example/x.js",
]
TEXT = st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=6).map("".join)

_TAGS = (
    "a b blockquote br button code details dialog div fieldset figcaption figure form h3 h4 h5 h6 "
    "hr i img input label legend li mark ol optgroup option p pre rect s select small span "
    "summary svg table tbody td textarea th thead time tr u ul"
)
_ATTRIBUTES = (
    "accept alt aria-autocomplete aria-controls aria-describedby aria-expanded aria-hidden "
    "aria-invalid aria-label aria-labelledby aria-required aria-selected autocomplete "
    "autofocus checked class data-action-id data-answer data-begin data-block-id data-broadcast "
    "data-busy data-channel-id data-confirm data-dispatch data-dispatch-on data-failed data-format "
    "data-found "
    "data-group-id data-min-query-length data-most data-none data-plain data-suggest data-text data-token data-type "
    "data-tz data-user-id data-value datetime fill focusable for height href id inputmode label "
    "lang loading maxlength method minlength multiple name placeholder popover referrerpolicy rel role "
    "rows scope selected src start tabindex target title type value width"
)
TAGS, ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())
ADDRESSES = {
    "a": re.compile(r"(?:https?://|mailto:|tel:|#)[^\s]+", re.I),
    "img": re.compile(r"https?://[^\s]+|/[^\s]*", re.I),
}
VALUES = {
    "class": re.compile(r"(?:bk|ct)[\w -]*"),
    "fill": re.compile(r"#[0-9a-fA-F]{3,6}"),
    "id": re.compile(r"\S+"),
    "method": re.compile(r"dialog"),
    "rel": re.compile(r"noopener noreferrer nofollow"),
    "role": re.compile(r"group|img|note|region|alert|combobox|listbox|option|status"),
    "target": re.compile(r"_blank"),
    "type": re.compile(
        r"button|checkbox|radio|text|search|email|url|file|date|time|datetime-local|[1ai]"
    ),
}


def suspicious(html: str, frames: frozenset[str] = frozenset()) -> list[str]:
    """Return what should not be in HTML that strangers' words were put into; FRAMES may be."""
    return [problem for each in elements(html) for problem in _problems(each, TAGS | frames)]


def hostile(shape: Any, words: str, keep: frozenset[str] = frozenset({"type", "style"})) -> Any:
    """Return SHAPE with WORDS in the place of each text in it; what KEEP names stays."""
    if isinstance(shape, dict):
        return {
            name: part if name in keep else hostile(part, words, keep)
            for name, part in shape.items()
        }
    if isinstance(shape, list):
        return [hostile(part, words, keep) for part in shape]
    return words if isinstance(shape, str) else shape


def _problems(element: Element, tags: frozenset[str]) -> list[str]:
    found = [] if element.tag in tags else [f"<{element.tag}>"]
    for name, value in element.attributes.items():
        if name not in ATTRIBUTES:
            found.append(f"{element.tag} {name}")
        known = VALUES.get(name) or (
            ADDRESSES.get(element.tag) if name in ("href", "src") else None
        )
        if known and not known.fullmatch(value or ""):
            found.append(f"{element.tag} {name}={value!r}")
    return found
