"""Which way words run, where things stand, and which way keys lead in a window that is read from the right.

Owns the questions of whoever paints without a layout: does this text run to the left, where is the mirror image of a place,
where does the caret stand in a line, and does a key lead on or back there. It refuses to know what is painted.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QTextLine
from PySide6.QtWidgets import QWidget

_HOW = {
    (from_right, leftwards): (Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft)
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
    | (Qt.TextFlag.TextForceRightToLeft if leftwards else Qt.TextFlag.TextForceLeftToRight)
    for from_right in (True, False)
    for leftwards in (True, False)
}
_RIGHT, _STRONG = {"R", "AL"}, {"L", "R", "AL"}
_ENOUGH = 400  # characters: a text that has said nothing by then is numbers and signs


def runs_left(text: str) -> bool:
    """Whether a text is written from right to left: whether its first letter is."""
    kinds = map(unicodedata.bidirectional, text[:_ENOUGH])
    return next((kind in _RIGHT for kind in kinds if kind in _STRONG), False)


def towards(text: str) -> Qt.LayoutDirection:
    """The same, as Qt says it."""
    return Qt.LayoutDirection.RightToLeft if runs_left(text) else Qt.LayoutDirection.LeftToRight


def line_flags(text: str, direction: Qt.LayoutDirection, *, at_end: bool = False) -> int:
    """How a line of words is painted: it begins where one begins to read there, or ends where one ends, and its words run
    their own way."""
    return int(_HOW[(direction is Qt.LayoutDirection.RightToLeft) is not at_end, runs_left(text)])


def placed(rect: QRectF, within: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """Where something stands that is meant for the left to right: there, or as far from the other side."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return rect
    return QRectF(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())


def step_across(event: QKeyEvent, on: QWidget) -> int:
    """Where the keys left and right lead among things that stand beside each other: 1 is on to what is read next, -1 back,
    0 any other key."""
    step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key(), 0)
    return -step if on.isRightToLeft() else step


def x_of(row: QTextLine, offset: int) -> float:
    """Where the caret stands before a letter of a line, which Qt counts in UTF-16."""
    place: tuple[float, int] = row.cursorToX(offset)  # type: ignore[assignment]  # the stubs forget the second value
    return place[0]
