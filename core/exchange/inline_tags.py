"""Tags as they are typed into a text, the way of Obsidian: `#garden`, `#house/roof`.

Pure. What stands in code is none, and neither is what is nothing but a number, or stands within a word or an address.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"(?<![^\s])#([\w/-]*[^\W\d_][\w/-]*)")


def without_code(text: str) -> str:
    """The text without its code."""
    return _CODE.sub("", text)


def tags_in(text: str) -> list[str]:
    """The tags of a text in their order, each once."""
    return list(dict.fromkeys(_TAG.findall(without_code(text)))) if "#" in text else []
