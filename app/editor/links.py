"""Where the links of a line lead: to the web, to a mail address, or to another note.

Pure: reads one line that was read as Markdown. A link to a note is written as an address of its own kind, so that text and
preview say in the same way where somebody wants to go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote, unquote

from app.editor.markdown import Span, Style
from core import Embedded, NoteLink, embedded_in, names_file, note_links_in, path_in

SAFE = ("http", "https", "mailto")
_NOTE = "note:"
_HERE = re.compile(r"`[^`\n]+`|\[\[#([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_CODE = re.compile(r"`[^`\n]+`")


def note_address(title: str, part: str = "") -> str:
    """The address of the note with this title, or of a part of it: `Heading`, `^block`. Without a title, of this note."""
    return _NOTE + quote(title, safe="") + ("#" + quote(part, safe="") if part else "")


def title_in(address: str) -> str:
    """The title of the note that an address leads to; empty when it leads elsewhere."""
    return unquote(address.removeprefix(_NOTE).partition("#")[0]) if address.startswith(_NOTE) else ""


def named_in(address: str) -> str:
    """The title or path of the note that an address leads to; empty when it leads elsewhere."""
    return title_in(address) or path_in(address)


def part_in(address: str) -> str:
    """The part of a note that an address leads to; empty where it is the whole."""
    leads = address.startswith(_NOTE) or path_in(address)
    return unquote(address.partition("#")[2]).strip() if leads else ""


def parts_of_this_note(text: str) -> Iterator[NoteLink]:
    """The links of a line to a part of the note that they stand in: `[[#Heading]]`."""
    for match in _HERE.finditer(text) if "[[#" in text else ():
        if match[1]:
            yield NoteLink(match.start(), match.end(), "", (match[2] or match[1]).strip(), match[1].strip())


def notes_shown_in(text: str) -> Iterator[Embedded]:
    """The notes and files that a line shows in place, but for what stands in code."""
    code = [match.span() for match in _CODE.finditer(text)] if "![[" in text else []
    for each in embedded_in(text):
        if not any(start <= each.start < end for start, end in code):
            yield each


def file_in(address: str) -> str:
    """The file that an address in a note's text names, by the end of its name; empty when it names none."""
    name = unquote(address.partition("#")[0]).strip()
    return name if ":" not in name and names_file(name) else ""


def may_open(address: str) -> bool:
    """Whether an address may be given to the desktop."""
    return address.partition(":")[0].lower() in SAFE


def lost_spans(text: str, spans: Iterable[Span], lost: Collection[str]) -> Iterator[Span]:
    """The links of a line to notes that are not there."""
    spans = tuple(spans)
    for span in spans:
        if span.style is Style.LINK and named_in(address_at(text, spans, span.start)) in lost:
            yield Span(span.start, span.length, Style.LOST)


def address_at(text: str, spans: Iterable[Span], offset: int) -> str:
    """The address of the link at a character of a line, if it is one that may be followed; else nothing."""
    for link in (*note_links_in(text), *parts_of_this_note(text)):
        if link.start <= offset < link.end:
            return note_address(link.target, link.part)
    for shown in notes_shown_in(text):
        if shown.start <= offset < shown.end and not shown.is_file:
            return note_address(shown.target, shown.part)
    for span in spans:
        if span.style is Style.LINK and span.start <= offset < span.start + span.length:
            rest = text[span.start + span.length :]
            inside = rest.removeprefix("](").split(")")[0].split()[:1] if rest.startswith("](") else []
            address = inside[0] if inside else text[span.start : span.start + span.length]
            leads = may_open(address) or (inside and (path_in(address) or file_in(address)))
            return address if leads else ""
    return ""
