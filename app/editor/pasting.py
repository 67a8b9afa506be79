"""Where a pasted piece of a page begins and ends: a heading, a list or a table on lines of its own, words among words.

Pure: what is pasted, and what stands before and behind it on its line. It refuses to know what a page is.
"""

from __future__ import annotations

import re

from app.editor.lists import item_of

_BLOCK = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|>|```|~~~|\|.*\|[ \t]*$|[-*+][ \t]|\d{1,9}[.)][ \t]|(?:-[ \t]*){3,}$)"
)
_APART = "\n\n"


def on_lines_of_its_own(markdown: str, before: str, after: str) -> str:
    """The piece with empty lines around it as far as words stand beside it on its line and would become a part of it."""
    lines = markdown.split("\n")
    above = _APART if _words(before) and _BLOCK.match(lines[0]) else ""
    below = _APART if after.strip() and _BLOCK.match(lines[-1]) else ""
    return f"{above}{markdown}{below}"


def _words(before: str) -> str:
    """What is said there, without the marks that begin a line."""
    begin, item = item_of(before)
    return before[begin + (item.end() if item else 0) :].strip()
