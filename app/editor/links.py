"""Where the links of a line lead: to the web, to a mail address, or to another note.

Pure: reads one line that was read as Markdown. A link to a note is written as an address of its own kind, so that text and
preview say in the same way where somebody wants to go.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote

from app.editor.markdown import Span, Style
from core import note_links_in, path_in

SAFE = ("http", "https", "mailto")
_NOTE = "note:"


def note_address(title: str) -> str:
    """The address of the note with this title."""
    return _NOTE + quote(title, safe="")


def title_in(address: str) -> str:
    """The title of the note that an address leads to; empty when it leads elsewhere."""
    return unquote(address.removeprefix(_NOTE)) if address.startswith(_NOTE) else ""


def may_open(address: str) -> bool:
    """Whether an address may be given to the desktop."""
    return address.partition(":")[0].lower() in SAFE


def address_at(text: str, spans: Iterable[Span], offset: int) -> str:
    """The address of the link at a character of a line, if it is one that may be followed; else nothing."""
    for link in note_links_in(text):
        if link.start <= offset < link.end:
            return note_address(link.target)
    for span in spans:
        if span.style is Style.LINK and span.start <= offset < span.start + span.length:
            rest = text[span.start + span.length :]
            inside = rest.removeprefix("](").split(")")[0].split()[:1] if rest.startswith("](") else []
            address = inside[0] if inside else text[span.start : span.start + span.length]
            return address if may_open(address) or (inside and path_in(address)) else ""
    return ""
