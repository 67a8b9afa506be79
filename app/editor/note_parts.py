"""The parts of a note that links lead to: its headings, and blocks with a name.

Pure. A heading is found whatever its capital letters and signs are, as `Some heading` and as `some-heading`.
"""

from __future__ import annotations

import re

from app.editor.markdown import FENCED, NO_TITLE_YET, read_line, state_stays

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
BLOCK = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_LINKED = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]]*)\]\([^()]*\)")


def line_of(text: str, part: str) -> int | None:
    """The number of the line where a part of a text begins; None when it has no such part.

    `Chapter#Section` is the section in the chapter, or the chapter where that has none.
    """
    if part.startswith("^"):
        return _line_of_block(text, part[1:].strip().lower())
    wanted = [folded(each) for each in part.split("#") if folded(each)]
    found = None
    for number, heading in headings(text):
        if wanted and folded(heading) == wanted[0]:
            found = number
            del wanted[0]
    return found


def folded(heading: str) -> str:
    """A heading as links compare it."""
    words = _LINKED.sub(lambda match: match[1] or match[2] or "", heading)
    return "".join(each for each in words.lower() if each.isalnum()) or "".join(words.split())


def headings(text: str) -> list[tuple[int, str]]:
    """The headings of a text, each with the number of its line."""
    found = []
    state = NO_TITLE_YET
    for number, line in enumerate(text.split("\n")):
        if state < FENCED and (match := _HEADING.match(line)):
            found.append((number, match[1]))
        if not state_stays(line, state):
            state = read_line(line, state).after
    return found


def _line_of_block(text: str, name: str) -> int | None:
    """A line that ends with a name; where the name stands alone, it is that of the paragraph before."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if (match := BLOCK.search(line)) and match[1].lower() == name:
            while number and not BLOCK.sub("", lines[number]).strip():
                number -= 1
            return number
    return None
