"""What a reader sees of Markdown, as plain words on one line: for titles, for the rows of lists, and for excerpts.

Owns what is left of a link, a picture, a callout, a table, HTML. Pure. It refuses to know which of the lines a note is
called by (`core.text.titles`), and what it is found by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from core.text.embedded import EMBEDDED, names_file, sized

# Characters: enough for any title and excerpt, and a 10 MB note costs no more than a small one.
LOOK_AT = 4_000

_FRONT_MATTER = re.compile(r"\A---\r?\n.*?^---\s*$\r?\n?", re.DOTALL | re.MULTILINE)
_BLOCK_MARK = re.compile(r"^\s{0,12}(?:#{1,6}(?:\s+|$)|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*(?:```|~~~).*$|^\s*\|?(?:\s*:?-{3,}:?\s*\|?)+\s*$")
_INLINE_MARK = re.compile(r"[\[*_~`]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_PLAIN_NOTE_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_EMPHASIS = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)(.+?)(?<=\S)\1")

_FENCE = re.compile(r"^[ >]*(?:```|~~~)[^`\n]*$", re.MULTILINE)
_RULER = re.compile(r"[\s|:]*-[\s|:-]*")  # below the head of a table, also what is left of a long one
_CODE_OR_SIGN = re.compile(r"`([^`\n]+)`|\\([!-/:-@\[-`{}~])")  # a bar behind `\` belongs to tables and links
_KEPT = re.compile("\x04(\\d+)\x04")
_COMMENT = re.compile(r"%%.*?%%|<!--.*?-->")
_COMMENT_OPENS = re.compile(r"\s*(?:%%(?!.*%%)|<!--(?!.*-->))")
_NOTE_LINK = re.compile(r"\[\[([^\[\]|#]*)(#[^\[\]|]*)?(?:\\?\|([^\[\]]*))?\]\]")
# One that is written out here may be cut.
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\((?:((?:[^()]|\([^()]*\))*)\)|data:[^()\s]*$)")
_HTML_PICTURE = re.compile(r"<img\s[^<>]*(?:>|$)", re.IGNORECASE)
_HTML_TOLD = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# One whose address holds parentheses, which `plain_line` leaves as it is.
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)+(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"<((?:https?|ftp)://[^<>\s]+|(?:mailto:)?[^<>\s@:]+@[^<>\s@:]+)>")
_CALLOUT = re.compile(r"\[!([^\[\]]{1,40})\][+-]?(?:\s+|$)(.*)")
_CLOSED_HEADING = re.compile(r"(\s{0,3}#{1,6}\s.*?)\s+#+\s*")
_MORE_MARKS = {
    "*": re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<!\s)\*(?![\w*])"),
    "==": re.compile(r"(?<![=\w])==(?=[^\s=])([^=]+?)(?<!\s)==(?![=\w])"),
    "_": re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<!\s)_(?!\w)"),
}
_IN_WORDS = "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u"
_BLOCKS = (
    "article|aside|audio|blockquote|body|br|button|caption|center|col|dd|details|div|dl|dt|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|html|iframe|img|input|label|li|main|nav|ol|p|picture|pre|section|source|summary|svg|table|tbody|td"
    "|tfoot|th|thead|tr|ul|video"
)
_TAG = re.compile(rf"</?(?:({_IN_WORDS})|{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SIGN = re.compile(r"&(?:[A-Za-z]+\d*|#\d+|#[xX][0-9A-Fa-f]+);")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


class Line(NamedTuple):
    """A line of a text: where it stands, and how it is read."""

    start: int
    end: int
    text: str
    is_code: bool
    in_table: bool

    def words(self, own: bool = False) -> str:
        """What a reader sees of it; if `own`, only what somebody wrote: no picture's file, no callout's kind."""
        if self.is_code:
            return " ".join(self.text.split())
        return _seen(self.text, self.in_table, own)


def plain_line(line: str) -> str:
    """One line of Markdown without its marks: as notes were called once, and as headings stand before passages.

    It stays as it is, or all notes would be embedded anew.
    """
    if _RULE.match(line):
        return ""
    while match := _BLOCK_MARK.match(line):
        line = line[match.end() :]
    if _INLINE_MARK.search(line):
        line = _IMAGE_OR_LINK.sub(r"\1", line)
        line = _PLAIN_NOTE_LINK.sub(lambda match: match[2] or match[1], line)
        line = _EMPHASIS.sub(r"\2", line)
    return " ".join(line.split())


def front_matter_end(text: str) -> int:
    """Where the text of a note begins, behind the properties in front of it."""
    front = _FRONT_MATTER.match(text, 0, LOOK_AT) if text.startswith("---") else None
    return front.end() if front else 0


def is_code_at(text: str, place: int) -> bool:
    """Whether the line at this place stands in a block of code, as far as this text tells."""
    return len(_FENCE.findall(text, 0, place)) % 2 == 1


def seen_lines(text: str, in_code: bool = False) -> Iterator[str]:
    """The words of each line that has some; `in_code` says that the first one is code, of which everything is seen."""
    return filter(None, (line.words() for line in lines_of(text, in_code=in_code)))


def lines_of(text: str, start: int = 0, *, in_code: bool = False) -> Iterator[Line]:
    """The lines from a place on; without those that open or close code, and what stands in comments over several lines."""
    in_table = False
    shown = start  # what stands before that is hidden
    lines = text[start:].split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        end = start + len(line)
        if _FENCE.match(line) and start >= shown:
            in_code = not in_code
        elif in_code or (shown := _shown_from(text, start, end, shown)) <= end:
            in_table = "|" in line and (in_table or ("|" in below and _RULER.fullmatch(below) is not None))
            yield Line(start, end, line[max(shown - start, 0) :], in_code, in_table and not in_code)
        start = end + 1


def _shown_from(text: str, start: int, end: int, shown: int) -> int:
    """From where on a text is shown, given a line and what is known before it: behind the comment that begins there, if
    it is closed."""
    if start < shown or not (opened := _COMMENT_OPENS.match(text, start, end)):
        return shown
    sign = "%%" if opened[0].endswith("%%") else "-->"
    closed = text.find(sign, opened.end())
    return closed + len(sign) if closed >= 0 else shown


def _seen(line: str, in_table: bool, own: bool) -> str:
    if _RULER.fullmatch(line):
        return ""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1] or match[2])
        return f"\x04{len(kept) - 1}\x04"

    if "`" in line or "\\" in line:
        line = _CODE_OR_SIGN.sub(keep, line.replace("\x04", " "))
    line = _without_marks(line, own)
    in_table = in_table or line.startswith("|")
    if in_table:
        line = _BETWEEN_CELLS.sub(" ", line)
    if kept:
        line = _KEPT.sub(lambda match: kept[int(match[1])], line)
    return " ".join((line.replace("\\|", "|") if in_table else line).split())


def _without_marks(line: str, own: bool) -> str:
    if line.rstrip().endswith("#") and (closed := _CLOSED_HEADING.fullmatch(line)):
        line = closed[1]
    line = plain_line(_without_html(_without_brackets(line, own), own))
    for sign, marks in _MORE_MARKS.items():
        if sign in line:
            line = marks.sub(r"\1", line)
    callout = _CALLOUT.fullmatch(line) if line.startswith("[!") else None
    if callout:
        return callout[2] or ("" if own else callout[1].capitalize())
    return line


def _without_brackets(line: str, own: bool) -> str:
    """Links to notes and pictures as their words; of a picture not how wide it is."""
    if "%%" in line or "<!--" in line:
        line = _COMMENT.sub(" ", line)
    if "[" not in line:
        return line
    line = EMBEDDED.sub(lambda match: _embedded(match[1].rstrip("\\"), match[3] or "", own), line)
    line = _NOTE_LINK.sub(lambda match: match[3] or match[1].rstrip("\\") or (match[2] or "")[1:], line)
    line = _PICTURE.sub(lambda match: _picture(match[1], match[2] or "", own), line)
    return _LINK.sub(r"\1", line)


def _without_html(line: str, own: bool) -> str:
    if "<" in line:
        line = _HTML_PICTURE.sub(lambda match: _html_picture(match[0], own), line)
        line = _TAG.sub(lambda match: "" if match[1] else " ", _ADDRESS.sub(r"\1", line))
    return _SIGN.sub(lambda match: unescape(match[0]), line) if "&" in line else line


def _embedded(target: str, words: str, own: bool) -> str:
    return sized(words)[0] or ("" if own and names_file(target) else target)


def _picture(words: str, address: str, own: bool) -> str:
    """A picture's words; where it has none the name of its file, unless that is left out."""
    if (said := sized(words)[0]) or own or address.lstrip(" <").startswith("data:"):
        return said
    path = address.partition(' "')[0].strip(" <>").partition("?")[0].partition("#")[0]
    return unquote(path.rpartition("/")[2])


def _html_picture(tag: str, own: bool) -> str:
    told = {match[1].lower(): match[2] or match[3] or "" for match in _HTML_TOLD.finditer(tag)}
    return f" {_picture(told.get('alt', ''), told.get('src', ''), own)} "
