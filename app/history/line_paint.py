"""Paints a line of history: what happened, and below it, smaller, when and where.

Owns how such a line looks. What its words are, a model says: as one text, whose second line is the small print, and which
begins with spaces where it belongs to the line above.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.direction import line_flags, placed
from app.library.note_paint import ground
from app.theme import GRID, SIDE_ROW, Theme

Index = QModelIndex | QPersistentModelIndex

_BESIDE = 2 * GRID
_INDENT = 4 * GRID
_TWO = 11 * GRID  # the height of a line with small print


class LinePaint(QStyledItemDelegate):
    """Draws the rows of one list."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as all of the words are, which a list does not have to be."""
        inset, first, second = _lines(index)
        small = QFontMetricsF(self._theme.font("small")).horizontalAdvance(second)
        widest = max(QFontMetricsF(self._font(index)).horizontalAdvance(first), small)
        return QSize(round(widest) + 2 * _BESIDE + inset, _TWO if second else SIDE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Called by Qt for each line in sight."""
        colors, area, state = self._theme.colors, QRectF(option.rect), option.state
        seen = partial(placed, within=area, direction=option.direction)
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            ground(painter, option.rect, colors.selected if chosen else colors.hover)
        inset, first, second = _lines(index)
        room = area.adjusted(_BESIDE + inset, 0, -_BESIDE, 0)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        upper = room.adjusted(0, 5, 0, -20) if second else room
        painter.setPen(colors.text if enabled else colors.muted)
        self._line(painter, seen(upper), first, self._font(index), option.direction)
        if second:
            painter.setPen(colors.muted)
            self._line(
                painter,
                seen(room.adjusted(0, 23, 0, -5)),
                second,
                self._theme.font("small"),
                option.direction,
            )
        painter.restore()

    def _font(self, index: Index) -> QFont:
        font = index.data(Qt.ItemDataRole.FontRole)
        return font if isinstance(font, QFont) else self._theme.font("body")

    @staticmethod
    def _line(
        painter: QPainter, room: QRectF, words: str, font: QFont, direction: Qt.LayoutDirection
    ) -> None:
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, line_flags(shown, direction), shown)


def _lines(index: Index) -> tuple[int, str, str]:
    """How far a row stands in, which belongs to the one above it, its words, and the small print."""
    told = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    first, _, second = told.partition("\n")
    return _INDENT if first.startswith(" ") else 0, first.strip(), second.strip()
