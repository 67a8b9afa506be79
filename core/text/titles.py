"""What a note is called, read off its text.

A note has no title of its own: its title is its first heading or line, whichever comes first, in plain words on one line.
What comes after it is told in `core.text.seen`; nothing here changes what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TITLE_LENGTH = 200
LOOK_AT = (
    4_000  # characters: enough for any title and excerpt, and a 10 MB note costs no more than a small one
)

FRONT_MATTER = re.compile(r"\A---\r?\n.*?^---\s*$\r?\n?", re.DOTALL | re.MULTILINE)
_BLOCK_MARK = re.compile(r"^\s{0,12}(?:#{1,6}(?:\s+|$)|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*(?:```|~~~).*$|^\s*\|?(?:\s*:?-{3,}:?\s*\|?)+\s*$")
_INLINE_MARK = re.compile(r"[\[*_~`]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_NOTE_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_EMPHASIS = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)(.+?)(?<=\S)\1")


def title_of(content: str) -> str:
    """The first heading or line in plain words; empty when the note has no words at all."""
    return next(_lines(content), "")[:TITLE_LENGTH].rstrip()


def plain_line(line: str) -> str:
    """One line of Markdown without its marks."""
    if _RULE.match(line):
        return ""
    while match := _BLOCK_MARK.match(line):
        line = line[match.end() :]
    if _INLINE_MARK.search(line):
        line = _IMAGE_OR_LINK.sub(r"\1", line)
        line = _NOTE_LINK.sub(lambda match: match[2] or match[1], line)
        line = _EMPHASIS.sub(r"\2", line)
    return " ".join(line.split())


def title_line(content: str) -> tuple[int, int]:
    """Where the line stands that the title is read from, as (start, end) in characters; (0, 0) when there is none."""
    head = content[:LOOK_AT]
    front = FRONT_MATTER.match(head) if head.startswith("---") else None
    start = front.end() if front else 0
    for line in head[start:].split("\n"):
        if plain_line(line):
            return start, start + len(line)
        start += len(line) + 1
    return 0, 0


def _lines(content: str) -> Iterator[str]:
    head = content[:LOOK_AT]
    body = FRONT_MATTER.sub("", head, count=1) if head.startswith("---") else head
    return filter(None, map(plain_line, body.split("\n")))
