"""Bytes of a file as text: which encoding they are in, and whether they are text at all.

Owns that guess. UTF-8, UTF-16 with a mark in front, else Windows' western letters. Pure; never fails.
"""

from __future__ import annotations

import codecs
import re

_LOOK_AT = 65_536  # bytes from which it is told whether they are text
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# No text has these; tabs, lines, pages and ESC it may have.
_STRANGE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDEST = 4  # bytes of a character, of which the last ones may be cut


def decoded(data: bytes) -> str | None:
    """The text that these bytes are; None for what is no text. The last character may be cut off. Lines end in \\n, and a
    NUL, which no note can hold, is left out."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(data[len(mark) :].decode(encoding, "replace"))
    if _STRANGE.search(data, 0, _LOOK_AT):
        return None
    try:
        return _plain(data.decode())
    except UnicodeDecodeError as error:
        if error.start > len(data) - _WIDEST and error.reason == "unexpected end of data":
            return _plain(data[: error.start].decode())
    return _plain(data.decode("cp1252", "replace"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
