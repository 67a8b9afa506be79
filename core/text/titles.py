"""What a note is called, read off its text, and the words that stand below that in a list.

A note has no title of its own: its title is its first heading or line, whichever comes first, as a reader sees it. The file
of a picture without words is passed over, and so is a callout's kind; where a note has nothing else, that is its title.
Pure. It refuses to know how a line becomes words (`core.text.seen`); nothing here changes what is stored.
"""

from __future__ import annotations

import re

from core.text.seen import LOOK_AT, front_matter_end, lines_of, plain_line

TITLE_LENGTH = 200
EXCERPT_LENGTH = 200
BEGINNING_LENGTH = 600
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|(\d{1,9}[.)]))[ \t]+\S")


def title_of(content: str) -> str:
    """The first heading or line in plain words; empty when the note has no words at all."""
    return _titled(content)[2][:TITLE_LENGTH].rstrip()


def names_in(content: str) -> tuple[str, ...]:
    """What links may call the note by its text: its title, and what it was called when titles kept some of their marks
    (`[!note] Mind the gap`), where that differs. The first is the title."""
    title = title_of(content)
    head = content[:LOOK_AT]
    lines = map(plain_line, head[front_matter_end(head) :].split("\n"))
    former = next(filter(None, lines), "")[:TITLE_LENGTH].rstrip()
    return tuple(dict.fromkeys((title, former)))


def title_line(content: str) -> tuple[int, int]:
    """Where the line stands that the title is read from, as (start, end) in characters; (0, 0) when there is none."""
    return _titled(content)[:2]


def excerpt_of(content: str) -> str:
    """The words after the title, for the second line of a list; empty when there are none."""
    head = content[:LOOK_AT]
    _, end = title_line(head)
    told: list[str] = []
    room = EXCERPT_LENGTH
    for line in lines_of(head, front_matter_end(head)) if end else ():
        if line.start >= end and (words := line.words()):
            told.append(words)
            if (room := room - len(words) - 1) < 0:
                break
    return " ".join(told)[:EXCERPT_LENGTH].rstrip()


def beginning_of(content: str, most: int = 10) -> tuple[str, ...]:
    """The words of the first lines after the title, each as a reader sees it; of an item with its bullet or number."""
    head = content[:LOOK_AT]
    _, end = title_line(head)
    told: list[str] = []
    room = BEGINNING_LENGTH
    for line in lines_of(head, front_matter_end(head)) if end else ():
        if line.start < end or not (words := line.words()):
            continue
        item = None if line.is_code else _ITEM.match(line.text)
        told.append(f"{item[1] or '•'} {words}" if item else words)
        if (room := room - len(words)) < 0 or len(told) == most:
            break
    return tuple(told)


def _titled(content: str) -> tuple[int, int, str]:
    """The line that the title is read from, and its words."""
    head = content[:LOOK_AT]
    body = front_matter_end(head)
    for own in (True, False):
        for line in lines_of(head, body):
            if words := line.words(own):
                return line.start, line.end, words
    return 0, 0, ""
