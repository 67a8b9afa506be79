"""Where a line of Markdown names pictures: `![what it is](file.png)`, or as Obsidian does: `![[file.png|200]]`.

Pure: which characters are one, and what it names. What is code names none. It refuses to know whether there is such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from app.editor.markdown import STYLED, Kind, Line, Style
from core import embedded_in, sized, tr

_PICTURE = re.compile(
    r"(?<!\\)!\[((?:[^\[\]\\]|\\.)*)\]\("
    r"(?:<([^<>]*)>|([^()<>\"]*?(?:\([^()<>\"]*?\)[^()<>\"]*?)*))(?:[ ]+\"[^\"]*\")?[ ]*\)"
)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
AT_MOST = 12  # in one line


class PictureLink(NamedTuple):
    """A picture that a line names: from which character to which, its words, its address, and as wide as it shall be at
    most, in pixels; 0 where nobody says so."""

    start: int
    end: int
    words: str
    address: str
    width: int = 0

    @property
    def elsewhere(self) -> str:
        """The place in the network, or what else it is, from which the picture would have to be loaded; empty for a file
        of the note."""
        if not _SCHEME.match(self.address):
            return ""
        try:
            return urlsplit(self.address).hostname or tr("another place")
        except ValueError:
            return tr("another place")


def pictures_in(text: str, line: Line) -> tuple[PictureLink, ...]:
    """The pictures that a line names, in their order."""
    if "![" not in text or line.kind is Kind.CODE:
        return ()
    code = [span for span in line.spans if span.style is Style.CODE]
    return tuple(
        link
        for link in sorted((*_written(text[:STYLED]), *_embedded(text[:STYLED])))
        if not any(span.start <= link.start < span.start + span.length for span in code)
    )[:AT_MOST]


def _written(text: str) -> Iterator[PictureLink]:
    for match in _PICTURE.finditer(text):
        address = (match[2] if match[2] is not None else match[3]).strip()
        if address:
            words, width = sized(match[1])
            yield PictureLink(match.start(), match.end(), words, address, width)


def _embedded(text: str) -> Iterator[PictureLink]:
    for each in embedded_in(text):
        if each.is_file and text[: each.start][-1:] != "\\":
            yield PictureLink(each.start, each.end, each.words or each.target, each.target, each.width)
