"""What a text shows in place, as Obsidian writes it: `![[boiler.png|200]]` a file, `![[Boiler#Pressure]]` a note.

Owns how it is written, which of the two it is, which of a note's files is meant in its text, and which kinds of files are
pictures. Pure. It refuses to know whether there is such a file or note, and what is code. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
"""The media types of pictures: what every one of them holds can be shown without asking another file."""
EMBEDDED = re.compile(r"!\[\[([^\[\]|#\n]+)(#[^\[\]|\n]*)?(?:\\?\|([^\[\]\n]*))?\]\]")
WIDEST = 4_000  # pixels that can be asked for
_FILE = re.compile(r"\.(?!md\b)[A-Za-z][A-Za-z0-9]{1,6}$")
_SIZED = re.compile(r"(?:^|\\?\|)\s*(\d{1,4})(?:x\d{1,4})?\s*$")


class Embedded(NamedTuple):
    """One: where it stands, the file or the note's title, the note's part, words for it, and a file's width in pixels."""

    start: int
    end: int
    target: str
    part: str
    words: str
    width: int
    """As wide as somebody wants it; 0 where that is not said."""

    @property
    def is_file(self) -> bool:
        """Whether it names a file; else a note."""
        return names_file(self.target)


def embedded_in(text: str) -> Iterator[Embedded]:
    """What a text shows in place, in its order."""
    if "![[" not in text:
        return
    for match in EMBEDDED.finditer(text):
        target = match[1].rstrip("\\").strip()
        if target:
            words, width = sized(match[3] or "")
            part = (match[2] or "").removeprefix("#").rstrip("\\").strip()
            note = target if names_file(target) else target.removesuffix(".md")
            yield Embedded(match.start(), match.end(), note, part, words, width)


def sized(words: str) -> tuple[str, int]:
    """The words for a picture, and the width in pixels that stands behind them (`a wall|200`, `200`, `200x100`), 0 where
    there is none."""
    match = _SIZED.search(words)
    if match is None:
        return words.strip(), 0
    return words[: match.start()].strip(), min(int(match[1]), WIDEST)


def file_among(names: Container[str], target: str) -> str:
    """Which of a note's files, given their names, its text means: the one that is called so, else as the last part of the
    path; nothing where it is none of them."""
    return next((each for each in (target, target.rpartition("/")[2]) if each in names), "")


def names_file(target: str) -> bool:
    """Whether a target is a file's, by the end of its name."""
    return _FILE.search(target) is not None
