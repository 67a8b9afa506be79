"""The process that cuts the text of one file into words, so that the window's own process never holds still for it.

Owns the form in which a text and its words travel between the two. What a word is stands in `core.store.file_lexemes`.
Knows no database, and is quick to start because of that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from struct import Struct
from typing import IO

from core.store.file_lexemes import Words, words_of_file
from core.store.lexemes import Part, Tsvector

_HEAD = Struct("!iiiIIQ")  # number, length and page; bytes of the language, of the text, and of the words
_PAGED, _PLAIN = b"p", b"t"
_ERRORS = "surrogatepass"


def send_text(to: IO[bytes], text: str, paged: bool) -> None:
    """Give a text, as `words_of_file` takes it."""
    to.write(_PAGED if paged else _PLAIN)
    to.write(text.encode(errors=_ERRORS))
    to.flush()
    to.seek(0)


def receive_words(source: IO[bytes]) -> Iterator[Words]:
    """The answer from its beginning, piece by piece, equal to what is cut in this process."""
    source.seek(0)
    while head := source.read(_HEAD.size):
        number, length, page, language, text, words = _HEAD.unpack(head)
        spoken = source.read(language).decode()
        said = source.read(text).decode(errors=_ERRORS)
        yield Words(Part(number, length, spoken, Tsvector(source.read(words))), said, page)


def main() -> int:
    """Cut what comes on standard input. The exit code."""
    if hasattr(os, "nice"):
        os.nice(5)  # nobody waits for it
    source, to = sys.stdin.buffer, sys.stdout.buffer
    paged = source.read(1) == _PAGED
    for part, text, page in words_of_file(source.read().decode(errors=_ERRORS), paged):
        language, said = part.language.encode(), text.encode(errors=_ERRORS)
        to.write(_HEAD.pack(part.number, part.length, page, len(language), len(said), len(part.words)))
        to.writelines((language, said, part.words))
    to.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
