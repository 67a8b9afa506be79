"""Where a line of Markdown names pictures: `![what it is](file.png)`.

Pure: which characters are one, and what it names. What is code names none. It refuses to know whether there is such a file.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from app.editor.markdown import STYLED, Kind, Line, Style

_PICTURE = re.compile(
    r"(?<!\\)!\[((?:[^\[\]\\]|\\.)*)\]\("
    r"(?:<([^<>]*)>|([^()<>\"]*?(?:\([^()<>\"]*?\)[^()<>\"]*?)*))(?:[ ]+\"[^\"]*\")?[ ]*\)"
)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
AT_MOST = 12  # in one line


class PictureLink(NamedTuple):
    """A picture that a line names: from which character to which, its words, and its address."""

    start: int
    end: int
    words: str
    address: str

    @property
    def elsewhere(self) -> str:
        """The place in the network, or what else it is, from which the picture would have to be loaded; empty for a file
        of the note."""
        if not _SCHEME.match(self.address):
            return ""
        try:
            return urlsplit(self.address).hostname or "another place"
        except ValueError:
            return "another place"


def pictures_in(text: str, line: Line) -> tuple[PictureLink, ...]:
    """The pictures that a line names, in their order."""
    if "![" not in text or line.kind is Kind.CODE:
        return ()
    code = [span for span in line.spans if span.style is Style.CODE]
    found: list[PictureLink] = []
    for match in _PICTURE.finditer(text[:STYLED]):
        address = (match[2] if match[2] is not None else match[3]).strip()
        inside = any(span.start <= match.start() < span.start + span.length for span in code)
        if address and not inside and len(found) < AT_MOST:
            found.append(PictureLink(match.start(), match.end(), match[1], address))
    return tuple(found)
