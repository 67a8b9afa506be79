"""A file of the open note as a small button: a little picture of it or an icon, what it is called, and how large it is.

Owns how that looks and what is said of it. It refuses to know what can be done with a file.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app import words
from app.direction import line_flags, placed
from app.opening import may_open
from app.pictures import Pictures
from app.sizes import CHIP, FILE_LEAST, FILE_MOST, ROUND, SMALL_ICON
from app.theme import GRID, Theme
from app.thumbnail import fit, paint_thumbnail
from core import Attachment, tr

_THUMBNAIL = CHIP - GRID


class FileChip(QAbstractButton):
    """One file: its name and size."""

    def __init__(self, attachment: Attachment, theme: Theme, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self._pictures = pictures
        self._theme = theme
        self._size = words.size(attachment.size)
        self.setFont(theme.font("small"))
        self.setText(attachment.name.replace("&", "&&"))  # no letter becomes a shortcut
        self.setAccessibleName(tr("File {name}, {size}", name=attachment.name, size=self._size))
        self.tell("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)
        if self._is_picture:
            pictures.arrived.connect(self.update)

    def tell(self, told: str) -> None:
        """Say of its text, in a sentence, what search does with it."""
        about = f"{self.attachment.name}\n{self.attachment.media_type}, {self._size}"
        self.setToolTip(f"{about}\n{told}" if told else about)
        can = (
            tr("Open or save it, or see where it is used.")
            if may_open(self.attachment.name)
            else tr("Save it, or see where it is used.")
        )
        self.setAccessibleDescription(f"{can} {told}".rstrip())

    @property
    def _is_picture(self) -> bool:
        return self.attachment.media_type.startswith("image/")

    @property
    def thumbnail(self) -> QImage | None:
        """The file as a small picture, if it is one and is known; else it is read."""
        size = fit(_THUMBNAIL, self.devicePixelRatioF())
        found = self._pictures.get(self.attachment, size) if self._is_picture else None
        return found.image if found else None

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        metrics = self.fontMetrics()
        text = metrics.horizontalAdvance(self.attachment.name) + metrics.horizontalAdvance(self._size)
        return QSize(min(text + SMALL_ICON + 7 * GRID + 2, FILE_MOST), CHIP)

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(min(self.sizeHint().width(), FILE_LEAST), CHIP)

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _paint_thumbnail(self, painter: QPainter, icon: QRectF) -> QRectF:
        """Paint the small picture, or an icon until it is known; where that is."""
        place = self._seen(QRectF(GRID, (self.height() - _THUMBNAIL) / 2, _THUMBNAIL, _THUMBNAIL))
        if (picture := self.thumbnail) is None:
            self._theme.paint_icon(painter, icon, "image", self._theme.colors.muted)
        else:
            paint_thumbnail(painter, picture, place, self._theme.colors.hairline)
        return place

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(colors.accent, 2) if self.hasFocus() else QPen(colors.hairline, 1)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(colors.hover if self.underMouse() else colors.base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
        icon = self._seen(QRectF(2 * GRID, (self.height() - SMALL_ICON) / 2, SMALL_ICON, SMALL_ICON))
        if self._is_picture:
            icon = self._paint_thumbnail(painter, icon)
        else:
            self._theme.paint_icon(painter, icon, "paperclip", colors.muted)
        room = QRectF(self.rect()).adjusted(self._seen(icon).right() + GRID, 0, -2 * GRID, 0)
        painter.setFont(self.font())
        painter.setPen(colors.muted)
        painter.drawText(
            self._seen(room), line_flags(self._size, self.layoutDirection(), at_end=True), self._size
        )
        room.setRight(room.right() - self.fontMetrics().horizontalAdvance(self._size) - 2 * GRID)
        name = self.fontMetrics().elidedText(
            self.attachment.name, Qt.TextElideMode.ElideMiddle, int(room.width()) + 1
        )
        painter.setPen(colors.text)
        painter.drawText(self._seen(room), line_flags(name, self.layoutDirection()), name)
        painter.end()

    def _seen(self, place: QRectF) -> QRectF:
        return placed(place, QRectF(self.rect()), self.layoutDirection())
