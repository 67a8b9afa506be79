"""Bold and italic by key: the marks of Markdown around what is chosen, or around the word at the caret.

Owns where they go, and that the same key takes them away again. A part of a line is read alone, without the mark that
begins a list, a quote or a heading.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.editor.edits import apply, points, position_of
from app.editor.lists import Edit

BOLD, ITALIC = "**", "*"
_BEGINS = re.compile(
    r"(?:[ \t]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+|>[ \t]?))*[ \t]*"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Emphasis(NamedTuple):
    """What is to be changed in a line, the last first, and where what was chosen is then."""

    edits: tuple[Edit, ...]
    start: int
    end: int


def emphasized(line: str, start: int, end: int, mark: str) -> Emphasis:
    """The marks around this part of a line, or taken away where they are. Pure; offsets count code points."""
    start, end = _inner(line, start, end)
    depth = min(_stars(line[:start][::-1]), _stars(line[end:]))
    length = len(mark)
    if depth >= 2 if mark == BOLD else depth % 2:
        gone = Edit(end, length, ""), Edit(start - length, length, "")
        return Emphasis(gone, start - length, end - length)
    return Emphasis((Edit(end, 0, mark), Edit(start, 0, mark)), start + length, end + length)


def emphasize(text: QPlainTextEdit, mark: str) -> None:
    """Do so with what is chosen in a text, each line for itself, as one step; it stays chosen."""
    cursor, document = text.textCursor(), text.document()
    first, last = (document.findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
    start, end = cursor.selectionStart() - first.position(), cursor.selectionEnd() - last.position()
    begun, ended = (
        (first.blockNumber(), points(first.text(), start)),
        (last.blockNumber(), points(last.text(), end)),
    )
    cursor.beginEditBlock()
    for number in range(begun[0], ended[0] + 1):
        block = document.findBlockByNumber(number)
        line = block.text()
        some = begun[1] if number == begun[0] else 0, ended[1] if number == ended[0] else len(line)
        if begun[0] != ended[0] and not line[slice(*some)].strip():
            continue
        told = emphasized(line, *some, mark)
        for edit in told.edits:
            apply(cursor, document.findBlockByNumber(number), edit)
        begun = (number, told.start) if number == begun[0] else begun
        ended = (number, told.end) if number == ended[0] else ended
    cursor.endEditBlock()
    cursor.setPosition(position_of(document, *begun))
    cursor.setPosition(position_of(document, *ended), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def _inner(line: str, start: int, end: int) -> tuple[int, int]:
    """The words of what is chosen, without the spaces and marks around them; the word at the caret where nothing is."""
    begin = _BEGINS.match(line)
    assert begin is not None  # it matches nothing, too
    start, end = max(start, begin.end()), max(end, begin.end())
    if start == end:
        words = (each.span() for each in _WORD.finditer(line) if each.start() <= start <= each.end())
        return next(words, (start, end))
    chosen = line[start:end]
    if chosen.strip():
        start, end = end - len(chosen.lstrip()), start + len(chosen.rstrip())
        stars = min(_stars(line[start:end]), _stars(line[start:end][::-1]))
        if 2 * stars < end - start:
            start, end = start + stars, end - stars
    return start, end


def _stars(text: str) -> int:
    return len(text) - len(text.lstrip("*"))
