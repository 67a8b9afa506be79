"""The process that reads one PDF: what anybody may have made is looked into here, apart from the program and its notes.

Owns the limits of this process, and the lines in which it tells what it read: `{"pages": 12}` first, `{"text": …}` for each
page, `{"end": true}` at the end, or `{"refused": code}`. Whoever reads them takes what came before this process was ended.
Knows nothing of notebooks.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MEMORY = 1 << 30  # bytes of addresses
SECONDS = 60  # of a processor
TOLD = 64 << 20  # bytes that may be written
CHARACTERS = 5_000_000  # of text: some two thousand pages full of it
PAGES = 20_000
NOT_NOW = 75  # the exit code that says nothing about the file
_PASSWORD = 4  # what PDFium says of a file that asks for one


def main(path: str) -> int:
    """Tell on standard output what is written in the PDF at a path. The exit code."""
    _limit()
    try:
        for line in told(path):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
    except OSError as error:  # the disk is full, say; more than may be written is the file's own fault
        return 0 if error.errno == errno.EFBIG else NOT_NOW
    return 0


def told(path: str) -> Iterator[dict[str, Any]]:
    """The lines about a PDF, as they become known."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(path)) as document:
            count = len(document)
            yield {"pages": count}
            yield from _pages(document, min(count, PAGES))
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        yield {"refused": "locked" if locked else "broken"}


def _pages(document: PdfDocument, count: int) -> Iterator[dict[str, Any]]:
    from pypdfium2 import PdfiumError

    left = CHARACTERS
    for number in range(count):
        text = ""
        with suppress(PdfiumError):  # one page that is broken keeps no other back
            text = _text_of(document, number)[:left]
        left -= len(text)
        yield {"text": text}
        if left <= 0:
            return
    if count == len(document):
        yield {"end": True}


def _text_of(document: PdfDocument, number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def _limit() -> None:
    if sys.platform == "win32":  # whoever asked ends this process in time, unless somebody ended that one
        late = threading.Timer(4 * SECONDS, os._exit, [1])
        late.daemon = True
        late.start()
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, TOLD),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
