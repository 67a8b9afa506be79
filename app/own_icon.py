"""The program's own icon: in the tray, in the title bar, in the list of windows.

Owns its shape and that it is there in every size that is asked for. It has a ground of its own, because nobody can know
which color a panel has. It refuses to know where it is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.sizes import OWN_ICON
from app.theme import Theme

_MARGIN, _ROUND = 1 / 11, 1 / 5  # of its size


def own_icon(theme: Theme) -> QIcon:
    """The icon in the colors of the present look."""
    icon, colors = QIcon(), theme.colors
    for size in OWN_ICON:
        pixmap = QPixmap(size, size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        whole, inside = QRectF(0, 0, size, size), size * _MARGIN
        painter.drawRoundedRect(whole, size * _ROUND, size * _ROUND)
        theme.paint_icon(painter, whole.adjusted(inside, inside, -inside, -inside), "brain", colors.base)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
