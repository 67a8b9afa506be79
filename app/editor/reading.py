"""A note's Markdown made ready to be drawn as it reads: links to notes become links, files shown in place pictures.

Pure: what Qt's own reading of Markdown does not know is written in a way that it knows. Code stays as it is, and lines stay
lines, so that whatever is drawn can be found in the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from app.editor import lists
from app.editor.links import note_address
from app.editor.markdown import NO_TITLE_YET, Kind, read_line
from core import note_links_in

_EMBEDDED = re.compile(r"`[^`\n]+`|!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]")
_PICTURE = re.compile(r"`[^`\n]+`|(!\[[^\[\]\n]*\]\()([^()<>\n]*[ ][^()<>\n\"]*)(\))")
_ESCAPED = re.compile(r"([\\\[\]`*_<>~])")


def readable(markdown: str) -> str:
    """The text as Qt reads it."""
    if "[[" not in markdown and "![" not in markdown:
        return markdown
    return "\n".join(line if code else _line(line) for line, code in _lines(markdown))


def tasks_in(markdown: str) -> list[int]:
    """The numbers of the lines that are tasks."""
    return [
        number
        for number, (line, code) in enumerate(_lines(markdown))
        if not code and lists.box(line) is not None
    ]


def _lines(markdown: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is code."""
    state = NO_TITLE_YET
    for text in markdown.split("\n"):
        line = read_line(text, state)
        state = line.after
        yield text, line.kind is Kind.CODE


def _line(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for link in note_links_in(text):
        pieces += (text[done : link.start], f"[{_escaped(link.shown)}]({note_address(link.target)})")
        done = link.end
    linked = "".join((*pieces, text[done:]))
    return _PICTURE.sub(_with_address, _EMBEDDED.sub(_embedded, linked))


def _embedded(match: re.Match[str]) -> str:
    name = match[1]
    return f"![{_escaped(name)}]({quote(name.strip())})" if name else match[0]


def _with_address(match: re.Match[str]) -> str:
    """A picture whose address has spaces, which Markdown does not take."""
    return match[1] + quote(match[2].strip(), safe="/%:") + match[3] if match[1] else match[0]


def _escaped(words: str) -> str:
    return _ESCAPED.sub(r"\\\1", words)
