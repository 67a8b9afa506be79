"""What a reader sees of Markdown, as plain words on one line: for the rows of lists, and for excerpts.

Owns what is left of a link, a picture, a callout, a table, HTML. Pure, and looks at a few thousand characters at most. It
refuses to know what a note is called (`core.text.titles`) and what it is found by: nothing here changes either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from core.text.embedded import EMBEDDED, sized
from core.text.titles import FRONT_MATTER, LOOK_AT, plain_line, title_line

EXCERPT_LENGTH = 200

_FENCE = re.compile(r"^[ >]*(?:```|~~~)[^`\n]*$", re.MULTILINE)
_RULER = re.compile(r"[\s|:]*-[\s|:-]*")  # below the head of a table, also what is left of a long one
_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = re.compile("\x04(\\d+)\x04")
_COMMENT = re.compile(r"%%.*?%%|<!--.*?-->")
_NOTE_LINK = re.compile(r"\[\[([^\[\]|#]*)(#[^\[\]|]*)?(?:\\?\|([^\[\]]*))?\]\]")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_LINK = re.compile(
    r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)+(?:\s+\"[^\"]*\")?\)"
)  # with parentheses
_CALLOUT = re.compile(r"\[!([^\[\]]{1,40})\][+-]?(?:\s+|$)(.*)")
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


def excerpt_of(content: str) -> str:
    """The words after the title, for the second line of a list; empty when there are none."""
    head = content[:LOOK_AT]
    _, end = title_line(content)
    told: list[str] = []
    room = EXCERPT_LENGTH
    for line in seen_lines(head[end:], is_code_at(head, end)) if end else ():
        told.append(line)
        if (room := room - len(line) - 1) < 0:
            break
    return " ".join(told)[:EXCERPT_LENGTH].rstrip()


def front_matter_end(text: str) -> int:
    """Where the text of a note begins, behind the properties in front of it."""
    front = FRONT_MATTER.match(text, 0, LOOK_AT) if text.startswith("---") else None
    return front.end() if front else 0


def is_code_at(text: str, place: int) -> bool:
    """Whether the line at this place stands in a block of code, as far as this text tells."""
    return len(_FENCE.findall(text, 0, place)) % 2 == 1


def seen_lines(text: str, in_code: bool = False) -> Iterator[str]:
    """The words of each line that has some; `in_code` says that the first one is code, of which everything is seen."""
    in_table = False
    lines = text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if _FENCE.match(line):
            in_code = not in_code
            continue
        in_table = "|" in line and (in_table or ("|" in below and _RULER.fullmatch(below) is not None))
        words = " ".join(line.split()) if in_code else _seen(line, in_table)
        if words:
            yield words


def _seen(line: str, in_table: bool) -> str:
    if _RULER.fullmatch(line):
        return ""
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        codes.append(match[1])
        return f"\x04{len(codes) - 1}\x04"

    if "`" in line:
        line = _CODE.sub(kept, line.replace("\x04", " "))
    line = plain_line(_without_html(_without_brackets(line)))
    for sign, marks in _MORE_MARKS.items():
        if sign in line:
            line = marks.sub(r"\1", line)
    if line.startswith("[!") and (callout := _CALLOUT.fullmatch(line)):
        line = callout[2] or callout[1].capitalize()
    in_table = in_table or line.startswith("|")
    if in_table:
        line = _BETWEEN_CELLS.sub(" ", line)
    if codes:
        line = _KEPT.sub(lambda match: codes[int(match[1])], line)
    return " ".join((line.replace("\\|", "|") if in_table else line).split())


def _without_brackets(line: str) -> str:
    """Links to notes and pictures as their words; of a picture not how wide it is."""
    if "%%" in line or "<!--" in line:
        line = _COMMENT.sub(" ", line)
    if "[" not in line:
        return line
    line = EMBEDDED.sub(lambda match: sized(match[3] or "")[0] or match[1].rstrip("\\"), line)
    line = _NOTE_LINK.sub(lambda match: match[3] or match[1].rstrip("\\") or (match[2] or "")[1:], line)
    line = _PICTURE.sub(lambda match: sized(match[1])[0], line)
    return _LINK.sub(r"\1", line)


def _without_html(line: str) -> str:
    if "<" in line:
        line = _TAG.sub(lambda match: "" if match[1] else " ", line)
    return _SIGN.sub(lambda match: unescape(match[0]), line) if "&" in line else line
