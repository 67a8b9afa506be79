"""Paints one note of the list: title, a line of its words, date and tags, its first picture, and what was found in it.

Owns how a row looks. It asks the model once for each row, so that scrolling stays smooth however long the list is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import theme as look
from app import words
from app.direction import line_flags, placed, towards, x_of
from app.library.carrying import Ticket
from app.library.note_rows import HEADING, ROW, UNTITLED, NoteRow
from app.pictures import Pictures
from app.sizes import ICON, ROUND, ROW_PICTURE, SLIGHT
from app.theme import GRID, SIDE_ROW, Theme
from app.thumbnail import fit, paint_thumbnail
from core import Attachment, tr

Marks = Sequence[tuple[int, int]]

_LEFT = 4 * GRID
_INSET = 2 * GRID  # of the mark on a row
# Where date and tags begin: the words stand in the middle of the mark, and descenders weigh little.
_FOOT = 41
_SHORT = 4  # letters: from here on a word says enough to be marked inside others
_LEAD = 16  # characters before a found word that stay in sight


class NotePaint(QStyledItemDelegate):
    """Draws rows of `NoteRows`, 64 pixels high."""

    def __init__(self, theme: Theme, pictures: Pictures | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._wanted: re.Pattern[str] | None = None
        self.ticket = Ticket(theme)

    def look_for(self, query: str) -> None:
        """Mark these words in the titles. Short ones, such as “at”, are passed over, but for the last one, which may be
        the beginning of a longer word."""
        typed = re.findall(r"[^\s\"]+", query)
        parts = [re.escape(word) for word in typed if not _is_short(word)]
        if typed and _is_short(typed[-1]):
            parts.append(rf"\b{re.escape(typed[-1])}")
        self._wanted = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has the same height; the list's width decides the other."""
        return QSize(0, look.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt for each row in sight."""
        if self.ticket.paints(painter, index.row(), option.rect):
            return
        row = index.data(ROW)
        area = QRect(option.rect)
        state = option.state
        painter.save()
        if heading := index.data(HEADING):
            self._heading(painter, QRect(area.left(), area.top(), area.width(), SIDE_ROW), str(heading))
            area.setTop(area.top() + SIDE_ROW)
        self._ground(painter, area, state)
        if isinstance(row, NoteRow):
            old = bool(option.widget.property("old"))
            self._note(painter, area, row, old)
        else:
            self._blank(painter, area)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, heading: str) -> None:
        painter.fillRect(area, self._theme.colors.side)
        place = QRectF(area.adjusted(_LEFT, 0, -_LEFT, 0))
        self._line(painter, place, heading, (), self._theme.font("small"), self._theme.colors.muted)

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        """As rows are marked in the side bar: within the pane, with round corners."""
        colors = self._theme.colors
        shape = area.adjusted(_INSET, 1, -_INSET, -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            ground(painter, shape, colors.selected if chosen else colors.hover)
        line = QRect(area.left() + _LEFT, area.bottom(), area.width() - 2 * _LEFT, 1)
        painter.fillRect(line, colors.hairline)
        if state & QStyle.StateFlag.State_HasFocus:
            ring(painter, shape, colors.accent)

    def _note(self, painter: QPainter, area: QRect, row: NoteRow, old: bool) -> None:
        theme, colors = self._theme, self._theme.colors
        ink = colors.muted if old else colors.text
        left, width = area.left() + _LEFT, _room(area, row)
        if row.picture:
            self._picture(painter, area, row)
        first, second, marks = self._words(row, width)
        bare = not second and not row.why  # nothing between title and date: the two stand in the middle
        top = area.top() + (9 if bare else 0)
        seen = partial(placed, within=QRectF(area), direction=painter.layoutDirection())
        title = seen(QRectF(left, top + 5, width - (6 * GRID if row.pinned else 0), 19))
        if row.pinned:
            pin = seen(QRectF(left + width - 4 * GRID, top + 7, 14, 14))
            theme.paint_icon(painter, pin, "push-pin", colors.muted)
        if row.title:
            self._line(
                painter,
                title,
                first,
                self._found(first),
                theme.font("body" if old else "strong"),
                ink,
            )
        else:
            self._line(painter, title, tr(UNTITLED), (), theme.font("body"), colors.muted)
        excerpt = seen(QRectF(left, top + 23, width, 18))
        self._line(painter, excerpt, second, marks, theme.font("body"), ink if marks else colors.muted)
        foot = QRectF(left, top + (24 if bare else _FOOT), width, 15)
        if row.why:
            why = self.why_area(area, row, painter.layoutDirection())
            self._line(painter, why, row.why, (), theme.font("small"), colors.muted)
            foot.setWidth(width - why.width() - 2 * GRID)
        when = words.day(row.moment, datetime.now(UTC).astimezone())
        told = _with_tags(when, row.tags, QFontMetricsF(theme.font("small")), foot.width())
        self._line(painter, seen(foot), told, (), theme.font("small"), colors.muted, tags=True)

    def _picture(self, painter: QPainter, area: QRect, row: NoteRow) -> None:
        """Its place is there from the first on, so that no words move when it comes."""
        colors = self._theme.colors
        inset = (look.ROW - ROW_PICTURE) / 2
        place = QRectF(area.right() + 1 - _LEFT - ROW_PICTURE, area.top() + inset, ROW_PICTURE, ROW_PICTURE)
        place = placed(place, QRectF(area), painter.layoutDirection())
        file = Attachment(row.picture, row.title, "", 0)
        size = fit(ROW_PICTURE, painter.device().devicePixelRatioF())
        known = self._pictures.get(file, size) if self._pictures else None
        if known is not None:
            paint_thumbnail(painter, known.image, place, colors.hairline)
            return
        ground(painter, place, colors.hover)
        if self._pictures and self._pictures.wrong(file):
            edge = (ROW_PICTURE - ICON) / 2
            self._theme.paint_icon(painter, place.adjusted(edge, edge, -edge, -edge), "image", colors.muted)

    def _words(self, row: NoteRow, width: float) -> tuple[str, str, Marks]:
        """What the first line says, and the second with what was found in it: a note of one long line goes on where other
        notes have their next words."""
        if row.excerpt or not row.title:
            return row.title, *_in_sight(row.excerpt, row.marks)
        first, rest = _broken(row.title, QFontMetricsF(self._theme.font("strong")), width)
        found = self._found(rest)
        return first, *((rest, found) if self._found(first) else _in_sight(rest, found))

    def why_area(self, area: QRect, row: NoteRow, direction: Qt.LayoutDirection) -> QRectF:
        """Where a row in this area says why it was found: at the end of its last line, at most half of it."""
        width = _room(area, row)
        needed = min(QFontMetricsF(self._theme.font("small")).horizontalAdvance(row.why) + 2, width / 2)
        place = QRectF(area.left() + _LEFT + width - needed, area.top() + _FOOT, needed, 15)
        return placed(place, QRectF(area), direction)

    def _found(self, text: str) -> Marks:
        return [match.span() for match in self._wanted.finditer(text)] if self._wanted else ()

    def _line(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        marks: Marks,
        font: QFont,
        color: QColor,
        *,
        tags: bool = False,
    ) -> None:
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        if not tags:
            shown = words.at_a_word(text, shown)
        painter.setFont(font)
        direction = painter.layoutDirection()
        if marks:
            width = metrics.horizontalAdvance(shown)
            leftwards = direction is Qt.LayoutDirection.RightToLeft
            left = place.right() - width if leftwards else place.left()
            for x, wide in spread(shown, marks, font):
                mark = QRectF(left + x - 1, place.top() + 1, wide + 2, place.height() - 2)
                painter.fillRect(mark, self._theme.colors.found)
        painter.setPen(color)
        painter.drawText(place, line_flags(shown, direction), shown)

    def _blank(self, painter: QPainter, area: QRect) -> None:
        """The shape of a row whose words are on their way."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colors.hairline)
        for top, height, share in ((10, 9, 0.55), (28, 8, 0.85), (44, 7, 0.25)):
            width = (area.width() - 2 * _LEFT) * share
            painter.drawRoundedRect(
                QRectF(area.left() + _LEFT, area.top() + top, width, height), SLIGHT, SLIGHT
            )


def _room(area: QRect, row: NoteRow) -> int:
    """How wide the words of a row may be."""
    return area.width() - 2 * _LEFT - (ROW_PICTURE + 3 * GRID if row.picture else 0)


def spread(text: str, marks: Marks, font: QFont) -> Iterator[tuple[float, float]]:
    """How far from the left the marked letters of a line stand, each with its width: found words in another script than the
    words around them stand elsewhere than one would count."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(towards(text))
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    for start, end in marks:
        for at in range(start, min(end, len(text))):
            first, last = (x_of(line, len(text[:place].encode("utf-16-le")) // 2) for place in (at, at + 1))
            yield min(first, last), abs(last - first)


def ground(painter: QPainter, area: QRect | QRectF, color: QColor) -> None:
    """What is behind a chosen row, or the one under the pointer."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(area, ROUND, ROUND)
    painter.restore()


def ring(painter: QPainter, area: QRect, color: QColor) -> None:
    """The mark of keyboard focus: two pixels of the accent, inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), ROUND - 1, ROUND - 1)
    painter.restore()


def _is_short(word: str) -> bool:
    """Whether it is in too many other words, as “at” is in “late”; `C++`, `.env` and the words of other scripts are not."""
    return len(word) < _SHORT and word.isascii() and word.isalnum()


def _with_tags(when: str, tags: Sequence[str], metrics: QFontMetricsF, width: float) -> str:
    """The date and as many tags as are seen whole, with the number of the others: the beginning of a tag says little. Only
    the first one is cut off where not even that has room."""
    told = when
    for number, tag in enumerate(tags):
        longer, rest = f"{told}  #{tag}", len(tags) - number - 1
        if metrics.horizontalAdvance(f"{longer}  +{rest}" if rest else longer) > width:
            return f"{told}  +{rest + 1}" if number else longer
        told = longer
    return told


def _broken(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, str]:
    """The words that fit into one line, and those that do not."""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    first = ""
    for word in text.split(" "):
        longer = f"{first} {word}" if first else word
        if metrics.horizontalAdvance(longer) > width:
            break
        first = longer
    return (first, text[len(first) + 1 :]) if first else (text, "")


def _in_sight(text: str, marks: Marks) -> tuple[str, Marks]:
    """The text from shortly before its first mark on, so that what was found is seen in a narrow list."""
    if not marks or marks[0][0] <= _LEAD:
        return text, marks
    start = text.rfind(" ", 0, marks[0][0] - _LEAD // 2) + 1
    if start <= 2:
        return text, marks
    moved = 2 - start
    return "… " + text[start:], [(first + moved, last + moved) for first, last in marks]
