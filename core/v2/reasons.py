"""Why a row was set aside, where that depends on the row.

Owns these sentences. A report keeps them in English with their values in them; `said` knows them again, so that a window
says them in its own language. It refuses to know what makes a row unfit.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from core.language import tr, tr_noop

CELL_COUNT = tr_noop("The row has {values} values, the table {columns} columns.")
ENCODING = tr_noop("The row is no valid {encoding} text.")
BROKEN_JSON = tr_noop("The JSON in the column {column} is broken.")
LONG_KIND = tr_noop("The kind of the relationship has {length} characters, not at most {most}.")
NO_UUID = tr_noop("The value in the column {column} is no UUID: {value}.")
DIMENSIONS = tr_noop("The vector does not have {dimensions} dimensions.")
LONG_POINT = tr_noop("The point is longer than {most} MB.")
LARGE_FILE = tr_noop("It has more than {most} bytes.")
UNREADABLE_FILE = tr_noop("It cannot be read: {why}.")
OTHER_OWNER = tr_noop("It belongs to the user {name}, who was not chosen.")
NO_SUCH_NOTE = tr_noop("The note {note}, which it links, is not here.")
SECOND_LINK = tr_noop('The two notes are linked as "{kind}" already, with other properties.')

NOT_A_FILE = "It is a {kind}, not a file."
_NO_FILES = (
    tr_noop("It is a link, not a file."),
    tr_noop("It is a hard link, not a file."),
    tr_noop("It is a device, not a file."),
    tr_noop("It is a pipe, not a file."),
    tr_noop("It is a device or pipe, not a file."),
    tr_noop("It is a pipe, socket or device, not a file."),
)

_SENTENCES = (
    *_NO_FILES, CELL_COUNT, ENCODING, BROKEN_JSON, LONG_KIND, NO_UUID, DIMENSIONS, LONG_POINT, LARGE_FILE, UNREADABLE_FILE,
    OTHER_OWNER, NO_SUCH_NOTE, SECOND_LINK,
)  # fmt: skip


def said(reason: str) -> str:
    """A reason that was kept, as it is said now."""
    for sentence in _SENTENCES:
        if found := _pattern(sentence).fullmatch(reason):
            return tr(sentence, **found.groupdict())
    return tr(reason)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    parts = (
        re.escape(text) + (f"(?P<{name}>.*)" if name else "")
        for text, name, _, _ in Formatter().parse(sentence)
    )
    return re.compile("".join(parts), re.DOTALL)
