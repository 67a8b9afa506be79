"""A note's Markdown made ready to be drawn as it reads: links to notes become links, files shown in place pictures.

Pure: what Qt's own reading of Markdown does not know is written in a way that it knows: callouts become quotes, what is
highlighted a link to `MARKED`. Comments are left out. Code stays as it is, and lines stay lines, so that whatever is drawn
can be found in the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote

from app.editor import lists
from app.editor.callouts import kind_of
from app.editor.links import note_address, notes_shown_in, parts_of_this_note
from app.editor.markdown import FRONT_MATTER, ITEM, NO_TITLE_YET, QUOTE, Kind, Style, read_line
from core import Embedded, note_links_in, sized

MARKED = "marked:"
"""Where what is highlighted leads: nowhere."""
CALLOUT = "\u2060"
"""Stands, unseen, before the title of a callout."""
NEW_LINE = "\u2028"
"""Begins a line within a paragraph."""
_WIDTH = re.compile(r"width (\d{1,4})")  # what a picture's title says of its width
_PICTURE = re.compile(r"`[^`\n]+`|!\[([^\[\]\n]*)\]\(([^()<>\n\"]*)\)")
_ESCAPED = re.compile(r"([\\\[\]`*_<>~=|])")
_CALLOUT = re.compile(r"((?:[ ]{0,3}>[ ]?)+)\[!([^\[\]\n]{1,40})\][+-]?[ \t]*(.*)")
_HIGHLIGHT = re.compile(r"`[^`\n]+`|(?<![=\\\w])==(?![\s=])([^=\[\]\n]+?)(?<!\s)==(?![=\w])")
_COMMENT = re.compile(r"`[^`\n]+`|%%.*?%%")
# No line of a paragraph.
_APART = re.compile(r"[ ]{0,3}(?:#{1,6}(?:[ \t]|$)|(?:[-*_=][ \t]*){2,}$|\[[^\]]+\]:)|.*\|")
_TABLE_RULE = re.compile(r"[ >]*(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SIGNS = ("[[", "![", "[!", "==", "%%")


def readable(markdown: str) -> str:
    """The text as Qt reads it."""
    if not any(sign in markdown for sign in _SIGNS):
        return markdown
    return "\n".join(line if code else _line(line) for line, code in _lines(markdown))


def has_title(markdown: str) -> bool:
    """Whether the first line of a text is drawn as its title, as in the editor: not one as long as a paragraph."""
    state = NO_TITLE_YET
    for text in markdown.split("\n"):
        line = read_line(text, state)
        if any(span.style is Style.TITLE for span in line.spans):
            return True
        state = line.after
        if state not in (NO_TITLE_YET, FRONT_MATTER):
            break
    return False


def as_lines(markdown: str, *, titled: bool) -> str:
    """The text with its lines as they were written. The first one is the title where the text has one, and what stands on a
    line of its own does so when it is drawn; to Markdown the one is plain, and the other goes on with the line before. Two
    spaces at the end would not do: Qt makes a paragraph of what follows, in a list with a bullet or a box of its own."""
    if markdown.startswith("---\n"):
        return markdown  # properties
    written: list[str] = []
    state, paragraph = NO_TITLE_YET, None
    above = _Above()
    lines = markdown.split("\n")
    for text, following in zip(lines, (*lines[1:], ""), strict=True):
        line, first = read_line(text, state), state == NO_TITLE_YET
        quote = QUOTE.match(text)
        words = text[quote.end() :] if quote else text
        apart = line.kind is Kind.CODE or not words.strip() or _APART.match(words)
        begins = apart or ITEM.match(words)
        state = line.after
        if above.ends(line.kind, words, following):
            written.append(quote[0].rstrip() if quote else "")
            paragraph = None
        if paragraph is line.kind and not begins and not written[-1].endswith(("\\", "  ")):
            written[-1] += f"{NEW_LINE}{words.lstrip()}"
            continue
        heading = titled and first and not begins and not quote
        paragraph = None if apart or heading else line.kind
        written.append(f"# {text.lstrip()}" if heading else text)
    return "\n".join(written)


class _Above:
    """What the lines above left open. To Markdown a list, a quote or a table goes on with whatever is directly below it, and
    not every list or table begins directly below other words; in the editor each line is what it is."""

    def __init__(self) -> None:
        self._kind: Kind | None = None  # of a line with words
        self._item: Kind | None = None  # of the lines whose item is not over; empty ones leave it open
        self._in_table = False

    def ends(self, kind: Kind, words: str, following: str) -> bool:
        """Whether it ends before this line, which is above from now on."""
        plain = kind is not Kind.CODE and words.strip() != ""
        same, was = plain and kind is self._kind, self._kind
        item = plain and ITEM.match(words) is not None
        row = plain and "|" in words
        begins_table = row and not (same and self._in_table) and _TABLE_RULE.match(following) is not None
        within_item = plain and kind is self._item and words[:1] in " \t"
        within_table = same and self._in_table and row
        ends = (
            (plain and was is Kind.QUOTE and not same)
            or (same and begins_table)
            or (same and (self._item is not None) is not item and not within_item)
            or (same and self._in_table and not row)
        )
        self._kind = kind if plain else None
        if plain or kind is not self._item:
            self._item = kind if item or within_item else None
        self._in_table = begins_table or within_table
        return ends


def width_in(title: str) -> int:
    """The width in pixels that `readable` wrote as a picture's title; 0 when it is none."""
    match = _WIDTH.fullmatch(title)
    return int(match[1]) if match else 0


def tasks_in(markdown: str) -> list[int]:
    """The numbers of the lines that are tasks."""
    return [
        number
        for number, (line, code) in enumerate(_lines(markdown))
        if not code and lists.box(line) is not None
    ]


def ends_in_code(markdown: str) -> bool:
    """Whether whatever came next would be code, as a fence is open."""
    state = NO_TITLE_YET
    for text in markdown.split("\n"):
        state = read_line(text, state).after
    return read_line("x", state).kind is Kind.CODE


def _lines(markdown: str) -> list[tuple[str, bool]]:
    """Each line without comments, and whether it is code."""
    found: list[tuple[str, bool]] = []
    state = NO_TITLE_YET
    for text in markdown.split("\n"):
        line = read_line(text, state)
        state = line.after
        found.append((text, line.kind is Kind.CODE))
    return _without_comments(found) if "%%" in markdown else found


def _without_comments(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Comments over several lines begin a line and end one; one that is not closed is none."""
    signed = [number for number, (text, code) in enumerate(lines) if not code and text.count("%%") == 1]
    shown = [(text if code else _COMMENT.sub(_uncommented, text), code) for text, code in lines]
    reached = -1
    for first, last in pairwise(signed):
        opens, closes = lines[first][0].lstrip().startswith("%%"), lines[last][0].rstrip().endswith("%%")
        if first > reached and opens and closes:
            shown[first : last + 1] = [("", False)] * (last + 1 - first)
            reached = last
    return shown


def _uncommented(match: re.Match[str]) -> str:
    return "" if match[0].startswith("%%") else match[0]


def _line(text: str) -> str:
    callout = _CALLOUT.fullmatch(text)
    if callout:  # two spaces at the end: its words begin on a line of their own
        text = f"{callout[1]}{CALLOUT}{_called(kind_of(callout[2]), callout[3].strip())}  "
    text = _HIGHLIGHT.sub(_highlighted, text)
    pieces: list[str] = []
    done = 0
    for start, end, written in sorted((*_links(text), *_shown_in_place(text))):
        pieces += (text[done:start], written)
        done = end
    return _PICTURE.sub(_with_address, "".join((*pieces, text[done:])))


def _called(kind: str, title: str) -> str:
    """The title of a callout; its kind, too, as no color says it."""
    bold = f"**{title or _escaped(kind)}**"
    return f"{_escaped(kind)} · {bold}" if title and title.lower() != kind.lower() else bold


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    for link in (*note_links_in(text), *parts_of_this_note(text)):
        said = link.shown if link.shown != link.target else _called_by(link.target, link.part)
        yield link.start, link.end, f"[{_escaped(said)}]({note_address(link.target, link.part)})"


def _shown_in_place(text: str) -> Iterator[tuple[int, int, str]]:
    for each in notes_shown_in(text):
        yield each.start, each.end, _picture(each) if each.is_file else _note(each)


def _picture(each: Embedded) -> str:
    return f"![{_escaped(each.words or each.target)}]({quote(each.target)}{_title(each.width)})"


def _note(each: Embedded) -> str:
    """A note that Obsidian shows in place is a link to it here."""
    said = each.words or _called_by(each.target, each.part)
    return f"[{_escaped(said)}]({note_address(each.target, each.part)})"


def _called_by(target: str, part: str) -> str:
    """What is shown for a note, or for a part of it, where nothing else is said."""
    return " › ".join(filter(None, (target, part)))


def _with_address(match: re.Match[str]) -> str:
    """A picture whose address has spaces, which Markdown does not take, or whose words end with a width."""
    if match[2] is None:
        return match[0]
    words, width = sized(match[1])
    if not width and " " not in match[2].strip():
        return match[0]
    return f"![{words}]({quote(match[2].strip(), safe='/%:')}{_title(width)})"


def _title(width: int) -> str:
    return f' "width {width}"' if width else ""


def _highlighted(match: re.Match[str]) -> str:
    return f"[{match[1]}]({MARKED})" if match[1] else match[0]


def _escaped(words: str) -> str:
    return _ESCAPED.sub(r"\\\1", words)
